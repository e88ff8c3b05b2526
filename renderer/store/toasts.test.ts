import { beforeEach, describe, expect, it } from 'vitest';
import { ui, useUi } from './ui.ts';

const keys = (): string[] => useUi.getState().toasts.map((toast) => toast.text.key);
const news = (key: string): void => ui.toast({ tone: 'info', text: { key } });
const refusal = (key: string): void => ui.toast({ tone: 'error', text: { key } });

describe('toasts', () => {
  beforeEach(() => useUi.setState({ toasts: [] }));

  it('shows the last piece of news', () => {
    for (const key of ['a', 'b', 'c', 'd']) news(key);
    expect(keys()).toEqual(['d']);
  });

  it('does not let news drive a refusal away', () => {
    refusal('no');
    for (const key of ['a', 'b', 'c']) news(key);
    expect(keys()).toEqual(['no', 'c']);
  });

  it('shows three refusals at most, and the same one once', () => {
    for (const key of ['1', '2', '2', '3', '4']) refusal(key);
    expect(keys()).toEqual(['2', '3', '4']);
  });
});

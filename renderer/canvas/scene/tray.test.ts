import { describe, expect, it } from 'vitest';
import { tray } from '../geometry/sizes.ts';
import { layOutTray } from './tray.ts';

const pods = (count: number) => Array.from({ length: count }, (_, index) => ({ uid: `p${index}`, containers: 1, volumes: 0 }));

describe('the Pending tray', () => {
  it('is not there when nothing waits', () => {
    expect(layOutTray([], []).height).toBe(0);
  });

  it('keeps the order of arrival, ghosts last, all inside', () => {
    const body = layOutTray(pods(2), ['web']);
    expect(body.items.map((item) => item.id)).toEqual(['p0', 'p1', 'ghost/web']);
    const tops = body.items.map((item) => item.y);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    const last = body.items[2]!;
    expect(last.y + last.height).toBeLessThan(body.height);
  });

  it('shows so many and counts the rest', () => {
    const body = layOutTray(pods(tray.shown + 30), []);
    expect(body.items).toHaveLength(tray.shown);
    expect(body.more).toBe(30);
  });
});

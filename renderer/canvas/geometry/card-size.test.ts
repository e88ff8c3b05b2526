import { describe, expect, it } from 'vitest';
import { cardHeight } from './card-size.ts';
import { card } from './sizes.ts';

const container = { name: 'c', image: 'i' };

describe('how high a card is', () => {
  it.each([
    ['an object without pods: a compact head', {}, card.compactHeight],
    ['with a second line', { detail: '10.96.0.1:80' }, card.compactHeight + card.detailHeight],
    ['a template: a row for each container and volume', { template: { containers: [container, container], volumes: [{ name: 'v', source: 'emptyDir', detail: '' }] } },
      card.headerHeight + 2 * card.containerHeight + card.containerGap + card.volumeHeight + card.padding],
    ['replicas: room for their handle', { template: { containers: [container], volumes: [] }, replicas: { desired: 1, ready: 1, current: 1, updated: 1 } },
      card.headerHeight + card.containerHeight + card.replicasHeight],
  ])('%s', (_name, row, height) => {
    expect(cardHeight(row)).toBe(height);
  });
});

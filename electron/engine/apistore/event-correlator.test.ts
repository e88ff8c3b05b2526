import { describe, expect, it } from 'vitest';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import { makePod } from '../testing/builders.ts';
import { TestCluster } from '../testing/test-cluster.ts';

function record(cluster: TestCluster, messages: readonly string[], component = 'test'): Event[] {
  const client = cluster.simulation.client(component);
  const pod = cluster.api.get('pods', 'default/p') ?? cluster.create(makePod('p'));
  for (const message of messages) client.recordEvent(pod, { type: 'Normal', reason: 'Tested', message });
  return cluster.list<Event>('events');
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `message ${index}`);

describe('correlation of events', () => {
  it('counts the same message up', () => {
    const events = record(new TestCluster([]), ['a', 'a', 'b', 'a']);
    expect(events.map(({ message, count }) => [message, count])).toEqual([['a', 3], ['b', 1]]);
  });

  it('combines the tenth message and all after it', () => {
    const events = record(new TestCluster([]), numbered(12));
    expect(events).toHaveLength(10);
    expect(events[9]).toMatchObject({ message: '(combined from similar events): message 11', count: 3 });
  });

  it('tells messages apart again after ten minutes', () => {
    const cluster = new TestCluster([]);
    record(cluster, numbered(12));
    cluster.advance(601_000);
    expect(record(cluster, ['later']).at(-1)).toMatchObject({ message: 'later', count: 1 });
  });

  it('drops what one source reports beyond 25 events about one object, but one every five minutes', () => {
    const cluster = new TestCluster([]);
    const total = (events: readonly Event[]): number => events.reduce((sum, event) => sum + (event.count ?? 0), 0);
    expect(total(record(cluster, numbered(40)))).toBe(25);
    cluster.advance(300_000);
    expect(total(record(cluster, numbered(5)))).toBe(26);
    expect(total(record(cluster, numbered(3), 'other'))).toBe(29);
  });
});

import { describe, expect, it } from 'vitest';
import { makePod } from '../../testing/builders.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { eventTtl, eventTtlMs } from './index.ts';

describe('expiry of Events', () => {
  it('removes an Event an hour after it last happened, without keeping the world busy', () => {
    const cluster = new TestCluster([controllerComponent(eventTtl)]);
    const pod = cluster.create(makePod('p'));
    const record = (message: string): void => cluster.user.recordEvent(pod, { type: 'Normal', reason: 'Tested', message });
    record('once');
    record('twice');
    cluster.advance(eventTtlMs - 60_000);
    expect(cluster.simulation.isQuiet()).toBe(true);
    record('twice');
    cluster.advance(60_000);
    expect(cluster.eventsAbout('p')).toEqual(['Tested: twice']);
    cluster.advance(eventTtlMs - 60_000);
    expect(cluster.eventsAbout('p')).toEqual([]);
  });

  it('looks through them no more than once a minute, and at none that is young', () => {
    const cluster = new TestCluster([controllerComponent(eventTtl)]);
    const pod = cluster.create(makePod('p'));
    const record = (message: string): void => cluster.user.recordEvent(pod, { type: 'Normal', reason: 'Tested', message });
    record('first');
    cluster.advance(10_000);
    record('ten seconds later');
    cluster.advance(30_000);
    record('much later');
    cluster.advance(eventTtlMs - 40_000);
    expect(cluster.eventsAbout('p')).toEqual(['Tested: ten seconds later', 'Tested: much later']);
    cluster.advance(59_000);
    expect(cluster.eventsAbout('p')).toHaveLength(2);
    cluster.advance(1_000);
    expect(cluster.eventsAbout('p')).toEqual([]);
  });
});

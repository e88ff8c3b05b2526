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
});

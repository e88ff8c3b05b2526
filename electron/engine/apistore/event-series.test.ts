import { beforeEach, describe, expect, it } from 'vitest';
import { eventComponent, eventCount, firstSeen, lastSeen } from '../../../shared/kubernetes/event-facts.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { validateCreate } from '../../../shared/kubernetes/validation/validate.ts';
import { makePod } from '../testing/builders.ts';
import { TestCluster } from '../testing/test-cluster.ts';

let cluster: TestCluster;

beforeEach(() => {
  cluster = new TestCluster([]);
  cluster.create(makePod('p'));
});

function report(message: string, { reason = 'FailedScheduling', action = 'Scheduling', component = 'default-scheduler' } = {}): Event[] {
  cluster.simulation.client(component).recordEvent(cluster.get<Pod>('pods', 'default/p'), { type: 'Warning', reason, action, message });
  return cluster.list<Event>('events');
}

describe('Events of components that use events.k8s.io', () => {
  it('have a time of their own and neither source nor count, and are what that version asks for', () => {
    const [event] = report('no room');
    expect(event).toMatchObject({
      eventTime: expect.stringMatching(/\.\d{6}Z$/) as string, reportingComponent: 'default-scheduler', reportingInstance: expect.stringContaining('default-scheduler-') as string,
      action: 'Scheduling', source: {}, message: 'no room',
    });
    for (const field of ['count', 'firstTimestamp', 'lastTimestamp', 'series']) expect(event).not.toHaveProperty(field);
    expect(event && validateCreate(event, 'events.k8s.io/v1')).toEqual([]);
  });

  it('go on as a series, whatever they say, while their object stays as it is', () => {
    report('no room');
    cluster.advance(60_000);
    const [event, ...others] = report('still no room');
    expect(others).toEqual([]);
    expect(event).toMatchObject({ message: 'no room', series: { count: 2 } });
    if (event) expect([eventCount(event), eventComponent(event), Date.parse(lastSeen(event)) - Date.parse(firstSeen(event))]).toEqual([2, 'default-scheduler', 60_000]);
    cluster.edit<Pod>('pods', 'default/p', (pod) => { pod.metadata.labels = { a: 'b' }; });
    expect(report('other room').map(({ message, series }) => [message, series?.count])).toEqual([['no room', 2], ['other room', undefined]]);
  });

  it.each<[string, number, object, number]>([
    ['the same soon', 360_000, {}, 1], ['the same after six quiet minutes', 360_001, {}, 2], ['another action', 0, { action: 'Binding' }, 2],
    ['another reason', 0, { reason: 'Scheduled' }, 2],
  ])('end: %s', (_what, afterMs, other, count) => {
    report('m');
    cluster.advance(afterMs);
    expect(report('m', other)).toHaveLength(count);
  });

  it('are owned in the words of that version, and not combined', () => {
    for (let index = 0; index < 30; index += 1) {
      cluster.edit<Pod>('pods', 'default/p', (pod) => { pod.metadata.labels = { a: String(index) }; });
      report(`message ${index}`);
    }
    const events = cluster.list<Event>('events');
    expect(events).toHaveLength(30);
    const { managedFields } = cluster.simulation.server.withManagedFields(events[0] as Event).metadata;
    expect(managedFields).toMatchObject([{ manager: 'kube-scheduler', apiVersion: 'events.k8s.io/v1', fieldsV1: { 'f:note': {}, 'f:regarding': {} } }]);
  });
});

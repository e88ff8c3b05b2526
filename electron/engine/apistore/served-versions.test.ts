import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { fieldSetOf } from '../../../shared/kubernetes/managed-fields/fields-v1.ts';
import { pathText } from '../../../shared/kubernetes/managed-fields/path-element.ts';
import { printerOf } from '../../../shared/kubernetes/printing/printers/index.ts';
import { inVersion } from '../../../shared/kubernetes/served-versions/convert.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { must, TestCluster } from '../testing/test-cluster.ts';
import type { ApiServer } from './api-server.ts';
import { StoreHistory } from './list-watch/history.ts';
import { listObjects } from './list-watch/list.ts';
import { watchObjects } from './list-watch/watch.ts';

const version = 'events.k8s.io/v1';
const key = 'default/x';
const time = '2026-01-01T00:00:00.000000Z';

const newEvent = (more: JsonObject = {}): KubernetesObject => Object.assign({
  apiVersion: version, kind: 'Event', metadata: { name: 'x', namespace: 'default' }, eventTime: time, reportingController: 'example.com/watcher',
  reportingInstance: 'w-1', action: 'Look', reason: 'Seen', regarding: { kind: 'Pod', name: 'web', namespace: 'default' }, note: 'there it is', type: 'Normal',
}, more);

const oldEvent: Event = {
  apiVersion: 'v1', kind: 'Event', metadata: { name: 'x', namespace: 'default' }, involvedObject: { kind: 'Pod', name: 'web', namespace: 'default' },
  reason: 'Seen', message: 'there it is', type: 'Normal', source: { component: 'watcher', host: 'n' }, firstTimestamp: '2026-01-01T00:00:00Z',
  lastTimestamp: '2026-01-01T00:00:05Z', count: 3,
};

let cluster: TestCluster;
let server: ApiServer;

beforeEach(() => {
  cluster = new TestCluster([]);
  ({ server } = cluster.simulation);
});

function problems(answer: ApiResult<KubernetesObject>): string[] {
  return answer.ok ? [] : answer.error.details?.causes?.map(({ field, message }) => `${field}: ${message}`) ?? [answer.error.message];
}

describe('Events of events.k8s.io/v1', () => {
  it('are the Events of v1 under other names', () => {
    const answer = must(server.create(newEvent())) as unknown as JsonObject;
    expect(answer).toMatchObject({ apiVersion: version, note: 'there it is', regarding: { name: 'web' }, deprecatedSource: {} });
    expect(cluster.get<Event>('events', key)).toMatchObject({
      apiVersion: 'v1', involvedObject: { kind: 'Pod', name: 'web' }, message: 'there it is', reportingComponent: 'example.com/watcher', source: {}, eventTime: time,
    });
    expect(cluster.get('events', key)).not.toHaveProperty('note');
  });

  it('come back as they were through both', () => {
    const stored = must(server.create(oldEvent));
    const shown = inVersion(stored, version);
    expect(shown).toMatchObject({
      regarding: oldEvent.involvedObject, note: 'there it is', deprecatedSource: oldEvent.source, deprecatedCount: 3,
      deprecatedFirstTimestamp: oldEvent.firstTimestamp, deprecatedLastTimestamp: oldEvent.lastTimestamp,
    });
    expect(inVersion(shown, 'v1')).toEqual(stored);
  });

  it('always write both fields of a series', () => {
    const stored = must(server.create({ ...oldEvent, series: {} } as Event));
    expect(inVersion(stored, version)).toMatchObject({ series: { count: 0 } });
  });

  it.each<[string, JsonObject, string[]]>([
    ['as it should be', {}, []],
    ['without a time', { eventTime: null }, ['eventTime: Required value']],
    ['of no known type', { type: 'Odd' }, ['type: Invalid value: "": has invalid value: Odd']],
    ['with what old ones say', {
      deprecatedCount: 1, deprecatedFirstTimestamp: '2026-01-01T00:00:00Z', deprecatedLastTimestamp: '2026-01-01T00:00:00Z', deprecatedSource: { host: 'n' },
    }, ['firstTimestamp', 'lastTimestamp', 'count', 'source'].map((field) => `${field}: Invalid value: "": needs to be unset`)],
    ['with half a series', { series: { count: 1 } }, [
      'series.count: Invalid value: "": should be at least 2', 'series.lastObservedTime: Required value',
    ]],
    ['of nobody', { reportingController: '', action: '' }, [
      'reportingController: Required value', 'reportingController: Invalid value: "": name part must be non-empty', 'action: Required value',
    ]],
  ])('are checked %s', (_what, change, expected) => {
    expect(problems(server.create(newEvent(change))).filter((text) => !text.includes('name part must consist of'))).toEqual(expected);
  });

  it('say in their own words what they do not know', () => {
    expect(problems(server.create(newEvent({ message: 'x' })))).toEqual([
      'Event in version "v1" cannot be handled as a Event: strict decoding error: unknown field "message"',
    ]);
    expect(problems(server.create(newEvent({ note: 1 })))).toEqual([
      'Event in version "v1" cannot be handled as a Event: json: cannot unmarshal number into Go struct field Event.note of type string',
    ]);
  });

  it('change in nothing but their series; through v1 in anything', () => {
    must(server.create(newEvent()));
    expect(problems(server.update(newEvent({ note: 'gone', reportingInstance: 'w-2' })))).toEqual([
      'message: Invalid value: "gone": field is immutable', 'reportingInstance: Invalid value: "w-2": field is immutable',
    ]);
    const series = { count: 2, lastObservedTime: time };
    expect(must(server.patch('events', key, { series }, { patchType: 'merge', apiVersion: version }))).toMatchObject({ apiVersion: version, series });
    expect(must(server.patch('events', key, { message: 'gone' }, { patchType: 'strategic' }))).toMatchObject({ apiVersion: 'v1', message: 'gone', series });
    expect(must(server.patch('events', key, { note: 'gone' }, { patchType: 'strategic', apiVersion: version }))).toMatchObject({ note: 'gone' });
  });

  it('exist once', () => {
    must(server.create(oldEvent));
    expect(problems(server.create(newEvent()))).toEqual(['events.events.k8s.io "x" already exists']);
  });

  const owners = (): string[] => server.managedOf('events', key).map(({ by, set }) =>
    `${by.manager} ${by.operation} ${by.apiVersion}: ${[...fieldSetOf(server.withManagedFields(cluster.get('events', key)).metadata.managedFields?.find(
      ({ manager }) => manager === by.manager)?.fieldsV1 as JsonObject)?.paths() ?? []].map(pathText).join(' ') || String(set.isEmpty)}`);

  it('are owned in the words of the version through which they were written', () => {
    must(server.patch('events', key, {
      apiVersion: version, kind: 'Event', metadata: { name: 'x' }, eventTime: time, reportingController: 'c', reportingInstance: 'i', action: 'Look', reason: 'Seen',
      regarding: { kind: 'Pod', namespace: 'default' }, note: 'there', type: 'Normal',
    }, { patchType: 'apply', manager: 'a' }));
    expect(owners()).toEqual([
      `a Apply ${version}: .action .eventTime .note .reason .regarding .reportingController .reportingInstance .type`,
    ]);
    expect(problems(server.patch('events', key, { apiVersion: 'v1', kind: 'Event', metadata: { name: 'x' }, message: 'not there' }, {
      patchType: 'apply', manager: 'b',
    }))).toEqual(['.note: conflict with "a"']);
    must(server.patch('events', key, { message: 'not there' }, { patchType: 'merge', manager: 'c' }));
    expect(owners()).toEqual([
      `a Apply ${version}: .action .eventTime .reason .regarding .reportingController .reportingInstance .type`, 'c Update v1: .message',
    ]);
  });

  it('lose what is no longer applied, in whichever version', () => {
    const config = { kind: 'Event', metadata: { name: 'x', labels: { a: 'b' } }, reason: 'Seen' };
    must(server.patch('events', key, { ...config, apiVersion: 'v1', involvedObject: { namespace: 'default' }, message: 'there' }, { patchType: 'apply', manager: 'a' }));
    expect(cluster.get<Event>('events', key).message).toBe('there');
    must(server.patch('events', key, { ...config, apiVersion: 'v1', involvedObject: { namespace: 'default' } }, { patchType: 'apply', manager: 'a' }));
    expect(cluster.get<Event>('events', key).message ?? '').toBe('');
  });
});

describe('lists and watches of events.k8s.io/v1', () => {
  const start = (): StoreHistory => {
    const history = new StoreHistory(cluster.simulation.store, 100);
    cluster.simulation.onCommit((event) => history.record(event));
    return history;
  };
  const target = { resource: 'events', namespace: 'default', apiVersion: version };

  it('select by its fields and show them', () => {
    const history = start();
    must(server.create(newEvent()));
    const listed = (fieldSelector: string): unknown[] | string => {
      const answer = listObjects(history, target, { fieldSelector });
      return answer.ok ? answer.value.items.map((item) => (item as unknown as JsonObject)['note']) : answer.error.message;
    };
    expect(listed('regarding.name=web,reportingController=example.com/watcher')).toEqual(['there it is']);
    expect(listed('regarding.name=api')).toEqual([]);
    expect(listed('involvedObject.name=web')).toBe('field label not supported: involvedObject.name');
    const old = listObjects(history, { resource: 'events' }, { fieldSelector: 'source=example.com/watcher,involvedObject.name=web' });
    expect(old.ok && old.value.items.length).toBe(1);
  });

  it('tell of changes in it', () => {
    const history = start();
    const stream = watchObjects(history, target, { fieldSelector: 'reason=Seen', resourceVersion: String(history.currentRevision) });
    const told: unknown[] = [];
    cluster.simulation.onCommit((event) => {
      const message = stream.ok ? stream.value.next(event) : undefined;
      if (message) told.push([message.type, (message.object as unknown as JsonObject)['note']]);
    });
    must(server.create(oldEvent));
    must(server.patch('events', key, { reason: 'Lost' }, { patchType: 'merge' }));
    expect(told).toEqual([['ADDED', 'there it is'], ['DELETED', 'there it is']]);
  });

  it('print as those of v1', () => {
    const stored = must(server.create(oldEvent));
    const nowMs = Date.parse('2026-01-01T00:01:00Z');
    const cells = printerOf('v1', 'Event').row(stored as never, nowMs).cells;
    expect(printerOf(version, 'Event').row(inVersion(stored, version) as never, nowMs).cells).toEqual(cells);
    expect(cells).toContain('there it is');
  });
});

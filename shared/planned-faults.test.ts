import { expect, it, test } from 'vitest';
import { faultSchema, type Fault } from './faults.ts';
import { faultOf, mendingOf, plannedFaultsProblem, timesOf } from './planned-faults.ts';
import { TopologyText } from './topology/topology-text.ts';

function design(entry: string): string {
  return `apiVersion: clusterwright.dev/v1
kind: Cluster
metadata:
  name: t
spec:
  faults:
  - {at: 1m, kind: PowerOff, machine: worker-1, for: 30s} # the first
  - ${entry}
`;
}

test.each([
  ['{ at: soon, kind: PowerOff, machine: m }', 'at', /must be a time such as 90, 90s or 5m/],
  ['{ at: 400d, kind: PowerOff, machine: m }', 'at', /at most 366 days/],
  ['{ at: 1m, kind: Explode, machine: m }', 'kind', /there is no fault "Explode"; there are PowerOff, /],
  ['{ at: 1m, kind: PowerOff }', 'machine', /expected string/],
  ['{ at: 1m, kind: FillDisk, machine: m, percent: 101 }', 'percent', /100/],
  ['{ at: 1m, kind: PowerOff, machine: m, for: 0 }', 'for', /longer than 0/],
  ['{ at: 1m, kind: RestartMachine, machine: m, for: 5s }', 'for', /nothing mends RestartMachine/],
  ['{ at: 1m, kind: PowerOn, machine: m, for: 5s }', 'for', /nothing mends PowerOn/],
])('%s: says where and what', (entry, field, message) => {
  const { text, problems } = TopologyText.parse(design(entry), 't');
  expect(text).toBeUndefined();
  expect(problems).toMatchObject([{ severity: 'error', document: 1, line: 8, field: `spec.faults[1].${field}`, message: expect.stringMatching(message) as string }]);
});

it('keeps what the author wrote through an edit of another field', () => {
  const source = design('{at: 90.5, kind: HangContainer, pod: web, note: later}');
  const { text } = TopologyText.parse(source, 't');
  expect(text?.toString()).toBe(source);
  const cluster = text?.clusterDocument;
  if (!text || !cluster) throw new Error('it is a design');
  text.setCluster({ ...cluster, metadata: { name: 'u' } });
  expect(text.toString()).toBe(source.replace('name: t', 'name: u'));
});

it('knows its times, and finds the pod that it means', () => {
  expect(timesOf({ at: '1m30s', for: 15, kind: 'PowerOff', machine: 'm' })).toEqual({ atMs: 90_000, endMs: 105_000 });
  expect(timesOf({ at: 2, kind: 'StopRegistry' })).toEqual({ atMs: 2_000, endMs: undefined });
  const find = (namespace: string, name: string) => (namespace === 'default' && name === 'web' ? { name: 'web-x', containers: ['nginx', 'log'] } : undefined);
  expect(faultOf({ at: 2, kind: 'HangContainer', pod: 'web' }, find)).toEqual({ kind: 'HangContainer', namespace: 'default', pod: 'web-x', container: 'nginx' });
  expect(faultOf({ at: 2, kind: 'HangContainer', pod: 'web', container: 'log' }, find)).toMatchObject({ pod: 'web-x', container: 'log' });
  expect(faultOf({ at: 2, kind: 'HangContainer', namespace: 'shop', pod: 'web' }, find)).toMatchObject({ namespace: 'shop', pod: 'web' });
});

test.each<[Fault, Fault | undefined]>([
  [{ kind: 'PowerOff', machine: 'm' }, { kind: 'PowerOn', machine: 'm' }],
  [{ kind: 'CrashMachine', machine: 'm' }, { kind: 'PowerOn', machine: 'm' }],
  [{ kind: 'StopComponent', machine: 'm', component: 'etcd' }, { kind: 'StartComponent', machine: 'm', component: 'etcd' }],
  [{ kind: 'CutZone', zone: 'a' }, { kind: 'ReconnectZone', zone: 'a' }],
  [{ kind: 'StopRuntime', machine: 'm' }, { kind: 'MendMachine', machine: 'm', fault: 'StopRuntime' }],
  [{ kind: 'SlowStart', namespace: 'n', pod: 'p', container: 'c', seconds: 9 }, { kind: 'MendContainer', namespace: 'n', pod: 'p', container: 'c', fault: 'SlowStart' }],
  [{ kind: 'SlowRegistry', bytesPerSecond: 9 }, { kind: 'MendRegistry' }],
  [{ kind: 'LoseImage', image: 'i' }, { kind: 'RestoreImage', image: 'i' }],
  [{ kind: 'CrashContainer', namespace: 'n', pod: 'p', container: 'c' }, undefined],
])('%j is mended by %j', (fault, mending) => {
  expect(mendingOf(fault)).toEqual(mending);
});

it('every kind that mends ends some fault', () => {
  const fields = { machine: 'm', a: 'm', b: 'n', zone: 'z', component: 'etcd', namespace: 'n', pod: 'p', container: 'c', seconds: 1, bytesPerSecond: 1, perSecond: 1, percent: 1, probe: 'liveness', image: 'i', fsyncMs: 1, error: 'InternalError' };
  const all = faultSchema.options.map(({ shape }) => shape.kind.value);
  const ends = new Set(all.flatMap((kind) => { const parsed = faultSchema.safeParse({ ...fields, kind }); return parsed.success ? [mendingOf(parsed.data)?.kind] : []; }));
  expect(all.filter((kind) => /On$|^(Start|Mend|Restore|Reconnect)/.test(kind) && !ends.has(kind))).toEqual([]);
});

it('says what is wrong with a list', () => {
  expect(plannedFaultsProblem([{ at: 1, kind: 'StopRegistry' }])).toBeUndefined();
  expect(plannedFaultsProblem([{ at: 1, kind: 'StopRegistry' }, { at: '?', kind: 'StopRegistry' }])).toMatch(/^spec\.faults\[1\]\.at: must be a time/);
});

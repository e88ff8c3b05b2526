import { describe, expect, it } from 'vitest';
import type { PalettePayload } from '../../gestures/payload.ts';
import type { Hit } from '../scene/hit-test.ts';
import { overPaletteVerdict, verdictFor } from './drop-rules.ts';
import type { DropFacts } from './drop-rules.ts';
import type { DragPayload } from './payload.ts';

const rect = { x: 0, y: 0, width: 10, height: 10 };
const facts: DropFacts = {
  pod: (uid) =>
    ({
      bare: { name: 'cache', owner: '', isMirror: false, isLeaving: false },
      owned: { name: 'web-1', owner: 'web', isMirror: false, isLeaving: false },
      static: { name: 'etcd', owner: '', isMirror: true, isLeaving: false },
      leaving: { name: 'old', owner: '', isMirror: false, isLeaving: true },
    })[uid],
  card: (uid) => ({ web: { kind: 'Deployment', name: 'web' }, config: { kind: 'ConfigMap', name: 'config' } })[uid],
  names: () => new Set(),
  namespace: (key) => key.split('/').at(-2) || undefined,
  machineName: () => 'worker-2',
  groupType: () => 'm5.large',
  defaultZone: () => '',
};
const hits = {
  outside: { kind: 'outside' },
  cluster: { kind: 'cluster', rect },
  zone: { kind: 'cluster', rect, zone: 'a' },
  machine: { kind: 'machine', rect, key: 'm', name: 'worker-1' },
  bare: { kind: 'pod', rect, key: 'v1/Pod/default/cache', uid: 'bare', machine: 'worker-1' },
  owned: { kind: 'pod', rect, key: 'v1/Pod/default/web-1', uid: 'owned', machine: 'worker-1' },
  mirror: { kind: 'pod', rect, key: 'k', uid: 'static', machine: 'worker-1' },
  leaving: { kind: 'pod', rect, key: 'k', uid: 'leaving', machine: 'worker-1' },
  container: { kind: 'container', rect, key: 'v1/Pod/default/cache', uid: 'bare', machine: 'worker-1', container: 'redis' },
  card: { kind: 'card', rect, key: 'apps/v1/Deployment/default/web', uid: 'web' },
  template: { kind: 'template', rect, key: 'apps/v1/Deployment/default/web', uid: 'web', container: 'nginx' },
  group: { kind: 'group', rect, key: 'clusterwright.dev/v1/NodeGroup//burst', name: 'burst', zone: 'a' },
  configCard: { kind: 'card', rect, key: 'v1/ConfigMap/default/config', uid: 'config' },
} as const satisfies Record<string, Hit>;

const machine: PalettePayload = { type: 'machine', roles: ['worker'] };
const container: PalettePayload = { type: 'container', preset: 'redis' };
const deployment: PalettePayload = { type: 'workload', kind: 'Deployment', preset: 'nginx' };
const volume = (source: 'emptyDir' | 'configMap'): PalettePayload => ({ type: 'volume', source });
const verdict = (payload: DragPayload, hit: Hit, alt = false, isFree = true) =>
  verdictFor(payload, hit, { alt, at: { x: 40, y: 50 }, isFree }, facts);
const drop = (item: PalettePayload, hit: keyof typeof hits, alt = false) => verdict({ type: 'palette', item }, hits[hit], alt);

describe('dropping on the palette', () => {
  const machines = { 'clusterwright.dev/v1/Machine//control-2': rect, 'clusterwright.dev/v1/Machine//control-3': rect };

  it('deletes machines and cards', () => {
    const [one] = Object.keys(machines) as [string];
    expect(overPaletteVerdict({ type: 'objects', grabbed: one, rects: { [one]: rect } })).toEqual({
      kind: 'ok', action: { do: 'deleteObjects', keys: [one] }, hint: { key: 'canvas:drop.delete', params: { kind: 'Machine', name: 'control-2' } },
    });
    expect(overPaletteVerdict({ type: 'objects', grabbed: one, rects: machines })).toMatchObject({ action: { keys: Object.keys(machines) }, hint: { key: 'canvas:drop.deleteMany', params: { count: 2 } } });
  });

  it('takes back what came from it, and no pods', () => {
    expect(overPaletteVerdict({ type: 'palette', item: machine })).toMatchObject({ kind: 'refused' });
    expect(overPaletteVerdict({ type: 'pods', pods: [] })).toMatchObject({ kind: 'refused' });
  });
});

describe('dropping from the palette', () => {
  it.each([
    [machine, 'cluster', { do: 'addMachine', roles: ['worker'], at: { x: 40, y: 50 } }],
    [machine, 'zone', { do: 'addMachine', roles: ['worker'], zone: 'a', at: { x: 40, y: 50 } }],
    [machine, 'machine', { do: 'addMachine', roles: ['worker'] }],
    [container, 'cluster', { do: 'createPod', preset: 'redis' }],
    [container, 'outside', { do: 'createPod', preset: 'redis' }],
    [container, 'machine', { do: 'createPod', preset: 'redis', placement: { node: 'worker-1', by: 'selector' } }],
    [container, 'bare', { do: 'addContainer', key: 'v1/Pod/default/cache', preset: 'redis' }],
    [container, 'card', { do: 'addContainer', key: 'apps/v1/Deployment/default/web', preset: 'redis' }],
    [container, 'template', { do: 'addContainer', key: 'apps/v1/Deployment/default/web', preset: 'redis' }],
    [{ type: 'pod', preset: 'nginx' }, 'bare', { do: 'createPod', preset: 'nginx', placement: { node: 'worker-1', by: 'selector' } }],
    [deployment, 'cluster', { do: 'createDeployment', preset: 'nginx' }],
    [volume('emptyDir'), 'container', { do: 'addVolume', key: 'v1/Pod/default/cache', source: 'emptyDir', container: 'redis' }],
    [volume('configMap'), 'template', { do: 'addVolume', key: 'apps/v1/Deployment/default/web', source: 'configMap', container: 'nginx' }],
    [volume('configMap'), 'cluster', { do: 'createMountedObject', source: 'configMap' }],
  ] as [PalettePayload, keyof typeof hits, object][])('%j on %s', (item, hit, action) => {
    expect(drop(item, hit)).toMatchObject({ kind: 'ok', action });
  });

  it('sets nodeName with Alt', () => {
    expect(drop(container, 'machine', true)).toMatchObject({ action: { placement: { by: 'nodeName' } } });
  });

  it('places a machine automatically where another stands', () => {
    expect(verdict({ type: 'palette', item: machine }, hits.cluster, false, false)).toMatchObject({ action: { do: 'addMachine' } });
    expect(verdict({ type: 'palette', item: machine }, hits.cluster, false, false)).not.toHaveProperty('action.at');
  });

  it.each([
    [container, 'owned', 'canvas:drop.containerInOwned'],
    [container, 'mirror', 'canvas:drop.podMirror'],
    [container, 'leaving', 'canvas:drop.podLeaving'],
    [container, 'configCard', 'canvas:drop.noTemplate'],
    [volume('emptyDir'), 'cluster', 'canvas:drop.volumeNeedsPod'],
    [volume('emptyDir'), 'owned', 'canvas:drop.volumeInOwned'],
  ] as [PalettePayload, keyof typeof hits, string][])('refuses %j on %s and says why', (item, hit, key) => {
    expect(drop(item, hit)).toMatchObject({ kind: 'refused', hint: { key } });
  });
});

describe('dragging what is there', () => {
  const pod = (uid: string, bare: boolean, on = 'worker-2') => ({
    uid,
    ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: uid },
    machine: on,
    bare,
    owner: bare ? '' : 'web',
  });
  it('replaces a bare pod on the other machine, evicts a controller’s', () => {
    expect(verdict({ type: 'pods', pods: [pod('bare', true)] }, hits.machine)).toMatchObject({
      action: { do: 'movePods', keys: ['v1/Pod/default/bare'], placement: { node: 'worker-1', by: 'selector' } },
    });
    expect(verdict({ type: 'pods', pods: [pod('owned', false)] }, hits.machine)).toMatchObject({
      action: { do: 'evict', from: ['worker-2'], to: 'worker-1', owner: 'web' },
    });
  });

  it('refuses the same machine, empty space, both kinds at once', () => {
    expect(verdict({ type: 'pods', pods: [pod('bare', true, 'worker-1')] }, hits.machine)).toMatchObject({
      hint: { key: 'canvas:drop.samePlace' },
    });
    expect(verdict({ type: 'pods', pods: [pod('bare', true)] }, hits.cluster)).toMatchObject({
      hint: { key: 'canvas:drop.podNeedsMachine' },
    });
    expect(verdict({ type: 'pods', pods: [pod('bare', true), pod('owned', false)] }, hits.machine)).toMatchObject({
      hint: { key: 'canvas:drop.mixedPods' },
    });
  });

  it('mounts a ConfigMap dropped on a workload, else moves its card', () => {
    const payload: DragPayload = {
      type: 'objects',
      grabbed: 'v1/ConfigMap/default/config',
      rects: { 'v1/ConfigMap/default/config': rect },
    };
    expect(verdict(payload, hits.card)).toMatchObject({ action: { do: 'addVolume', source: 'configMap', object: 'config' } });
    expect(verdict(payload, hits.cluster)).toMatchObject({ action: { do: 'moveObjects' } });
    expect(
      verdict(
        { type: 'objects', grabbed: 'clusterwright.dev/v1/Machine//w', rects: { 'clusterwright.dev/v1/Machine//w': rect } },
        hits.machine,
      ),
    ).toMatchObject({ action: { do: 'moveObjects' } });
  });
});

describe('the frame of a node group', () => {
  const typed = (roles: ('worker' | 'control-plane')[], machineType?: string): PalettePayload => ({ type: 'machine', roles, ...(machineType ? { machineType } : {}) });
  it.each<[string, PalettePayload, object]>([
    ['asks about another type', typed(['worker'], 'm5.xlarge'), { kind: 'ok', action: { do: 'setGroupType', machineType: 'm5.xlarge' }, hint: { params: { name: 'burst', type: 'm5.xlarge' } } }],
    ['has its type already', typed(['worker']), { kind: 'refused', hint: { key: 'canvas:drop.groupTypeAlready' } }],
    ['makes no control planes', typed(['control-plane'], 't3.medium'), { kind: 'refused', hint: { key: 'canvas:drop.groupOfWorkers' } }],
    ['is a place of the cluster for all else', container, { action: { do: 'createPod' } }],
  ])('%s', (_name, item, expected) => {
    expect(drop(item, 'group')).toMatchObject(expected);
  });

  it('a machine of a type is one beside it', () => {
    expect(drop(typed(['worker'], 'c5.xlarge'), 'zone')).toMatchObject({ action: { do: 'addMachine', machineType: 'c5.xlarge', zone: 'a' } });
  });
});

describe('objects of the palette and edges', () => {
  const object = (kind: string): PalettePayload => ({ type: 'object', kind });
  const team: Hit = { kind: 'cluster', rect, namespace: 'team' };
  const onDeployment = 'apps/v1/Deployment/default/web';

  it.each<[string, PalettePayload, Hit, object, string]>([
    ['about the workload', object('Service'), hits.card, { do: 'createObject', kind: 'Service', on: onDeployment }, 'createdFor'],
    ['on its template too', object('HorizontalPodAutoscaler'), hits.template, { do: 'createObject', on: onDeployment }, 'createdFor'],
    ['named by the workload', object('PriorityClass'), hits.card, { do: 'createObject', kind: 'PriorityClass', on: onDeployment }, 'createdIn'],
    ['about a bare pod', object('NetworkPolicy'), hits.bare, { do: 'createObject', on: 'v1/Pod/default/cache' }, 'createdFor'],
    ['by itself', object('Service'), hits.cluster, { do: 'createObject', kind: 'Service' }, 'object.Service'],
    ['in a namespace', object('ResourceQuota'), team, { do: 'createObject', kind: 'ResourceQuota', namespace: 'team' }, 'object.ResourceQuota'],
    ['in none', object('StorageClass'), team, { do: 'createObject', kind: 'StorageClass' }, 'object.StorageClass'],
    ['a Deployment in a namespace', deployment, team, { do: 'createDeployment', namespace: 'team' }, 'deployment'],
    ['a container in a namespace', container, team, { do: 'createPod', namespace: 'team' }, 'pod'],
    ['a ConfigMap in a namespace', volume('configMap'), team, { do: 'createMountedObject', namespace: 'team' }, 'configObject'],
    ['on a machine: by itself', object('Job'), hits.machine, { do: 'createObject', kind: 'Job' }, 'object.Job'],
  ])('%s', (_name, item, hit, action, hint) => {
    expect(verdict({ type: 'palette', item }, hit)).toMatchObject({ kind: 'ok', action, hint: { key: `canvas:drop.${hint}` } });
  });

  it.each<[string, PalettePayload, Hit, string]>([
    ['a controller’s pod', object('Service'), hits.owned, 'objectInOwned'],
    ['what it has nothing to do with', object('LimitRange'), hits.card, 'noRelation'],
  ])('not on %s', (_name, item, hit, hint) => {
    expect(verdict({ type: 'palette', item }, hit)).toMatchObject({ kind: 'refused', hint: { key: `canvas:drop.${hint}` } });
  });

  const edge = (key: string, kind: string): DragPayload => ({ type: 'edge', from: key, kind, name: 'x' });
  it.each<[string, DragPayload, Hit, object]>([
    ['from a Service to a workload', edge('v1/Service/default/x', 'Service'), hits.card, { action: { do: 'connect', to: onDeployment }, hint: { params: { field: 'spec.selector', writer: 'x' } } }],
    ['the other way round', edge(onDeployment, 'Deployment'), hits.configCard, { action: { do: 'connect' }, hint: { params: { writer: 'x' } } }],
    ['to empty space', edge('v1/Service/default/x', 'Service'), hits.cluster, { kind: 'refused', hint: { key: 'canvas:drop.edgeNeedsObject' } }],
    ['to itself', edge(onDeployment, 'Deployment'), hits.card, { kind: 'refused' }],
    ['to another namespace', edge('v1/Service/team/x', 'Service'), hits.card, { kind: 'refused', hint: { key: 'canvas:drop.otherNamespace' } }],
    ['to a controller’s pod', edge('v1/Service/default/x', 'Service'), hits.owned, { kind: 'refused', hint: { key: 'canvas:drop.edgeToOwned' } }],
    ['to what it has nothing to do with', edge('v1/Service/default/x', 'Service'), hits.configCard, { kind: 'refused', hint: { key: 'canvas:drop.noRelation' } }],
  ])('an edge %s', (_name, payload, hit, expected) => {
    expect(verdict(payload, hit)).toMatchObject(expected);
  });
});

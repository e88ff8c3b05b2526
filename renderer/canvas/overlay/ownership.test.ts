import { describe, expect, it } from 'vitest';
import { encodePods } from '../../../shared/view/pod-columns.ts';
import type { CardRow } from '../../../shared/view/rows.ts';
import { Mirror } from '../../store/mirror.ts';
import { Scene } from '../scene/scene.ts';
import { ownershipFor } from './ownership.ts';

const card = (kind: string, name: string, more: Partial<CardRow> = {}): CardRow => ({
  ref: { apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1', kind, namespace: 'default', name },
  uid: `${kind}-${name}`,
  family: 'ready',
  fact: { key: 'x' },
  ...more,
});
const template = {
  containers: [{ name: 'nginx', image: 'nginx' }],
  volumes: [{ name: 'config', source: 'configMap', detail: 'web-config' }],
};

function opened(): { mirror: Mirror; scene: Scene } {
  const mirror = new Mirror(
    () => undefined,
    () => undefined,
  );
  const pod = (uid: string, owner: string, node: string) => ({
    uid,
    namespace: 'default',
    name: `${owner}-${uid}`,
    node,
    state: 5,
    owner,
    ready: 1,
    total: 1,
    restarts: 0,
    podIP: '',
  });
  mirror.receive({
    kind: 'list',
    revision: 1,
    designId: 'd',
    clock: mirror.clock,
    relations: [], problems: [],
    timeline: [],
    eventCount: 0,
    layout: {},
    history: { dirty: false },
    machines: [],
    pods: encodePods([pod('a', 'web', 'w1'), pod('b', 'web', ''), pod('c', 'api', 'w1')]),
    cards: [
      card('Deployment', 'web', { template }),
      card('Deployment', 'api', { template: { ...template, volumes: [] } }),
      card('ConfigMap', 'web-config'),
    ],
    cluster: {
      name: 'c',
      seed: 1,
      version: '',
      podCIDR: '',
      serviceCIDR: '',
      controlPlane: 'machines',
      apiReachable: true,
      nodes: { total: 0, ready: 0 },
      pods: 3,
    },
  });
  mirror.flush();
  return { mirror, scene: new Scene(mirror) };
}

describe('edges of what is selected or hovered', () => {
  const { mirror, scene } = opened();
  it.each([
    [[], []],
    [['apps/v1/Deployment/default/web'], ['a', 'b']],
    [['v1/Pod/default/web-a'], ['a']],
    [
      ['apps/v1/Deployment/default/api', 'v1/Pod/default/web-b'],
      ['b', 'c'],
    ],
    [['clusterwright.dev/v1/Machine//w1'], []],
  ])('%j: pods %j', (keys, pods) => {
    expect(ownershipFor(keys, mirror, scene).map((edge) => edge.uid)).toEqual(pods);
  });
});

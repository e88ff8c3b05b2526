import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest, NodeGroupEntry } from '../../../shared/topology/types.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import { World } from '../../engine/world.ts';
import { explain } from './explain.ts';

function worldOf(nodeGroups: NodeGroupEntry[], manifests: unknown[], untilS: number): World {
  const cluster = defaultCluster('t', 1);
  cluster.spec.nodeGroups = nodeGroups;
  const { world, refused } = World.create({ cluster, manifests: manifests as Manifest[] });
  expect(refused).toEqual([]);
  world.advance({ untilMs: untilS * 1000 });
  return world;
}

function deployment(name: string, replicas: number, cpu: string, spec: object = {}): object {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'app:1', resources: { requests: { cpu } } }], ...spec } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas, selector: { matchLabels: { app: name } }, template } };
}

function why(world: World, ref: ObjectRef): WhyAnswer {
  const answer = explain(world, ref);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  for (const { key } of textsOf(answer.value)) expect(hasWords(key), key).toBe(true);
  return answer.value;
}

const textsOf = ({ headline, detail, evidence, remedies }: WhyAnswer): LocalizedText[] => [
  headline, ...(detail ? [detail] : []), ...remedies.map(({ text }) => text),
  ...evidence.flatMap((item) => (item.kind === 'chain' ? item.steps.map(({ text }) => text) : item.kind === 'field' ? [item.text] : [])),
];

function hasWords(key: string): boolean {
  const [catalogue = '', name = ''] = key.split(':');
  return ['en', 'pt-BR'].every((language) => {
    const words = JSON.parse(readFileSync(new URL(`../../../renderer/i18n/${language}/${catalogue}.json`, import.meta.url), 'utf8')) as object;
    return name in words || `${name}_other` in words;
  });
}

const podOf = (world: World, app: string, placed: boolean): ObjectRef => {
  const pod = [...world.api.list('pods')].find((candidate) => candidate.metadata.labels?.['app'] === app && Boolean((candidate as { spec?: { nodeName?: string } }).spec?.nodeName) === placed);
  return { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: pod?.metadata.name ?? '' };
};
const machineOf = (world: World, at = 0): ObjectRef => ({
  apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: [...world.api.list<Node>('nodes')][at]?.metadata.name ?? [...world.api.list('machines')][at]?.metadata.name ?? '',
});
const groupRef: ObjectRef = { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name: 'g' };
const steps = ({ evidence }: WhyAnswer): string[] => evidence.flatMap((item) => (item.kind === 'chain' ? item.steps.map(({ text }) => text.key) : []));

describe('a pod that finds no node', () => {
  it('is told that machines come for it', () => {
    const world = worldOf([{ name: 'g', minSize: 0, maxSize: 3, bootSeconds: 60 }], [deployment('web', 1, '500m')], 20);
    const answer = why(world, podOf(world, 'web', false));
    expect(answer.detail).toEqual({ key: 'why:pod.scaleUp', params: { sizes: 'g 0 → 1' } });
    expect(steps(answer)).toContain('why:decided.ScaleUpTriggered');
  });

  it('is told why no group can help, and what would', () => {
    const groups = [{ name: 'g', minSize: 1, maxSize: 1, bootSeconds: 5 }, { name: 'small', minSize: 0, maxSize: 3, capacity: { cpu: '1', memory: '2Gi' } }];
    const world = worldOf(groups, [deployment('web', 2, '1500m')], 60);
    const answer = why(world, podOf(world, 'web', false));
    expect(answer.detail?.params).toEqual({ reasons: 'small: Insufficient cpu (NodeResourcesFit); g: max node group size reached' });
    const remedy = answer.remedies.find(({ text }) => text.key === 'view:remedy.raiseMaxSize');
    expect(remedy?.writes).toBe('NodeGroup/g spec.maxSize: 2');
    expect(world.apply(remedy?.change ?? []).ok).toBe(true);
    world.advance({ untilMs: 120_000 });
    expect(podOf(world, 'web', false).name).toBe('');
  });

  it('is told that a group is left alone because its machines did not come', () => {
    const world = worldOf([{ name: 'g', minSize: 0, maxSize: 3, bootSeconds: 7_200 }], [deployment('web', 1, '500m')], 16 * 60);
    expect(why(world, podOf(world, 'web', false)).detail?.params).toEqual({ reasons: 'g: in backoff after failed scale-up' });
    const answer = why(world, groupRef);
    expect(answer.headline.key).toBe('why:nodeGroup.backOff');
    expect(steps(answer)).toContain('why:decided.ScaleUpTimedOut');
  });
});

describe('a machine of a group', () => {
  let world: World;
  beforeAll(() => {
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' }, spec: { containers: [{ name: 'c', image: 'app:1', resources: { requests: { cpu: '100m' } } }] } };
    world = worldOf([{ name: 'g', minSize: 0, maxSize: 3, desiredSize: 2, zones: ['a', 'b'], bootSeconds: 5 }], [deployment('web', 1, '1500m'), bare], 60);
  });

  it('is told why it was made and why it stays', () => {
    const details = [0, 1].map((at) => why(world, machineOf(world, at)).detail?.key);
    expect(details.sort()).toEqual(['why:kept.BlockedByPod.NotReplicated', 'why:kept.NotUnderutilized']);
    expect(steps(why(world, machineOf(world)))).toContain('why:decided.MachineAdded.zone');
  });

  it('has a group that says how many there are, and why', () => {
    expect(why(world, groupRef).headline).toEqual({ key: 'why:nodeGroup.asWanted', params: { name: 'g', count: 2, ready: 2, minimum: 0, maximum: 3 } });
    world.apply([{ op: 'patch', ref: groupRef, patch: { spec: { maxSize: 2 } } }]);
    expect(why(world, groupRef).headline.key).toBe('why:nodeGroup.atMax');
  });

  it('has a group that says for whom it is not enlarged, and what would let it grow', () => {
    const world = worldOf([{ name: 'g', minSize: 1, maxSize: 1, bootSeconds: 10 }], [deployment('web', 4, '900m')], 120);
    const answer = why(world, groupRef);
    expect(steps(answer)).toContain('why:nodeGroup.notFor');
    const [remedy] = answer.remedies;
    expect(remedy?.writes).toBe('NodeGroup/g spec.maxSize: 2');
    expect(world.apply(remedy?.change ?? []).ok).toBe(true);
    world.advance({ untilMs: 300_000 });
    const grown = why(world, groupRef);
    expect(grown.headline.params).toMatchObject({ count: 2 });
    expect(grown.evidence.find((item) => item.kind === 'field' && item.field === 'spec.desiredSize')).toMatchObject({ value: '2', isDefault: false, writtenBy: { manager: 'cluster-autoscaler' } });
  });

  it('has a group that says what keeps its machines, or that nothing does', () => {
    const world = worldOf([{ name: 'g', minSize: 0, maxSize: 3, bootSeconds: 10 }], [deployment('web', 3, '900m')], 200);
    world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, patch: { spec: { replicas: 1 } } }]);
    world.advance({ untilMs: 500_000 });
    expect(steps(why(world, groupRef)).some((key) => key.startsWith('why:kept.'))).toBe(true);
  });
});

import { expect, test } from 'vitest';
import { sceneNamed } from '../fixtures/scenes.ts';
import { encodePods } from '../../shared/view/pod-columns.ts';
import { Mirror } from '../store/mirror.ts';
import { outlineOf, type OutlineNode, type OutlineTexts } from './outline.ts';

const texts: OutlineTexts = {
  machines: 'Machines', workloads: 'Objects', pending: 'Pending', cluster: 'Cluster', fact: () => '', word: ({ key }) => key, relation: () => '', podState: () => ({ name: '', family: 'ready' }), machineIcon: () => 'Machine', machineFamily: () => 'ready',
};

function machines(name: string, change: (scene: ReturnType<typeof sceneNamed>) => void = () => undefined): OutlineNode[] {
  const scene = sceneNamed(name);
  change(scene);
  const mirror = new Mirror(() => undefined, () => undefined);
  mirror.receive({
    kind: 'list', revision: 1, designId: 'd', clock: mirror.clock, cluster: scene.cluster, pods: encodePods(scene.pods), machines: scene.machines, cards: [], relations: [], problems: [], timeline: [], eventCount: 0, layout: {}, history: { dirty: false },
  });
  mirror.flush();
  return outlineOf(mirror, texts)[0]?.children ?? [];
}

const of = (nodes: readonly OutlineNode[], machine: string): string[] => nodes.find(({ label }) => label === machine)?.children.map(({ icon, label }) => `${icon} ${label}`) ?? [];

test('a control-plane machine has its components first, in place of their static pods', () => {
  const nodes = machines('masters', ({ pods }) => {
    pods.push({ ...(pods[0] as (typeof pods)[number]), uid: 'static', namespace: 'kube-system', name: 'etcd-master-1', node: 'master-1', owner: '' });
  });
  expect(of(nodes, 'master-1')).toEqual(['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-controller-manager', 'cloud-controller-manager'].map((name) => `Component ${name}`));
});

test('of its own processes a machine has those that are stopped', () => {
  const nodes = machines('masters', (scene) => {
    scene.machines = scene.machines.map((row) => (row.name !== 'worker-1' ? row : { ...row, lamps: row.lamps.map((lamp) => (lamp.name === 'kubelet' ? { ...lamp, on: false, family: 'bad' as const } : lamp)) }));
  });
  expect(of(nodes, 'worker-1')[0]).toBe('Component kubelet');
  expect(of(nodes, 'worker-2').some((line) => line.startsWith('Component'))).toBe(false);
});

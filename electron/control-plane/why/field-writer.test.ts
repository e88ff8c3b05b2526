import { expect, it } from 'vitest';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { makeDeployment } from '../../engine/testing/builders.ts';
import { World } from '../../engine/world.ts';
import { explain } from './explain.ts';
import { fieldWriters } from './field-writer.ts';

it('names who wrote a field last, by the real names of the components', () => {
  const cluster = defaultCluster('why', 1);
  cluster.spec.machines = [{ name: 'worker-1', roles: ['worker'] }];
  const { world } = World.create({ cluster, manifests: [makeDeployment('web', { replicas: 1 }) as unknown as Manifest] });
  world.advance({ untilMs: 120_000 });
  const { server } = world.simulation;
  const stored = <T extends KubernetesObject>(resource: string): T => [...world.api.list<T>(resource)][0] as T;
  const writers = (resource: string, field: string): string[] => fieldWriters(world, stored(resource), field).map(({ manager }) => manager);
  expect(writers('deployments', 'spec.replicas')).toEqual(['clusterwright']);
  server.patch('deployments', 'default/web', { spec: { replicas: 2 } }, { patchType: 'merge', manager: 'kubectl-scale' });
  expect(fieldWriters(world, stored('deployments'), 'spec.replicas')).toEqual([{ manager: 'kubectl-scale', atMs: 120_000 }]);
  // An applier and the one whose value it agrees with share the field; the last to write comes first.
  world.advance({ untilMs: 130_000 });
  const config = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 3 } };
  server.patch('deployments', 'default/web', config, { patchType: 'apply', manager: 'argocd', force: true });
  expect(writers('deployments', 'spec.replicas')).toEqual(['argocd']);
  expect(writers('deployments', 'spec.template.spec.containers[0].image')).toEqual(['clusterwright']);
  expect(writers('deployments', 'status.replicas')).toEqual(['kube-controller-manager']);
  expect(writers('pods', 'spec.containers[0].image')).toEqual(['kube-controller-manager']);
  expect(writers('pods', 'status.podIPs[0].ip')).toEqual(['kubelet']);
  // The binding is nobody's, as in a real cluster.
  expect(writers('pods', 'spec.nodeName')).toEqual([]);
  const answer = explain(world, { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' });
  expect(answer.ok && answer.value.evidence.find(({ kind }) => kind === 'field')).toMatchObject({ field: 'spec.replicas', writtenBy: { manager: 'argocd', atMs: 130_000 } });
});

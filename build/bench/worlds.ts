import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { defaultCluster } from '../../shared/topology/cluster-document.ts';
import type { Manifest, Topology } from '../../shared/topology/types.ts';
import { World } from '../../electron/engine/world.ts';

/** A cluster of `workers` machines and one Deployment of small pods. */
export function topologyOf(workers: number, pods: number): Topology {
  const cluster = defaultCluster('bench', 1);
  cluster.spec.network = { podCIDR: '10.0.0.0/8', serviceCIDR: '172.20.0.0/16', nodeCIDR: '172.16.0.0/14' };
  cluster.spec.machines = Array.from({ length: workers }, (_, index) => ({ name: `worker-${index + 1}`, roles: ['worker' as const], type: 'm5.2xlarge' }));
  return { cluster, manifests: pods > 0 ? [deployment(pods)] : [] };
}

export function deployment(replicas: number, image = 'nginx:1.27'): Manifest {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
    spec: {
      replicas, selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'c', image, resources: { requests: { cpu: '50m', memory: '64Mi' } } }] },
      },
    },
  };
}

/** A world whose machines are all Ready, before any workload. */
export function readyWorld(workers: number): World {
  const { world, refused } = World.create(topologyOf(workers, 0));
  if (refused.length > 0) throw new Error(refused[0]?.status.message);
  world.advance({ untilMs: 120_000 });
  return world;
}

export function countPods(world: World, accept: (pod: Pod) => boolean): number {
  let count = 0;
  for (const pod of world.api.list<Pod>('pods')) if (accept(pod)) count += 1;
  return count;
}

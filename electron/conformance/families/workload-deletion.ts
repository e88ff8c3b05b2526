import { resourceTypeFor, resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { DeleteOptions } from '../../engine/apistore/api-client.ts';
import { controllerFactories } from '../../engine/controllers/index.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { allOf, compare } from '../outcome.ts';

/** Kind → its objects: the kinds of their owners, and finalizers. */
type Found = Record<string, { owners: string[]; finalizers?: string[] }[]>;

export interface WorkloadCase {
  op: 'workload';
  object: KubernetesObject;
  options: DeleteOptions;
  before: Found;
  expect: { code: number; reason?: string; body?: string; status?: string; settled: Found };
}

const namespace = 'default';
const settleMs = 60_000;
const groups = new Set(['apps', 'batch']);
const workloads = resourceTypes.filter(({ group, kind }) => groups.has(group) || kind === 'Pod');

/** A controller object and what its controller made, deleted with options. Without scheduler and kubelets, so pods go at once. */
export function checkWorkload({ object, options, before, expect }: WorkloadCase): Outcome {
  const cluster = new TestCluster(controllerFactories({ network: { podCIDR: '10.244.0.0/16' } }));
  cluster.create({ ...object, metadata: { ...object.metadata, namespace } });
  const { resource } = resourceTypeFor(object.apiVersion, object.kind);
  const key = `${namespace}/${object.metadata.name}`;
  cluster.advance(settleMs);
  const found = foundIn(cluster);
  const answer = cluster.simulation.server.delete(resource, key, options);
  const remains = cluster.api.get(resource, key) !== undefined;
  cluster.advance(settleMs);
  const actual = {
    code: answer.ok ? 200 : answer.error.code, ...(answer.ok ? {} : { reason: answer.error.reason }),
    ...(expect.body === undefined ? {} : { body: remains && answer.ok ? object.kind : 'Status' }),
    ...(expect.status === undefined ? {} : { status: answer.ok ? 'Success' : 'Failure' }), settled: foundIn(cluster),
  };
  return allOf(() => compare(before, found), () => compare(expect, actual));
}

function foundIn(cluster: TestCluster): Found {
  return Object.fromEntries(workloads.flatMap(({ kind, resource }) => {
    const objects = cluster.list(resource);
    return objects.length === 0 ? [] : [[kind, objects.map(({ metadata: { ownerReferences = [], finalizers = [] } }) => (
      { owners: ownerReferences.map((owner) => owner.kind), ...(finalizers.length > 0 ? { finalizers } : {}) }
    ))]];
  }));
}

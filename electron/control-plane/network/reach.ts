import { refKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { podSpecOf } from '../../../shared/kubernetes/pod-template.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ReachEdge, ReachView } from '../../../shared/view/reach.ts';
import type { Network } from '../../engine/network/network.ts';
import { reachOf } from '../../engine/network/policy/reach.ts';
import { isControlled } from '../view/relations/names.ts';
import { selectableResources } from '../view/relations/selectable.ts';

/** So few others are all shown; of more those that are the exception. */
const allShown = 3;
const mostEdges = 24;
const mostOthers = 2_000;

/** What the policies say of a workload and the others: who reaches it, and whom it reaches. Pods count by their template, bare ones as themselves. */
export function reachView(network: Network, ref: ObjectRef): ReachView {
  if (network.policies.size === 0) return { edges: [], more: 0 };
  const others = workloads(network).slice(0, mostOthers);
  const self = others.find((one) => refKey(one.ref) === refKey(ref));
  if (!self) return { edges: [], more: 0 };
  const callers = others.flatMap((one) => (one === self ? [] : edgeBetween(network, one, self)));
  const called = others.flatMap((one) => (one === self ? [] : edgeBetween(network, self, one)));
  const told = [...exceptional(callers), ...exceptional(called)];
  return { edges: told.slice(0, mostEdges), more: Math.max(0, told.length - mostEdges) };
}

interface Workload {
  ref: ObjectRef;
  pod: Pod;
}

function workloads({ api }: Network): Workload[] {
  return selectableResources.flatMap((resource) => [...api.list(resource)].flatMap((object) => (isControlled(object) ? [] : (workloadOf(object) ?? []))));
}

function workloadOf(object: KubernetesObject): Workload | undefined {
  const held = podSpecOf(object);
  if (!held) return undefined;
  const { namespace, name } = object.metadata;
  return { ref: refOf(object), pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...(namespace ? { namespace } : {}), labels: { ...held.labels } }, spec: held.spec } };
}

function edgeBetween(network: Network, from: Workload, to: Workload): ReachEdge[] {
  const { verdict, policies, ports } = reachOf(network.policies, network.namespaceLabels, from.pod, to.pod);
  if (verdict === 'Open') return [];
  return [{ from: from.ref, to: to.ref, verdict, policies: policies.map(refOf), ...(ports ? { ports: [...ports] } : {}) }];
}

/** Edges to everybody would tell nothing: the fewer ones do. */
function exceptional(edges: readonly ReachEdge[]): readonly ReachEdge[] {
  if (edges.length <= allShown) return edges;
  const denied = edges.filter(({ verdict }) => verdict === 'Denied');
  return denied.length * 2 <= edges.length ? denied : edges.filter(({ verdict }) => verdict === 'Allowed');
}

import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../../engine/apistore/watch-event.ts';
import { podsAt, reach, type OpenChain } from './open-chain.ts';
import { isSameObject, workloadOf } from './workload-of.ts';

/** What one resource's changes mean to a chain that is followed. A new stage is a new line in a rule. */
interface ChainRule {
  readonly resource: string;
  observe(one: OpenChain, event: WatchEvent, nowMs: number, api: ApiReader): void;
}

const creators: Readonly<Record<string, string>> = {
  Deployment: 'replicaset-controller', ReplicaSet: 'replicaset-controller', StatefulSet: 'statefulset-controller', Job: 'job-controller',
};

/** Who makes the pods of a workload. */
export function creatorOf(kind: string): string {
  return creators[kind] ?? kind;
}

export const chainRules: readonly ChainRule[] = [
  { resource: 'pods', observe: (one, event, nowMs, api) => followPod(one, event as WatchEvent<Pod>, nowMs, api) },
  { resource: 'events', observe: (one, { object }, nowMs) => followPull(one, object as Event, nowMs) },
  { resource: 'machines', observe: (one, event, nowMs) => followMachine(one, event as WatchEvent<Machine>, nowMs) },
  { resource: 'nodes', observe: (one, { object, type }, nowMs) => { if (type !== 'DELETED') followNode(one, object as Node, nowMs); } },
  { resource: 'endpointslices', observe: (one, { object }, nowMs) => followSlice(one, object as EndpointSlice, nowMs) },
];

function followPod(one: OpenChain, { type, object, previous }: WatchEvent<Pod>, nowMs: number, api: ApiReader): void {
  const { uid = '', name } = object.metadata;
  const { chain, pods, reached } = one;
  if (type === 'ADDED' && !chain.done && Object.keys(pods).length < one.wanted) {
    const workload = workloadOf(api, object);
    if (workload && isSameObject(workload, chain.target)) {
      pods[uid] = name;
      reach(one, { stage: 'PodsCreated', id: uid, subject: name, atMs: nowMs, by: creatorOf(chain.target.kind) });
    }
  }
  if (pods[uid] === undefined) return;
  if (type === 'DELETED') {
    if (!reached[uid]?.includes('Ready')) one.wanted -= 1;
    delete pods[uid];
  } else {
    const by = 'kubelet';
    if (object.spec.nodeName && !previous?.spec.nodeName) reach(one, { stage: 'Bound', id: uid, subject: name, atMs: nowMs, by: 'kube-scheduler' });
    if (object.status?.phase === 'Running') reach(one, { stage: 'Started', id: uid, subject: name, atMs: nowMs, by });
    if (isTrue(object, 'Ready')) reach(one, { stage: 'Ready', id: uid, subject: name, atMs: nowMs, by });
  }
  chain.done = podsAt(one, 'Ready') >= one.wanted;
}

function followPull(one: OpenChain, { reason, involvedObject: { uid = '', name = '' } }: Event, nowMs: number): void {
  if (reason === 'Pulled' && one.pods[uid] !== undefined) reach(one, { stage: 'ImagesPulled', id: uid, subject: name, atMs: nowMs, by: 'kubelet' });
}

function followMachine(one: OpenChain, { type, object }: WatchEvent<Machine>, nowMs: number): void {
  const { name, ownerReferences } = object.metadata;
  const group = ownerReferences?.find(({ controller, kind }) => controller && kind === 'NodeGroup')?.name;
  if (type === 'ADDED' && group !== undefined && one.groups[group] !== undefined && one.machines.length < one.machinesWanted) {
    one.machines.push(name);
    reach(one, { stage: 'MachinesMade', id: name, subject: name, atMs: nowMs, by: 'node-groups' });
  }
  if (one.machines.includes(name) && object.status?.phase === 'Running') {
    reach(one, { stage: 'MachinesBooted', id: name, subject: name, atMs: nowMs, by: 'machine-provider' });
  }
}

function followNode(one: OpenChain, node: Node, nowMs: number): void {
  const { name } = node.metadata;
  if (one.machines.includes(name) && isTrue(node, 'Ready')) reach(one, { stage: 'NodesReady', id: name, subject: name, atMs: nowMs, by: 'kubelet' });
}

function followSlice(one: OpenChain, { endpoints }: EndpointSlice, nowMs: number): void {
  for (const { targetRef, conditions } of endpoints ?? []) {
    const uid = targetRef?.uid ?? '';
    const name = one.pods[uid];
    if (name !== undefined && conditions?.ready) reach(one, { stage: 'Serving', id: uid, subject: name, atMs: nowMs, by: 'endpointslice-controller' });
  }
}

function isTrue({ status }: { status?: { conditions?: { type: string; status: string }[] } }, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

import type { SchedulingDecision } from '../../../shared/decisions.ts';
import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import { parseBytes, parseCpuMilli } from '../../../shared/kubernetes/quantity-number.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WhyRemedy } from '../../../shared/view/why.ts';
import { defaultMachineType } from '../../../shared/topology/machine-types.ts';
import type { World } from '../../engine/world.ts';
import { raiseMaxSize } from './scale-up-remedies.ts';
import { machineTypeFor } from './machine-type-for.ts';

const remediesShown = 4;

/** What would let a pod that fits nowhere be placed, each with the field that it writes. Only things that the last attempt's refusals name. */
export function placementRemedies(world: World, pod: Pod, decision: SchedulingDecision): WhyRemedy[] {
  const remedies: WhyRemedy[] = [];
  for (const { node, refusal } of decision.nodes) if (refusal?.plugin === 'NodeUnschedulable') remedies.push(uncordon(node));
  if (decision.nodes.some(({ refusal }) => refusal?.plugin === 'NodeResourcesFit')) remedies.push(...askForLess(world, pod));
  if (decision.nodes.some(({ refusal }) => refusal?.plugin === 'TaintToleration')) remedies.push(...tolerate(world, pod, decision));
  remedies.push(...raiseMaxSize(world, pod), ...addWorker(world, pod));
  return remedies.slice(0, remediesShown);
}

function uncordon(node: string): WhyRemedy {
  return {
    text: { key: 'view:remedy.uncordon', params: { node } }, writes: `Node/${node} spec.unschedulable: false`,
    change: [{ op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name: node }, patch: { spec: { unschedulable: null } } }],
  };
}

/** The largest free space of any schedulable node decides how much less would do. */
function askForLess(world: World, pod: Pod): WhyRemedy[] {
  const request = schedulerRequest(pod.spec);
  let best: { name: string; cpu: number; memory: number } | undefined;
  for (const node of world.api.list<Node>('nodes')) {
    if (node.spec.unschedulable || node.spec.taints?.some((taint) => taint.effect !== 'PreferNoSchedule')) continue;
    const free = { name: node.metadata.name, cpu: parseCpuMilli(node.status?.allocatable?.['cpu']), memory: parseBytes(node.status?.allocatable?.['memory']) };
    for (const other of world.api.byIndex<Pod>('pods', 'nodeName', node.metadata.name)) {
      if (other.status?.phase === 'Succeeded' || other.status?.phase === 'Failed') continue;
      const used = schedulerRequest(other.spec);
      free.cpu -= used.milliCpu;
      free.memory -= used.memory;
    }
    if (!best || free.cpu / Math.max(request.milliCpu, 1) + free.memory / Math.max(request.memory, 1) > best.cpu / Math.max(request.milliCpu, 1) + best.memory / Math.max(request.memory, 1)) best = free;
  }
  const owner = templateOwner(world, pod);
  const container = pod.spec.containers[0];
  if (!best || !owner || pod.spec.containers.length !== 1 || !container) return [];
  const requests: Record<string, string> = { ...container.resources?.requests };
  if (request.milliCpu > best.cpu && best.cpu >= 10) requests['cpu'] = `${Math.floor(best.cpu / 10) * 10}m`;
  if (request.memory > best.memory && best.memory >= 16 * mebi) requests['memory'] = `${Math.floor(best.memory / (16 * mebi)) * 16}Mi`;
  if (requests['cpu'] === container.resources?.requests?.['cpu'] && requests['memory'] === container.resources?.requests?.['memory']) return [];
  const containers = owner.template.containers.map((candidate) => (candidate.name === container.name ? { ...candidate, resources: { ...candidate.resources, requests } } : candidate));
  const asked = Object.entries(requests).filter(([name, value]) => value !== container.resources?.requests?.[name]).map(([name, value]) => `${name} ${value}`).join(', ');
  return [{
    text: { key: 'view:remedy.askForLess', params: { asked, node: best.name } }, writes: `${owner.ref.kind}/${owner.ref.name} spec.template.spec.containers[0].resources.requests`,
    change: [{ op: 'patch', ref: owner.ref, patch: { spec: { template: { spec: { containers } } } } }],
  }];
}

const mebi = 1024 * 1024;

function tolerate(world: World, pod: Pod, decision: SchedulingDecision): WhyRemedy[] {
  const owner = templateOwner(world, pod);
  const tainted = decision.nodes.find(({ refusal }) => refusal?.plugin === 'TaintToleration');
  const taint = tainted && world.api.get<Node>('nodes', tainted.node)?.spec.taints?.find((candidate) => candidate.effect === 'NoSchedule' && !candidate.key.startsWith('node.kubernetes.io/'));
  if (!owner || !taint) return [];
  const tolerations = [...(owner.template.tolerations ?? []), { key: taint.key, operator: taint.value ? 'Equal' : 'Exists', ...(taint.value ? { value: taint.value } : {}), effect: taint.effect }];
  return [{
    text: { key: 'view:remedy.tolerate', params: { taint: taint.key, node: tainted.node } }, writes: `${owner.ref.kind}/${owner.ref.name} spec.template.spec.tolerations`,
    change: [{ op: 'patch', ref: owner.ref, patch: { spec: { template: { spec: { tolerations } } } } }],
  }];
}

/** A worker of the default type, or of the smallest type that has room for the pod; none when no type has. */
function addWorker(world: World, pod: Pod): WhyRemedy[] {
  const type = machineTypeFor(schedulerRequest(pod.spec));
  if (type === undefined) return [];
  const names = new Set([...world.api.list<Machine>('machines')].map((machine) => machine.metadata.name));
  let number = 1;
  while (names.has(`worker-${number}`)) number += 1;
  const name = `worker-${number}`;
  const isDefault = type === defaultMachineType;
  return [{
    text: { key: isDefault ? 'view:remedy.addWorker' : 'view:remedy.addWorkerOfType', params: { name, type } }, writes: `Machine/${name} spec.roles: [worker]${isDefault ? '' : `, spec.type: ${type}`}`,
    change: [{ op: 'put', manifest: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name }, spec: { roles: ['worker'], ...(isDefault ? {} : { type }) } } }],
  }];
}

/** The object whose pod template made the pod: its Deployment, else its ReplicaSet. Bare pods have none. */
function templateOwner(world: World, pod: Pod): { ref: ObjectRef; template: Pod['spec'] } | undefined {
  const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller);
  const { namespace = 'default' } = pod.metadata;
  if (controller?.kind !== 'ReplicaSet') return undefined;
  const replicaSet = world.api.get<ReplicaSet>('replicasets', `${namespace}/${controller.name}`);
  const above = replicaSet?.metadata.ownerReferences?.find((owner) => owner.controller);
  const deployment = above?.kind === 'Deployment' ? world.api.get<Deployment>('deployments', `${namespace}/${above.name}`) : undefined;
  const object = deployment ?? replicaSet;
  return object && { ref: { apiVersion: object.apiVersion, kind: object.kind, namespace, name: object.metadata.name }, template: object.spec.template.spec };
}

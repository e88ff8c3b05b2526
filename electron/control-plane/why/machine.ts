import { required } from '../../../shared/assert.ts';
import type { ActionOf } from '../../../shared/decisions.ts';
import { refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Lease, Node } from '../../../shared/kubernetes/types/node.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { WhyAnswer, WhyEvidence } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import { machineState, taintText } from '../view/machine-row.ts';
import { historyOf, type ChainStep } from './chain.ts';
import { decisionSteps } from './decision-steps.ts';
import { keptText } from './scaling-texts.ts';
import { says } from './kinds/shared.ts';
import { mendsOfMachine } from './mends.ts';

/** Why a machine is Ready, NotReady, cordoned or off: its power, its kubelet's Lease, its Node's conditions and taints. */
export function explainMachine(world: World, ref: ObjectRef): WhyAnswer {
  const machine = world.api.get<Machine>('machines', ref.name);
  const node = world.api.get<Node>('nodes', ref.name);
  const parse = (text: string): number => world.simulation.env.parseTimestamp(text);
  const state = machine ? machineState(machine, node) : 'NotReady';
  const evidence: WhyEvidence[] = [];
  const lease = world.api.get<Lease>('leases', `kube-node-lease/${ref.name}`);
  const steps: ChainStep[] = [];
  if (lease?.spec.renewTime) steps.push({ atMs: parse(lease.spec.renewTime), icon: 'event', text: { key: 'view:why.machine.leaseRenewed' } });
  for (const condition of node?.status?.conditions ?? []) {
    if (condition.lastTransitionTime && (condition.type === 'Ready' || condition.status !== 'False')) {
      steps.push({
        atMs: parse(condition.lastTransitionTime), icon: condition.status === 'True' && condition.type === 'Ready' ? 'ready/Ready' : 'bad/NotReady',
        text: { key: 'view:why.condition', params: { type: condition.type, status: condition.status, reason: condition.reason ?? '' } }, ...(condition.message ? { detail: condition.message } : {}),
      });
    }
  }
  if (machine?.status?.phaseChangedAt) steps.push({ atMs: parse(machine.status.phaseChangedAt), icon: machine.status.phase === 'Off' ? 'unplug' : 'plug', text: { key: 'view:why.machine.phase', params: { phase: machine.status.phase } } });
  for (const taint of node?.spec.taints ?? []) {
    steps.push({ atMs: taint.timeAdded ? parse(taint.timeAdded) : parse(node?.metadata.creationTimestamp ?? ''), icon: 'kind/Taint', text: { key: 'view:why.machine.taint', params: { taint: taintText(taint) } } });
  }
  if (machine && node) steps.push(...decisionSteps(world, machine));
  const held = state === 'Cordoned' ? heldByBudgets(world, ref.name) : [];
  for (const { pod, refusal } of held) {
    steps.push({ atMs: refusal.atMs, icon: 'attention/Warning', text: says('machine.evictionRefused', { pod: pod.metadata.name, budget: refusal.budget }), detail: refusal.why, ref: refOf(pod) });
  }
  evidence.push(historyOf(world, required(node ?? machine, `machine ${ref.name}`), steps));
  const uncordon: WhyAnswer['remedies'] = state === 'Cordoned'
    ? [{ text: { key: 'view:remedy.uncordon', params: { node: ref.name } }, writes: `Node/${ref.name} spec.unschedulable: false`, change: [{ op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name: ref.name }, patch: { spec: { unschedulable: null } } }] }]
    : [];
  const off = machine?.status?.phase === 'Off' || machine?.status?.phase === 'Crashed';
  const silent = off && state === 'Ready';
  const lamps = world.components.kubelets.machineView(ref.name)?.lamps;
  const isUp = machine?.status?.phase === 'Running';
  const word = isUp && lamps?.kubelet === false ? 'kubeletStopped' : isUp && lamps?.containerd === false ? 'runtimeStopped' : undefined;
  const cutOff = !off && world.simulation.processes.isCutOff(ref.name) && (state === 'Ready' || state === 'NotReady');
  return {
    headline: held.length > 0 ? says('machine.drainBlocked', { machine: ref.name, count: held.length })
      : { key: `view:why.machine.${cutOff ? 'cutOff' : silent ? (world.simulation.processes.apiReachable() ? 'silent' : 'silentNoApi') : word ?? state}`, params: { machine: ref.name } },
    ...(state === 'NotReady' ? { detail: { key: 'view:why.machine.notReadyDetail', params: { phase: machine?.status?.phase ?? 'Off' } } } : whyKept(world, node)),
    evidence, remedies: [...mendsOfMachine(world, ref.name), ...uncordon],
  };
}

/** Of a node of a group, why the cluster autoscaler has not taken it away. */
function whyKept(world: World, node: Node | undefined): { detail?: LocalizedText } {
  const look = world.decisionsAbout(node?.metadata.uid ?? '').findLast((decision): decision is ActionOf<'NodeLookedAt'> => decision.kind === 'NodeLookedAt');
  return look ? { detail: keptText(look) } : {};
}

/** Pods of a node that stay because a budget refused their eviction, with the newest refusal. */
function heldByBudgets(world: World, node: string): { pod: Pod; refusal: ActionOf<'EvictionRefused'> }[] {
  return [...world.api.byIndex<Pod>('pods', 'nodeName', node)].flatMap((pod) => {
    const refusal = world.decisionsAbout(pod.metadata.uid ?? '').findLast((decision): decision is ActionOf<'EvictionRefused'> => decision.kind === 'EvictionRefused');
    return refusal && pod.metadata.deletionTimestamp === undefined ? [{ pod, refusal }] : [];
  });
}

import type { ActionDecision, ActionKind, ActionOf } from '../../../shared/decisions.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { World } from '../../engine/world.ts';
import type { ChainStep } from './chain.ts';
import { groupReasonsText, keptText, resizesText } from './scaling-texts.ts';

type Telling<K extends ActionKind> = (decision: ActionOf<K>) => { text: LocalizedText; icon: string; detail?: string };

const says = (key: string, params: NonNullable<LocalizedText['params']> = {}): LocalizedText => ({ key: `why:decided.${key}`, params });

/** How each kind of recorded decision reads. */
const tellings: { [K in ActionKind]: Telling<K> } = {
  VictimsChosen: ({ count, of, victims }) => ({
    icon: 'kind/ReplicaSet', text: says(`VictimsChosen.${victims[0]?.rule ?? 'all'}`, { count, of, pod: victims[0]?.pod ?? '' }),
    detail: victims.map(({ pod, rule }) => `${pod} (${rule})`).join(', '),
  }),
  Preempting: ({ node, victims }) => ({ icon: 'kind/Node', text: says('Preempting', { node, victims: victims.length }), detail: victims.join(', ') }),
  Preempted: ({ by, byPriority, priority, node }) => ({ icon: 'leaving/Evicted', text: says('Preempted', { by, byPriority, priority, node }) }),
  PressureEviction: ({ pod, node, resource, rank, of }) => ({ icon: 'leaving/Evicted', text: says('PressureEviction', { pod, node, resource, rank, of }) }),
  NodesLeftOut: ({ reasons }) => ({
    icon: 'kind/Node', text: says('NodesLeftOut', { count: reasons.reduce((sum, { count }) => sum + count, 0) }),
    detail: reasons.map(({ because, count, nodes }) => `${because}: ${nodes.join(', ')}${count > nodes.length ? ` +${count - nodes.length}` : ''}`).join('; '),
  }),
  WaitsForPod: ({ pod, because }) => ({ icon: 'kind/Pod', text: says(`WaitsForPod.${because}`, { pod }) }),
  JobPodFailed: ({ pod, action, rule, counts, failed, backoffLimit }) => ({
    icon: 'bad/Error', text: says(rule === undefined ? 'JobPodFailed.noRule' : counts ? 'JobPodFailed.rule' : 'JobPodFailed.notCounted', { pod, action, rule: rule ?? 0, failed, backoffLimit }),
  }),
  JobBackOff: ({ failures, untilMs }) => ({ icon: 'event', text: says('JobBackOff', { failures, untilMs }) }),
  CronTime: ({ outcome, scheduledAtMs, missed, job }) => ({ icon: 'kind/CronJob', text: says(`CronTime.${outcome}`, { scheduledAtMs, job: job ?? '' }), ...(missed === 'None' ? {} : { detail: `missed: ${missed}` }) }),
  NodeSilent: ({ silentMs, graceMs }) => ({ icon: 'bad/NotReady', text: says('NodeSilent', { silent: Math.round(silentMs / 1000), grace: graceMs / 1000 }) }),
  ZoneState: ({ zone, state, evictionsPerSecond }) => ({ icon: 'kind/Node', text: says(`ZoneState.${state}`, { zone, rate: evictionsPerSecond }) }),
  VolumeBound: ({ volume, because, of }) => ({ icon: 'kind/PersistentVolume', text: says(`VolumeBound.${because}`, { volume, of }) }),
  MachineAdded: ({ group, size, target, zone }) => ({
    icon: 'kind/NodeGroup', text: says(zone === undefined ? 'MachineAdded' : 'MachineAdded.zone', { group, before: size - 1, count: target, zone: zone ?? '' }),
  }),
  ScaleUpDecided: ({ best, sizes, options, podCount }) => ({
    icon: 'kind/NodeGroup', text: says('ScaleUpDecided', { sizes: resizesText(sizes), count: podCount, best }),
    detail: options.map(({ group, nodes, pods, wastedCpu, wastedMemory }) => `${group}: +${nodes}, ${pods} pods, ${wastedCpu} % CPU, ${wastedMemory} % memory`).join('; '),
  }),
  ScaleUpTriggered: ({ sizes }) => ({ icon: 'kind/NodeGroup', text: says('ScaleUpTriggered', { sizes: resizesText(sizes) }) }),
  ScaleUpImpossible: (decision) => ({ icon: 'waiting/Pending', text: says('ScaleUpImpossible'), detail: groupReasonsText(decision) }),
  ScaleUpTimedOut: ({ afterMs, backOffUntilMs }) => ({
    icon: 'bad/Error', text: says('ScaleUpTimedOut', { minutes: Math.floor(afterMs / 60_000), untilMs: backOffUntilMs }),
  }),
  NodeLookedAt: (decision) => ({ icon: 'kind/Node', text: keptText(decision) }),
  EvictionRefused: ({ pod, budget, why }) => ({ icon: 'attention/Warning', text: says('EvictionRefused', { pod, budget }), detail: why }),
  QuotaRefused: ({ object, quota, why }) => ({ icon: 'attention/Warning', text: says('QuotaRefused', { object, quota }), detail: why }),
  Provisioning: ({ provisioner, storageClass, of }) => ({ icon: 'kind/StorageClass', text: says('Provisioning', { provisioner, storageClass, of }) }),
};

/** What components decided about an object, as steps of its history. Placing and scaling are shown at length elsewhere. */
export function decisionSteps(world: World, { metadata }: KubernetesObject): ChainStep[] {
  return world.decisionsAbout(metadata.uid ?? '').flatMap((decision) =>
    decision.kind === 'Scheduling' || decision.kind === 'Autoscaling' ? [] : [stepOf(decision)]);
}

function stepOf(decision: ActionDecision): ChainStep {
  // The kind of the decision chooses the telling, which the compiler cannot follow through a union.
  const telling = tellings[decision.kind] as Telling<ActionKind>;
  return { atMs: decision.sinceMs, isDecision: true, ...telling(decision as never) };
}

import type { SchedulingDecision } from '../../../shared/decisions.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PodInfo } from './cache/pod-info.ts';
import { decisionOf } from './decision.ts';
import { failureMessage, rejectingPlugins, truncateNote } from './fit-error.ts';
import type { PostFilterOutcome } from './framework/plugin.ts';
import { withCondition } from './pod-condition.ts';
import { dynamicResources } from './plugins/DynamicResources/dynamic-resources.ts';
import { preempt } from './plugins/DefaultPreemption/default-preemption.ts';
import { backoffUntilMs } from './queue/backoff.ts';
import { leftoverFlushMs } from './queue/scheduling-queue.ts';
import type { QueuedPod } from './queue/queued-pod.ts';
import type { SchedulingOutcome, Unplaced } from './schedule-pod.ts';
import type { RunningScheduler } from './running-scheduler.ts';
import { bindTimeoutMs, reserveVolumes, volumesToBind } from './plugins/VolumeBinding/bind-volumes.ts';

/** What the PostFilter of DynamicResources says, which takes no devices away from anyone: of pods without resource claims, and of others. */
const noClaims = 'no new claims to deallocate';
const claimsDoNotHelp = 'still not schedulable';
/** The same, when another plugin turned the pod away before its PreFilter could leave the state that it looks for: an error that ends the PostFilters. */
const noState = 'not found';

/**
 * One scheduling and binding cycle: places the pod, or says why not, tries preemption and puts it back. Source: ScheduleOne,
 * schedulingCycle, bindingCycle, handleSchedulingFailure. Differs: a pod for which there is no node at all waits for one, instead of
 * being tried every 10 s for ever.
 */
export function scheduleOne(scheduler: RunningScheduler, queued: QueuedPod): void {
  const { context, cache, placer } = scheduler;
  const pod = context.api.get<Pod>('pods', queued.key);
  if (!pod || pod.spec.nodeName || (pod.metadata.uid ?? '') !== queued.uid) return;
  if (pod.metadata.deletionTimestamp) {
    context.api.recordEvent(pod, {
      type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', message: `skip schedule deleting pod: ${queued.key}`,
    });
    return;
  }
  const info = cache.shapes.infoOf(pod);
  const outcome = placer.place(info, context.env.random('scheduler'));
  if (outcome.kind === 'Fits') bind(scheduler, queued, info, outcome);
  else giveUp(scheduler, queued, info, outcome);
}

/**
 * Assumes the pod on its node, so that the next pod finds the room taken, and binds it; at once, or when its volumes are bound.
 */
function bind(scheduler: RunningScheduler, queued: QueuedPod, info: PodInfo, outcome: Extract<SchedulingOutcome, { kind: 'Fits' }>): void {
  const { context, cache } = scheduler;
  const place = cache.at(outcome.run.feasible[outcome.chosen] as number);
  const node = place.name;
  const decision = describe(scheduler, queued, outcome, {});
  const volumes = volumesToBind(context.api, info, place);
  cache.setPod(info.pod, info.key, node);
  cache.forgetNomination(info.key);
  if (!volumes) {
    bindNow(scheduler, queued, info, node, decision);
    return;
  }
  // Waiting comes first, since the writes come back as changes of this very pod and its claims.
  const untilMs = context.env.nowMs + bindTimeoutMs;
  scheduler.waiting.set(info.key, { node, queued, decision, untilMs });
  context.recordDecision({ ...decision, outcome: 'Binding', retryAtMs: untilMs });
  setNomination(scheduler, info.key, node);
  const refused = reserveVolumes(context.api, volumes, node);
  if (!refused) return;
  scheduler.waiting.delete(info.key);
  failBinding(scheduler, queued, info, decision, `running PreBind plugin "VolumeBinding": ${refused.message}`);
}

/** Binds a pod that is assumed on its node. */
export function bindNow(
  scheduler: RunningScheduler, queued: QueuedPod, info: PodInfo, node: string, decision: SchedulingDecision,
): void {
  const { context } = scheduler;
  const bound = context.api.bind(info.key, node);
  if (bound.ok) {
    context.api.recordEvent(bound.value, {
      type: 'Normal', reason: 'Scheduled', action: 'Binding', message: `Successfully assigned ${info.key} to ${node}`,
    });
    context.recordDecision(decision);
    return;
  }
  failBinding(scheduler, queued, info, decision, `running Bind plugin "DefaultBinder": ${bound.error.message}`);
}

/** The pod had a node, but did not get there: it is tried again after a back-off. */
export function failBinding(
  scheduler: RunningScheduler, queued: QueuedPod, info: PodInfo, decision: SchedulingDecision, message: string,
): void {
  const { context, cache, queue } = scheduler;
  cache.removePod(info.key);
  // Others may have the room now. Source: handleBindingCycleError.
  queue.moveAll({ kind: 'AssignedPodDelete', pod: info }, context.env.nowMs);
  if (context.api.get<Pod>('pods', info.key)) queue.putFailed(queued, context.env.nowMs);
  context.recordDecision({ ...decision, outcome: 'Error', message, retryAtMs: backoffUntilMs(queued) });
  report(scheduler, info.key, 'SchedulerError', message, '');
}

/** Tells the others where a pod is about to go that cannot be bound at once. Source: bindingCycle, NominatedNodeNameForExpectation. */
function setNomination({ context }: RunningScheduler, key: string, nominatedNodeName: string): void {
  const pod = context.api.get<Pod>('pods', key);
  if (pod && pod.status?.nominatedNodeName !== nominatedNodeName) context.api.updateStatus<Pod>({ ...pod, status: { ...pod.status, nominatedNodeName } });
}

/** No node takes the pod: it goes back to the queue, with its reasons told, and perhaps room is made for it. */
function giveUp(scheduler: RunningScheduler, queued: QueuedPod, info: PodInfo, outcome: Unplaced): void {
  const { context, cache, queue } = scheduler;
  const { nowMs } = context.env;
  const post = postFilter(scheduler, info, outcome);
  const message = failureMessage(outcome, post.message);
  context.recordDecision(describe(scheduler, queued, outcome, {
    message, retryAtMs: leftoverFlushMs(nowMs),
    ...(post.victims.length > 0 ? { preemption: preemptionText(post) } : post.message === '' || post.message === noState ? {} : { preemption: post.message }),
  }));
  // Back in the queue first: what follows may be the very event that helps the pod.
  queue.putUnschedulable(queued, rejectingPlugins(outcome), nowMs);
  if (post.nominatedNodeName !== undefined) cache.nominate(info, post.nominatedNodeName);
  report(scheduler, info.key, 'Unschedulable', message, post.nominatedNodeName);
  makeRoom(scheduler, info, post);
}

/** Victims that are being deleted already leave of themselves: nothing is said or done about them. Source: prepareCandidateAsync. */
function makeRoom(scheduler: RunningScheduler, preemptor: PodInfo, { victims, nominatedNodeName = '' }: PostFilterOutcome): void {
  if (victims.length === 0) return;
  const { context } = scheduler;
  const atMs = context.env.nowMs;
  context.recordDecision({
    kind: 'Preempting', objectUid: preemptor.pod.metadata.uid ?? '', sinceMs: atMs, atMs, node: nominatedNodeName, victims: victims.map(({ key }) => key),
  });
  const staying = victims.filter(({ terminating }) => !terminating);
  if (staying.length === 0) return;
  clearWeakerNominations(scheduler, preemptor, nominatedNodeName);
  for (const victim of staying) evict(scheduler, preemptor, victim, nominatedNodeName);
}

/** Source: RunPostFilterPlugins of the default profile: DynamicResources, then DefaultPreemption. */
function postFilter({ context, cache }: RunningScheduler, info: PodInfo, outcome: Unplaced): PostFilterOutcome {
  if (outcome.kind === 'NoNodes') return { message: '', nominatedNodeName: '', victims: [] };
  const byClaims = outcome.kind === 'Refused' && outcome.refusal.plugin === dynamicResources.name;
  if (outcome.kind === 'Refused' && !byClaims) return { message: noState, nominatedNodeName: undefined, victims: [] };
  const preemption = preempt(info, outcome, cache, context.env.random('scheduler'));
  const claims = byClaims || !info.pod.spec.resourceClaims?.length ? noClaims : claimsDoNotHelp;
  return preemption.message === '' ? preemption : { ...preemption, message: `${claims}, ${preemption.message}` };
}

/** The Event and the condition that tell why the pod has no node. */
function report(
  { context }: RunningScheduler, key: string, reason: 'Unschedulable' | 'SchedulerError', message: string,
  nominatedNodeName: string | undefined,
): void {
  const pod = context.api.get<Pod>('pods', key);
  if (!pod || pod.spec.nodeName) return;
  context.api.recordEvent(pod, { type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', message: truncateNote(message) });
  const changed = withCondition(
    pod, { type: 'PodScheduled', status: 'False', lastProbeTime: null, reason, message }, context.env.timestamp(),
  );
  const nominationChanges = nominatedNodeName !== undefined && nominatedNodeName !== (pod.status?.nominatedNodeName ?? '');
  if (!changed && !nominationChanges) return;
  const status = { ...(changed ?? pod.status) };
  if (nominatedNodeName) status.nominatedNodeName = nominatedNodeName;
  else if (nominatedNodeName === '') delete status.nominatedNodeName;
  context.api.updateStatus<Pod>({ ...pod, status });
}

/** Source: Evaluator.PreemptPod. */
function evict({ context }: RunningScheduler, preemptor: PodInfo, { key }: PodInfo, nodeName: string): void {
  const { api, env } = context;
  const pod = api.get<Pod>('pods', key);
  if (!pod) return;
  context.recordDecision({
    kind: 'Preempted', objectUid: pod.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs, by: preemptor.key, byPriority: preemptor.priority,
    priority: pod.spec.priority ?? 0, node: nodeName,
  });
  const by = preemptor.pod.spec.schedulerName ?? 'default-scheduler';
  const status = withCondition(pod, {
    type: 'DisruptionTarget', status: 'True', lastProbeTime: null, reason: 'PreemptionByScheduler',
    message: `${by}: preempting to accommodate a higher priority pod`,
  }, env.timestamp());
  if (status) api.updateStatus<Pod>({ ...pod, status });
  api.recordEvent(pod, {
    type: 'Normal', reason: 'Preempted', action: 'Preempting',
    message: `Preempted by pod ${preemptor.pod.metadata.uid ?? ''} on node ${nodeName}`,
  });
  api.delete('pods', key);
}

/** Pods of lower priority that were meant for the node look for another. Source: getLowerPriorityNominatedPods. */
function clearWeakerNominations({ context, cache }: RunningScheduler, preemptor: PodInfo, nodeName: string): void {
  const node = cache.node(nodeName);
  if (!node) return;
  for (const guest of [...node.nominated.values()]) {
    if (guest.priority >= preemptor.priority) continue;
    cache.forgetNomination(guest.key);
    const pod = context.api.get<Pod>('pods', guest.key);
    if (!pod?.status?.nominatedNodeName) continue;
    const { nominatedNodeName: _cleared, ...status } = pod.status;
    context.api.updateStatus<Pod>({ ...pod, status });
  }
}

function preemptionText({ victims, nominatedNodeName }: PostFilterOutcome): string {
  return `preempting ${victims.map(({ key }) => key).join(', ')} on node ${nominatedNodeName ?? ''}`;
}

function describe(
  { context, cache, profile }: RunningScheduler, queued: QueuedPod, outcome: SchedulingOutcome,
  more: Partial<Pick<SchedulingDecision, 'message' | 'preemption' | 'retryAtMs'>>,
): SchedulingDecision {
  return decisionOf(
    { objectUid: queued.uid, podKey: queued.key, atMs: context.env.nowMs, attempt: queued.attempts }, outcome, profile, cache, more,
  );
}

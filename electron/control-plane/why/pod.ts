import type { SchedulingDecision } from '../../../shared/decisions.ts';
import { required } from '../../../shared/assert.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { ContainerStatus, Pod } from '../../../shared/kubernetes/types/pod.ts';
import { claimNamesOf } from '../../../shared/kubernetes/pod-claims.ts';
import type { PersistentVolumeClaim } from '../../../shared/kubernetes/types/storage.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { WhyAnswer, WhyEvidence, WhyRemedy } from '../../../shared/view/why.ts';
import { isFullyBound } from '../../engine/storage/claims.ts';
import type { World } from '../../engine/world.ts';
import { podStateName } from '../view/pod-state.ts';
import { historyOf, type ChainStep } from './chain.ts';
import { writtenBy } from './field-writer.ts';
import { says } from './kinds/shared.ts';
import { mendsOfComponent } from './mends.ts';
import { placementRemedies } from './placement-remedies.ts';
import { lastAutoscaling } from './scale-up-remedies.ts';
import { groupReasonsText, resizesText } from './scaling-texts.ts';

/** Why a pod is where it is, why it is Pending, why it is not ready, why it is still there. */
export function explainPod(world: World, ref: ObjectRef): WhyAnswer {
  const pod = required(world.api.get<Pod>('pods', `${ref.namespace ?? 'default'}/${ref.name}`), `pod ${ref.name}`);
  const node = pod.spec.nodeName ? world.api.get<Node>('nodes', pod.spec.nodeName) : undefined;
  const silent = node?.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'Unknown') ?? false;
  const state = podStateName(pod, silent);
  const scheduling = lastScheduling(world, pod);
  const evidence: WhyEvidence[] = [];
  // A pod that is held back was not tried: there is nothing to show of nodes.
  if (scheduling && scheduling.outcome !== 'Gated') evidence.push({ kind: 'scheduling', decision: scheduling, isCurrent: true });
  if (scheduling?.outcome === 'Unschedulable') {
    const sibling = lastSiblingThatFitted(world, pod);
    if (sibling) evidence.push({ kind: 'scheduling', decision: sibling, isCurrent: false });
  }
  evidence.push(...fieldEvidence(world, pod, ref, state), historyOf(world, pod, [...endings(world, pod), ...disruption(world, pod)]));
  return { ...headline(world, pod, state, scheduling), evidence, remedies: remedies(world, pod, scheduling) };
}

function headline(world: World, pod: Pod, state: string, scheduling: SchedulingDecision | undefined): Pick<WhyAnswer, 'headline' | 'detail'> {
  const nodeName = pod.spec.nodeName ?? '';
  const text = (key: string, params: LocalizedText['params'] = {}): LocalizedText => ({ key: `view:why.pod.${key}`, params });
  switch (state) {
    case 'Pending':
      if (scheduling) return waiting(world, pod, scheduling);
      if (!world.simulation.processes.apiReachable()) return { headline: text('apiSilent') };
      return { headline: text(world.simulation.processes.isRunning('kube-scheduler') ? 'notTried' : 'noScheduler') };
    case 'SchedulingGated': return { headline: text('gated', { gates: (pod.spec.schedulingGates ?? []).map((gate) => gate.name).join(', ') }) };
    case 'Unknown': return { headline: text('unknown', { node: nodeName }), detail: text('unknownDetail') };
    case 'Terminating': {
      if (pod.metadata.finalizers?.length && isOver(pod)) return { headline: says('pod.finalizers', { finalizers: pod.metadata.finalizers.join(', ') }) };
      const seconds = pod.metadata.deletionGracePeriodSeconds ?? 0;
      const silentNode = !world.components.kubelets.machineView(nodeName)?.lamps.kubelet || !world.simulation.processes.reachableFrom(nodeName);
      return silentNode ? { headline: text('terminatingSilent', { node: nodeName }) } : { headline: text('terminating', { seconds }) };
    }
    case 'CrashLoopBackOff': case 'OOMKilled': case 'Error': case 'Failed': case 'ImagePullBackOff': case 'ErrImagePull': return { headline: containerHeadline(pod, state) };
    case 'NotReady': return { headline: text('notReady', { containers: notReady(pod).join(', ') }) };
    case 'ContainerCreating': case 'PodInitializing': return { headline: text('creating', { node: nodeName, state }) };
    default: return { headline: chosenBy(pod, scheduling), ...runsAgain(pod) };
  }
}

/** Why a pod that kube-scheduler knows has no node yet. */
function waiting(world: World, pod: Pod, scheduling: SchedulingDecision): Pick<WhyAnswer, 'headline' | 'detail'> {
  const text = (key: string, params: LocalizedText['params'] = {}): LocalizedText => ({ key: `view:why.pod.${key}`, params });
  const { outcome, nodeCount, attempt, atMs, retryAtMs = atMs, message = '', nodeName = '' } = scheduling;
  const detail = text('attempt', { attempt, atMs, retryAtMs });
  switch (outcome) {
    case 'Gated': return { headline: text('heldBack', { message }) };
    case 'Binding': return { headline: text('waitsForVolumes', { node: nodeName, claims: unboundClaims(world, pod).join(', ') }), detail: text('givesUp', { retryAtMs }) };
    case 'Error': return { headline: text('notBound', { node: nodeName, message }), detail };
    default: {
      const nominated = pod.status?.nominatedNodeName;
      return { headline: nominated ? text('nominated', { node: nominated }) : text('noNode', { feasible: 0, nodes: nodeCount }), detail: whatAutoscalerDoes(world, pod) ?? detail };
    }
  }
}

function unboundClaims(world: World, pod: Pod): string[] {
  const { namespace = '' } = pod.metadata;
  return claimNamesOf(pod).filter((name) => {
    const claim = world.api.get<PersistentVolumeClaim>('persistentvolumeclaims', `${namespace}/${name}`);
    return !claim || !isFullyBound(claim);
  });
}

/** What cluster-autoscaler last decided about a pod without a node; undefined: nothing, or there is none. */
function whatAutoscalerDoes(world: World, pod: Pod): LocalizedText | undefined {
  const decision = lastAutoscaling(world, pod);
  if (decision?.kind === 'ScaleUpTriggered') return says('pod.scaleUp', { sizes: resizesText(decision.sizes) });
  return decision && says('pod.noScaleUp', { reasons: groupReasonsText(decision) });
}

function chosenBy(pod: Pod, scheduling: SchedulingDecision | undefined): LocalizedText {
  const node = pod.spec.nodeName ?? '';
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror']) return { key: 'view:why.pod.mirror', params: { node } };
  if (!scheduling) return { key: 'view:why.pod.nodeNameSet', params: { node } };
  const feasible = scheduling.nodes.filter((verdict) => !verdict.refusal).length;
  return { key: feasible > 1 ? 'view:why.pod.best' : 'view:why.pod.only', params: { node, feasible, nodes: scheduling.nodeCount } };
}

function containerHeadline(pod: Pod, state: string): LocalizedText {
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const failing = statuses.find((status) => status.state?.waiting?.reason && /BackOff|Err|Error/.test(status.state.waiting.reason)) ?? statuses.find((status) => (exitOf(status)?.exitCode ?? 0) !== 0);
  if (!failing) return { key: 'view:why.pod.state', params: { state } };
  if (/Image/.test(failing.state?.waiting?.reason ?? '')) return { key: 'view:why.pod.image', params: { container: failing.name, image: failing.image } };
  const exit = exitOf(failing);
  return { key: exit?.reason === 'OOMKilled' ? 'view:why.pod.oom' : 'view:why.pod.crash', params: { container: failing.name, code: exit?.exitCode ?? 1, restarts: failing.restartCount } };
}

/** What ended a container before that runs now. */
function runsAgain({ status }: Pod): { detail?: LocalizedText } {
  const container = status?.containerStatuses?.find(({ state, lastState }) => state?.running && (lastState?.terminated?.exitCode ?? 0) !== 0);
  const exit = container?.lastState?.terminated;
  return container && exit
    ? { detail: { key: 'view:why.pod.runsAgain', params: { container: container.name, reason: exit.reason ?? '', code: exit.exitCode, restarts: container.restartCount } } }
    : {};
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** How each container ended last, and when one in back-off is started again. */
function endings(world: World, pod: Pod): ChainStep[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].flatMap((status): ChainStep[] => {
    const exit = status.lastState?.terminated ?? status.state?.terminated;
    if (!exit) return [];
    return [{
      atMs: world.simulation.env.parseTimestamp(exit.finishedAt ?? ''), icon: exit.exitCode === 0 ? 'done/Completed' : 'bad/Error',
      text: says('pod.lastEnd', { container: status.name, code: exit.exitCode, reason: exit.reason ?? '' }),
      ...(status.state?.waiting?.message ? { detail: status.state.waiting.message } : {}),
    }];
  });
}

/** Who asked the pod to go: a taint, a preemption, an eviction, the kubelet. */
function disruption(world: World, pod: Pod): ChainStep[] {
  return (pod.status?.conditions ?? []).filter(({ type, status }) => type === 'DisruptionTarget' && status === 'True').map((condition): ChainStep => ({
    atMs: world.simulation.env.parseTimestamp(condition.lastTransitionTime ?? ''), icon: 'leaving/Evicted', text: says('pod.evicted', { reason: condition.reason ?? '' }),
    ...(condition.message ? { detail: condition.message } : {}),
  }));
}

function exitOf(status: ContainerStatus): { exitCode: number; reason?: string } | undefined {
  return status.state?.terminated ?? status.lastState?.terminated;
}

function notReady(pod: Pod): string[] {
  return (pod.status?.containerStatuses ?? []).filter((status) => !status.ready).map((status) => status.name);
}

/** The fields (or the defaults in their place) on which the state rests. */
function fieldEvidence(world: World, pod: Pod, ref: ObjectRef, state: string): WhyEvidence[] {
  const field = (path: string, value: string, isDefault: boolean, key: string): WhyEvidence => ({ kind: 'field', ref, field: path, value, isDefault, text: { key: `view:why.field.${key}` }, ...writtenBy(world, pod, path) });
  const limits = memoryLimits(pod).map(({ path, limit }) => field(path, limit, false, 'memoryLimit'));
  if (state === 'CrashLoopBackOff' || state === 'OOMKilled') return [field('spec.restartPolicy', pod.spec.restartPolicy ?? 'Always', (pod.spec.restartPolicy ?? 'Always') === 'Always', 'restartPolicy'), ...limits];
  if (state === 'Terminating') return [field('spec.terminationGracePeriodSeconds', String(pod.spec.terminationGracePeriodSeconds ?? 30), (pod.spec.terminationGracePeriodSeconds ?? 30) === 30, 'grace')];
  if (state === 'Unknown') {
    const index = pod.spec.tolerations?.findIndex((candidate) => candidate.key === 'node.kubernetes.io/unreachable') ?? -1;
    const toleration = pod.spec.tolerations?.[index];
    if (toleration?.tolerationSeconds !== undefined) return [field(`spec.tolerations[${index}].tolerationSeconds`, String(toleration.tolerationSeconds), toleration.tolerationSeconds === 300, 'toleration')];
  }
  const hostname = pod.spec.nodeSelector?.['kubernetes.io/hostname'];
  if (hostname) return [field('spec.nodeSelector[kubernetes.io/hostname]', hostname, false, 'hostname'), ...limits];
  return limits;
}

/** Limits of the containers that were killed for exceeding theirs. */
function memoryLimits({ spec, status }: Pod): { path: string; limit: string }[] {
  const killed = new Set((status?.containerStatuses ?? []).filter((container) => exitOf(container)?.reason === 'OOMKilled').map(({ name }) => name));
  return spec.containers.flatMap(({ name, resources }, index) => {
    const limit = resources?.limits?.['memory'];
    return killed.has(name) && limit !== undefined ? [{ path: `spec.containers[${index}].resources.limits.memory`, limit: String(limit) }] : [];
  });
}

function lastScheduling(world: World, pod: Pod): SchedulingDecision | undefined {
  return world.decisionsAbout(pod.metadata.uid ?? '').findLast((decision): decision is SchedulingDecision => decision.kind === 'Scheduling');
}

/** For comparison: the newest pod of the same controller that found a node. */
function lastSiblingThatFitted(world: World, pod: Pod): SchedulingDecision | undefined {
  const controller = pod.metadata.ownerReferences?.find((owner) => owner.controller);
  let latest: SchedulingDecision | undefined;
  if (!controller) return undefined;
  for (const sibling of world.api.byIndex<Pod>('pods', 'controller', controller.uid)) {
    const decision = lastScheduling(world, sibling);
    if (decision?.outcome === 'Bound' && (!latest || decision.atMs > latest.atMs)) latest = decision;
  }
  return latest;
}

function remedies(world: World, pod: Pod, scheduling: SchedulingDecision | undefined): WhyRemedy[] {
  if (!pod.spec.nodeName && !world.simulation.processes.isRunning('kube-scheduler')) return mendsOfComponent(world, 'kube-scheduler');
  return scheduling && scheduling.outcome === 'Unschedulable' && !pod.spec.nodeName ? placementRemedies(world, pod, scheduling) : [];
}

import type { ConditionStatus } from '../../../../shared/kubernetes/types/meta.ts';
import type { ContainerStatus, Pod, PodCondition, PodPhase } from '../../../../shared/kubernetes/types/pod.ts';
import { isSidecar } from './pod-object.ts';
import { resizeConditionTypes } from './resize-conditions.ts';
import { couldRestartAll } from './restart-policy.ts';

/** What a condition says, without times. */
interface Finding {
  status: ConditionStatus;
  reason?: string;
  message?: string;
}

export interface ConditionInput {
  object: Pod;
  phase: PodPhase;
  init: readonly ContainerStatus[];
  regular: readonly ContainerStatus[];
  sandboxReady: boolean;
  /** The pod has had a sandbox at some time. */
  hadSandbox: boolean;
  /** Conditions in the API now; those that others own are kept. */
  previous: readonly PodCondition[];
  /** RFC 3339 time of now. */
  now: string;
  observedGeneration: number | undefined;
  /** All containers are being restarted in place. */
  restartingAll: boolean;
  /** What is to be said of a resize that is not over. */
  resizing: readonly PodCondition[] | undefined;
  /** The kubelet itself disrupts the pod, for this reason. */
  disruption: { reason: string; message: string } | undefined;
}

const ownTypes = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled', 'AllContainersRestarting'];

/**
 * The five conditions that the kubelet owns, in its order, after those of others. Transition times move only with the status.
 * Source: pkg/kubelet/status/generate.go and generateAPIPodStatus, pkg/kubelet/kubelet_pods.go.
 */
export function podConditions(input: ConditionInput): PodCondition[] {
  const kept = input.previous.filter(({ type }) => !ownTypes.includes(type) && !resizeConditionTypes.includes(type));
  if (input.resizing) kept.push(...input.resizing);
  const others = input.disruption ? withDisruption(kept, input.disruption, input) : kept;
  const containersReady = containersReadyFinding(input);
  const findings: Finding[] = [
    sandboxFinding(input), initializedFinding(input), readyFinding(input, containersReady, others), containersReady, { status: 'True' },
  ];
  if (couldRestartAll(input.object)) findings.push(restartingFinding(input));
  return [...others, ...findings.map((finding, index) => condition(ownTypes[index] as string, finding, input))];
}

/** Source: PodConditionSharedByKubelet, mergePodStatus, pkg/kubelet/status/status_manager.go. */
function withDisruption(kept: readonly PodCondition[], { reason, message }: { reason: string; message: string }, input: ConditionInput): PodCondition[] {
  const own = condition('DisruptionTarget', { status: 'True', reason, message }, input);
  return [...kept.filter(({ type }) => type !== own.type), own];
}

function condition(type: string, { status, reason, message }: Finding, input: ConditionInput): PodCondition {
  const before = input.previous.find((candidate) => candidate.type === type);
  const { observedGeneration } = input;
  const sameStatus = before?.status === status;
  // An unchanged condition stays the same object, which makes comparing and storing cheap.
  if (before && sameStatus && before.reason === reason && before.message === message && before.observedGeneration === observedGeneration
    && before.lastTransitionTime && before.lastProbeTime === null) return before;
  const lastTransitionTime = (sameStatus ? before?.lastTransitionTime : undefined) ?? input.now;
  const twin = lastMade.get(type);
  // Pods of one template change together: they share the objects.
  if (twin && twin.status === status && twin.reason === reason && twin.message === message && twin.lastTransitionTime === lastTransitionTime
    && twin.observedGeneration === observedGeneration) return twin;
  const made: PodCondition = { type, status, lastProbeTime: null, lastTransitionTime };
  if (reason) made.reason = reason;
  if (message) made.message = message;
  if (observedGeneration !== undefined) made.observedGeneration = observedGeneration;
  lastMade.set(type, made);
  return made;
}

/** The last condition made of each type. Conditions are never changed, so sharing one shows nowhere but in the memory taken. */
const lastMade = new Map<string, PodCondition>();

function sandboxFinding({ sandboxReady, hadSandbox }: ConditionInput): Finding {
  if (sandboxReady) return { status: 'True' };
  return { status: 'False', reason: 'PodSandboxNotReady', message: hadSandbox ? 'pod sandbox is not ready' : 'no pod sandbox exists' };
}

function initializedFinding({ object, phase, init, regular }: ConditionInput): Finding {
  const { initContainers = [] } = object.spec;
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const hasStarted = regular.some(({ state, lastState }) => state?.terminated || state?.running || lastState?.terminated);
  if (hasStarted) return { status: 'True' };
  const incomplete = initContainers.filter((container, index) => !(isSidecar(container) ? init[index]?.started : init[index]?.ready));
  if (incomplete.length === 0) return { status: 'True' };
  return { status: 'False', reason: 'ContainersNotInitialized', message: `containers with incomplete status: ${names(incomplete)}` };
}

function containersReadyFinding({ object, phase, init, regular }: ConditionInput): Finding {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  const unready: { name: string }[] = [];
  for (const [index, container] of (object.spec.initContainers ?? []).entries()) {
    if (isSidecar(container) && !init[index]?.ready) unready.push(container);
  }
  for (const container of object.spec.containers) {
    if (!regular.some(({ name, ready }) => name === container.name && ready)) unready.push(container);
  }
  if (unready.length === 0) return { status: 'True' };
  return { status: 'False', reason: 'ContainersNotReady', message: `containers with unready status: ${names(unready)}` };
}

function readyFinding({ object }: ConditionInput, containersReady: Finding, others: readonly PodCondition[]): Finding {
  if (containersReady.status !== 'True') return containersReady;
  const problems: string[] = [];
  for (const { conditionType } of object.spec.readinessGates ?? []) {
    const gate = others.find(({ type }) => type === conditionType);
    if (!gate) problems.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`);
    else if (gate.status !== 'True') problems.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`);
  }
  return problems.length === 0 ? { status: 'True' } : { status: 'False', reason: 'ReadinessGatesNotReady', message: problems.join(', ') };
}

/** Source: GenerateAllContainersRestartingCondition, pkg/kubelet/status/generate.go. */
function restartingFinding({ phase, restartingAll }: ConditionInput): Finding {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (!restartingAll) return { status: 'False' };
  return { status: 'True', reason: 'RestartAllContainersStarted', message: 'container exited with restart policy rule' };
}

/** As Go prints a slice of strings. */
function names(containers: readonly { name: string }[]): string {
  return `[${containers.map(({ name }) => name).join(' ')}]`;
}

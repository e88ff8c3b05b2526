import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import { mustParseQuantity } from '../../../../shared/kubernetes/quantity.ts';
import type { AutoscalingDecision } from '../../../../shared/decisions.ts';
import type {
  HorizontalPodAutoscaler, HorizontalPodAutoscalerStatus, HPAScalingRules, MetricStatus,
} from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import type { Outcome, Write } from '../controller.ts';
import { ambiguousSelector } from './ambiguous-selector.ts';
import { computeReplicas } from './compute-replicas.ts';
import { withCondition } from './conditions.ts';
import { cpuInitializationPeriodMs } from './group-pods.ts';
import { measuredPod } from './measured-pods.ts';
import { newMemory, rememberScaling, type AutoscalerMemory } from './memory.ts';
import type { MetricsSource } from './metrics-source.ts';
import { normalize, type NewCondition } from './normalize.ts';
import { readScale, type Scalable, type ScaleTarget } from './scale-target.ts';

/** Flag --horizontal-pod-autoscaler-sync-period. */
export const syncPeriodMs = 15_000;
/**
 * One look is a handful of requests (scale, pods, metrics, status), and the next begins a whole period after its end. So two looks are never
 * a whole number of periods apart, and never on the very edge of a window: a recommendation twenty looks old has left one of 300 s.
 */
const lookMs = 20;
/** Flag --horizontal-pod-autoscaler-tolerance. */
export const defaultTolerance = 0.1;

export interface HpaWorld {
  readonly api: ApiReader;
  readonly env: Env;
  readonly metrics: MetricsSource;
  /** By key of the autoscaler. */
  readonly memories: Map<string, AutoscalerMemory>;
}

/** One look at an autoscaler: what it writes, and whether it is about to change something more. */
class Pass {
  readonly writes: Write[] = [];
  readonly autoscaler: HorizontalPodAutoscaler;
  private readonly env: Env;
  private status: HorizontalPodAutoscalerStatus;
  private decision: Omit<AutoscalingDecision, 'current' | 'desired' | 'stabilization' | 'limit'>;

  constructor(autoscaler: HorizontalPodAutoscaler, env: Env) {
    this.autoscaler = autoscaler;
    this.env = env;
    this.status = { desiredReplicas: 0, ...autoscaler.status };
    const { behavior } = autoscaler.spec;
    this.decision = {
      kind: 'Autoscaling', objectUid: autoscaler.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs, metrics: [],
      tolerance: { up: toleranceOf(behavior?.scaleUp), down: toleranceOf(behavior?.scaleDown) },
    };
  }

  /** Adds what has been found so far to what is remembered of this look. */
  decide(found: Pick<Partial<AutoscalingDecision>, 'metrics' | 'recommended' | 'stabilized' | 'error'>): void {
    this.decision = { ...this.decision, ...found };
  }

  private decided(): AutoscalingDecision {
    const { currentReplicas = 0, desiredReplicas, conditions = [] } = this.status;
    const reasonOf = (type: string): string | undefined => conditions.find((condition) => condition.type === type)?.reason;
    const [stabilization, limit] = [reasonOf('AbleToScale'), reasonOf('ScalingLimited')];
    // The status keeps the number that was last wished for; a look without a number leaves the target as it is.
    const desired = this.decision.error === undefined ? desiredReplicas : currentReplicas;
    return { ...this.decision, current: currentReplicas, desired, ...(stabilization ? { stabilization } : {}), ...(limit ? { limit } : {}) };
  }

  set(condition: NewCondition): void {
    this.status = { ...this.status, conditions: withCondition(this.status.conditions ?? [], condition, this.env.timestamp()) };
  }

  event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.writes.push({ verb: 'event', about: this.autoscaler, record: { type, reason, message } });
  }

  size(currentReplicas: number, desiredReplicas: number, currentMetrics: MetricStatus[], rescaled: boolean): void {
    this.status = {
      ...this.status, currentReplicas, desiredReplicas, currentMetrics: currentMetrics.length > 0 ? currentMetrics : null,
      ...(rescaled ? { lastScaleTime: this.env.timestamp() } : {}),
    };
  }

  get desiredReplicas(): number {
    return this.status.desiredReplicas;
  }

  /** Whether something holds a recommendation back that will come through by itself. */
  get isHeldBack(): boolean {
    return (this.status.conditions ?? []).some(({ reason }) => reason === 'ScaleDownStabilized' || reason === 'ScaleUpStabilized'
      || reason === 'ScaleUpLimit' || reason === 'ScaleDownLimit');
  }

  done(settled: boolean): Outcome {
    if (!jsonEqual(this.status, this.autoscaler.status)) {
      const object: HorizontalPodAutoscaler = { ...this.autoscaler, status: this.status };
      this.writes.push({ verb: 'updateStatus', object });
    }
    return { kind: 'Done', writes: this.writes, requeue: { afterMs: syncPeriodMs + lookMs, background: settled }, decisions: [this.decided()] };
  }
}

/**
 * Compares the metrics with their targets and sets the size of the workload. Always looks again after 15 s; in the background once nothing
 * more will come of it. Source: reconcileAutoscaler.
 */
export function reconcileAutoscaler(autoscaler: HorizontalPodAutoscaler, world: HpaWorld): Outcome {
  const { api, env, memories } = world;
  const pass = new Pass(autoscaler, env);
  const key = objectKey(autoscaler);
  const scale = readScale(api, autoscaler);
  if (!scale.ok) {
    const why = `the HPA controller was unable to get the target's current scale: ${scale.error}`;
    pass.event('Warning', 'FailedGetScale', scale.error);
    pass.decide({ error: scale.error });
    pass.set({ type: 'AbleToScale', status: 'False', reason: 'FailedGetScale', message: why });
    return pass.done(true);
  }
  const message = "the HPA controller was able to get the target's current scale";
  pass.set({ type: 'AbleToScale', status: 'True', reason: 'SucceededGetScale', message });
  const current = scale.value.specReplicas;
  let memory = memories.get(key);
  if (!memory) memories.set(key, (memory = newMemory(current, env.nowMs)));

  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  if (current === 0 && minReplicas !== 0) {
    const why = 'scaling is disabled since the replica count of the target is zero';
    pass.set({ type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled', message: why });
    pass.size(current, current, [], false);
    return pass.done(true);
  }
  const clamp = (replicas: number, reason: string): Outcome => rescale(pass, memory, scale.value, replicas, reason, [], world);
  if (current > maxReplicas) return clamp(maxReplicas, 'Current number of replicas above Spec.MaxReplicas');
  if (current < minReplicas) return clamp(minReplicas, 'Current number of replicas below Spec.MinReplicas');
  return followMetrics(pass, memory, scale.value, world);
}

function followMetrics(pass: Pass, memory: AutoscalerMemory, scale: ScaleTarget, world: HpaWorld): Outcome {
  const { autoscaler } = pass;
  const { api, env, metrics } = world;
  const namespace = autoscaler.metadata.namespace ?? '';
  const { minReplicas = 1, maxReplicas, metrics: specs = [], behavior } = autoscaler.spec;
  const current = scale.specReplicas;
  const pods = [...api.byIndex<Pod>('pods', 'namespace', namespace)].filter(({ metadata }) => scale.matches(metadata.labels));
  const refusal = selectorRefusal(pass, scale, pods, api);
  if (refusal) return failed(pass, current, [], refusal, true);

  const measured = pods.map((pod) => measuredPod(pod, env));
  const tolerances = { scaleUp: toleranceOf(behavior?.scaleUp), scaleDown: toleranceOf(behavior?.scaleDown) };
  const target = { pods: measured, currentReplicas: current, tolerances, nowMs: env.nowMs };
  const found = computeReplicas(specs, { source: metrics, namespace, pods, target, statusReplicas: scale.statusReplicas }, current);
  for (const { reason, cause } of found.failures) pass.event('Warning', reason, cause);
  pass.set(found.scalingActive);
  pass.decide({ metrics: [...found.proposals], ...(found.replicas === undefined ? {} : { recommended: found.replicas }) });
  const young = measured.some(({ startedAtMs }) => startedAtMs !== undefined && startedAtMs + cpuInitializationPeriodMs > env.nowMs);
  if (found.replicas === undefined) return failed(pass, current, found.statuses, found.error ?? '', !young);

  const normalized = normalize(memory, behavior, { minReplicas, maxReplicas }, current, found.replicas, env.nowMs);
  pass.decide({ stabilized: normalized.stabilized });
  pass.set(normalized.ableToScale);
  pass.set(normalized.scalingLimited);
  if (normalized.replicas !== current) {
    const below = found.replicas < current ? 'All metrics below target' : '';
    const reason = found.replicas > current ? `${found.metricName} above target` : below;
    return rescale(pass, memory, scale, normalized.replicas, reason, found.statuses, world);
  }
  pass.size(current, current, found.statuses, false);
  return pass.done(!young && !pass.isHeldBack);
}

/** Why the target's selector cannot be worked with. Source: validateAndParseSelector. */
function selectorRefusal(pass: Pass, scale: ScaleTarget, pods: readonly Pod[], api: ApiReader): string | undefined {
  if (scale.selector === '') {
    pass.event('Warning', 'SelectorRequired', 'selector is required');
    const message = "the HPA target's scale is missing a selector";
    pass.set({ type: 'ScalingActive', status: 'False', reason: 'InvalidSelector', message });
    return 'selector is required';
  }
  const ambiguous = ambiguousSelector(api, pass.autoscaler, scale.selector, pods);
  if (ambiguous) {
    pass.event('Warning', 'AmbiguousSelector', ambiguous);
    pass.set({ type: 'ScalingActive', status: 'False', reason: 'AmbiguousSelector', message: ambiguous });
  }
  return ambiguous;
}

function failed(pass: Pass, current: number, statuses: MetricStatus[], error: string, settled: boolean): Outcome {
  pass.size(current, pass.desiredReplicas, statuses, false);
  pass.event('Warning', 'FailedComputeMetricsReplicas', error);
  pass.decide({ error });
  return pass.done(settled);
}

function rescale(
  pass: Pass, memory: AutoscalerMemory, { object, specReplicas }: ScaleTarget, desired: number, reason: string, statuses: MetricStatus[],
  { env }: HpaWorld,
): Outcome {
  const resized: Scalable = { ...object, spec: { ...object.spec, replicas: desired } };
  pass.writes.push({ verb: 'update', object: resized });
  pass.set({
    type: 'AbleToScale', status: 'True', reason: 'SucceededRescale',
    message: `the HPA controller was able to update the target scale to ${desired}`,
  });
  pass.event('Normal', 'SuccessfulRescale', `New size: ${desired}; reason: ${reason}`);
  rememberScaling(memory, pass.autoscaler.spec.behavior, specReplicas, desired, env.nowMs);
  pass.size(specReplicas, desired, statuses, true);
  return pass.done(false);
}

function toleranceOf(rules: HPAScalingRules | undefined): number {
  if (rules?.tolerance === undefined) return defaultTolerance;
  const { unscaled, exponent } = mustParseQuantity(rules.tolerance);
  return Number(`${unscaled}e${exponent}`);
}

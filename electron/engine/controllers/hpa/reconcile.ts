import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { HorizontalPodAutoscaler, MetricStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import type { Outcome } from '../controller.ts';
import { ambiguousSelector } from './ambiguous-selector.ts';
import { computeReplicas } from './compute-replicas.ts';
import { cpuInitializationPeriodMs } from './group-pods.ts';
import { measuredPod } from './measured-pods.ts';
import { newMemory, rememberScaling, type AutoscalerMemory } from './memory.ts';
import type { MetricsSource } from './metrics-source.ts';
import { normalize } from './normalize.ts';
import { Pass } from './pass.ts';
import { readScale, type Scalable, type ScaleTarget } from './scale-target.ts';
import { toleranceOf } from './tolerance.ts';

export interface HpaWorld {
  readonly api: ApiReader;
  readonly env: Env;
  readonly metrics: MetricsSource;
  /** By key of the autoscaler. */
  readonly memories: Map<string, AutoscalerMemory>;
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
  pass.decide({ metrics: [...found.proposals], ...(found.sampledAtMs === undefined ? {} : { sampledAtMs: found.sampledAtMs }), ...(found.replicas === undefined ? {} : { recommended: found.replicas }) });
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

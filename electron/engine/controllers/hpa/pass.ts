import { jsonEqual } from '../../../../shared/json.ts';
import type { AutoscalingDecision } from '../../../../shared/decisions.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerStatus, MetricStatus } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Env } from '../../env.ts';
import type { Outcome, Write } from '../controller.ts';
import { withCondition } from './conditions.ts';
import type { NewCondition } from './normalize.ts';
import { toleranceOf } from './tolerance.ts';

/** Flag --horizontal-pod-autoscaler-sync-period. */
export const syncPeriodMs = 15_000;
/**
 * One look is a handful of requests (scale, pods, metrics, status), and the next begins a whole period after its end. So two looks are never
 * a whole number of periods apart, and never on the very edge of a window: a recommendation twenty looks old has left one of 300 s.
 */
const lookMs = 20;

/** One look at an autoscaler: what it writes, and whether it is about to change something more. */
export class Pass {
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
  decide(found: Pick<Partial<AutoscalingDecision>, 'metrics' | 'sampledAtMs' | 'recommended' | 'stabilized' | 'error'>): void {
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

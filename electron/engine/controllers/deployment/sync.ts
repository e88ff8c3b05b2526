import { jsonEqual } from '../../../../shared/json.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { Deployment, ReplicaSet, WorkloadCondition } from '../../../../shared/kubernetes/types/apps.ts';
import type { Env } from '../../env.ts';
import { isNamespaceTerminating } from '../apply-writes.ts';
import type { EventWrite, Outcome, Write } from '../controller.ts';
import { controllerOf } from '../owner-references.ts';
import { maxRevision, newReplicaSetAnnotations, revisionAnnotation, withReplicasAnnotations } from './annotations.ts';
import { conditionOf, newCondition, progressDeadlineMs, reasons, withCondition } from './conditions.ts';
import { buildNewReplicaSet } from './new-replica-set.ts';
import { deadlineCheckAfterMs, withProgress } from './progress.ts';
import { findNewReplicaSet, sameTemplate, sizeOf } from './replica-sets.ts';
import type { Resize } from './rolling.ts';
import { deploymentStatus, type DeploymentStatus } from './status.ts';

/**
 * One pass over one Deployment: the steps that its strategies share, collecting writes. A resize does not change the ReplicaSets
 * that the pass works with: the status at its end tells of sizes before it, as the real controller's does.
 */
export class DeploymentSync {
  readonly writes: Write[];
  readonly env: Env;
  deployment: Deployment;
  newReplicaSet: ReplicaSet | undefined;
  oldReplicaSets: readonly ReplicaSet[];
  /** The pass wrote the status before its end. */
  private statusWritten = false;

  constructor(deployment: Deployment, replicaSets: readonly ReplicaSet[], writes: Write[], env: Env) {
    this.deployment = deployment;
    this.writes = writes;
    this.env = env;
    this.newReplicaSet = findNewReplicaSet(deployment, replicaSets);
    this.oldReplicaSets = replicaSets.filter((replicaSet) => replicaSet !== this.newReplicaSet);
  }

  get all(): readonly ReplicaSet[] {
    return this.newReplicaSet ? [...this.oldReplicaSets, this.newReplicaSet] : this.oldReplicaSets;
  }

  /** Brings the annotations of the new ReplicaSet, and the Deployment's revision, up to date. Source: getNewReplicaSet, first half. */
  syncRevision(): void {
    const { newReplicaSet, deployment } = this;
    if (!newReplicaSet) return;
    const annotations = newReplicaSetAnnotations(
      deployment, newReplicaSet.metadata.annotations, maxRevision(this.oldReplicaSets) + 1, true,
    );
    const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
    const sameAnnotations = jsonEqual(annotations, newReplicaSet.metadata.annotations ?? {});
    if (!sameAnnotations || minReadySeconds !== (newReplicaSet.spec.minReadySeconds ?? 0)) {
      this.newReplicaSet = {
        ...newReplicaSet, metadata: { ...newReplicaSet.metadata, annotations }, spec: { ...newReplicaSet.spec, minReadySeconds },
      };
      this.writes.push({ verb: 'update', object: this.newReplicaSet });
      return;
    }
    const found = progressDeadlineMs(deployment) !== undefined && !conditionOf(deployment.status?.conditions, 'Progressing');
    this.noteNewReplicaSet(annotations, found ? [reasons.foundNewReplicaSet, `Found new replica set "${newReplicaSet.metadata.name}"`] : undefined);
  }

  /**
   * Creates the new ReplicaSet. @param existing the ReplicaSet that has its name already, if any
   * @returns false when its name is taken: the pass ends, and the next one tries another hash
   * Source: getNewReplicaSet, second half.
   */
  createNewReplicaSet(existing: (name: string) => ReplicaSet | undefined): boolean {
    const replicaSet = buildNewReplicaSet(this.deployment, this.oldReplicaSets);
    const taken = existing(replicaSet.metadata.name);
    const { uid } = this.deployment.metadata;
    if (taken && !(controllerOf(taken)?.uid === uid && sameTemplate(taken.spec.template, this.deployment.spec.template))) {
      this.writeStatus({ ...this.deployment.status, collisionCount: (this.deployment.status?.collisionCount ?? 0) + 1 });
      return false;
    }
    this.newReplicaSet = taken ?? replicaSet;
    if (!taken) {
      this.writes.push(
        { verb: 'create', object: replicaSet, onFailure: (status) => this.creationFailed(replicaSet.metadata.name, status) },
      );
      if (sizeOf(replicaSet) > 0) this.writes.push(this.scalingEvent('up', replicaSet, 0, sizeOf(replicaSet)));
    }
    const created = !taken && progressDeadlineMs(this.deployment) !== undefined;
    this.noteNewReplicaSet(
      replicaSet.metadata.annotations, created ? [reasons.newReplicaSet, `Created new replica set "${replicaSet.metadata.name}"`] : undefined,
    );
    return true;
  }

  /** @returns whether any size changes. Source: scaleReplicaSet. */
  resize(resizes: readonly Resize[]): boolean {
    let scaled = false;
    for (const { replicaSet, size } of resizes) {
      const before = sizeOf(replicaSet);
      const annotations = withReplicasAnnotations(replicaSet.metadata.annotations, this.deployment);
      if (size === before && jsonEqual(annotations, replicaSet.metadata.annotations)) continue;
      const metadata = { ...replicaSet.metadata, annotations };
      const resized: ReplicaSet = { ...replicaSet, metadata, spec: { ...replicaSet.spec, replicas: size } };
      this.writes.push({ verb: 'update', object: resized });
      if (size === before) continue;
      scaled = true;
      this.writes.push(this.scalingEvent(before < size ? 'up' : 'down', replicaSet, before, size));
    }
    return scaled;
  }

  setProgressing(status: 'True' | 'False' | 'Unknown', reason: string, message: string): void {
    this.writeStatus(this.statusWith(newCondition('Progressing', status, reason, message, this.env)));
  }

  /**
   * Ends the pass with the status. A pass that wrote another before does not write it again but is repeated: the real controller's second
   * write carries a stale resourceVersion, is refused with Conflict and retried.
   * @param progress whether to judge progress, which only a rollout does
   */
  finish(progress: boolean): Outcome {
    const calculated = deploymentStatus(this.deployment, this.newReplicaSet, this.oldReplicaSets, this.env);
    const status = progress ? withProgress(this.deployment, calculated, this.newReplicaSet, this.oldReplicaSets, this.env) : calculated;
    const changed = !jsonEqual(status, this.deployment.status);
    if (changed && this.statusWritten) return { kind: 'Retry', reason: 'status written in mid-pass', writes: this.writes };
    if (changed) this.writes.push({ verb: 'updateStatus', object: { ...this.deployment, status } as Deployment });
    const afterMs = progress ? deadlineCheckAfterMs(this.deployment, status, this.env) : undefined;
    return { kind: 'Done', writes: this.writes, ...(afterMs !== undefined ? { requeue: { afterMs } } : {}) };
  }

  /**
   * The Deployment takes over the revision of its new ReplicaSet, and says how it came by it: one write of the status, through which the
   * annotation goes too. Nothing is written when it says all that already.
   */
  private noteNewReplicaSet(annotations: Record<string, string> | undefined, progress: readonly [reason: string, message: string] | undefined): void {
    const { metadata } = this.deployment;
    const revision = annotations?.[revisionAnnotation] ?? '';
    const stands = metadata.annotations?.[revisionAnnotation] === revision;
    if (stands && !progress) return;
    if (!stands) {
      this.deployment = { ...this.deployment, metadata: { ...metadata, annotations: { ...metadata.annotations, [revisionAnnotation]: revision } } };
    }
    this.writeStatus(progress ? this.statusWith(newCondition('Progressing', 'True', ...progress, this.env)) : { ...this.deployment.status });
  }

  private statusWith(condition: WorkloadCondition): DeploymentStatus {
    const { status } = this.deployment;
    return { ...status, conditions: withCondition(status?.conditions ?? [], condition) as WorkloadCondition[] };
  }

  private writeStatus(status: DeploymentStatus): void {
    this.deployment = { ...this.deployment, status };
    this.writes.push({ verb: 'updateStatus', object: this.deployment });
    this.statusWritten = true;
  }

  private creationFailed(name: string, refusal: Status): Write[] {
    if (isNamespaceTerminating(refusal)) return [];
    const message = `Failed to create new replica set "${name}": ${refusal.message}`;
    const failed: EventWrite = {
      verb: 'event', about: this.deployment, record: { type: 'Warning', reason: reasons.failedReplicaSetCreate, message },
    };
    if (progressDeadlineMs(this.deployment) === undefined) return [failed];
    const status = this.statusWith(newCondition('Progressing', 'False', reasons.failedReplicaSetCreate, message, this.env));
    return [{ verb: 'updateStatus', object: { ...this.deployment, status } as Deployment }, failed];
  }

  private scalingEvent(direction: 'up' | 'down', replicaSet: ReplicaSet, from: number, to: number): EventWrite {
    const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${from} to ${to}`;
    return { verb: 'event', about: this.deployment, record: { type: 'Normal', reason: 'ScalingReplicaSet', message } };
  }
}

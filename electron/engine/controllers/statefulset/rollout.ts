import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { ActionOf } from '../../../../shared/decisions.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import type { EventWrite, Write } from '../controller.ts';
import { isPodTerminal } from '../pod-state.ts';
import { hasStaleClaim, missingClaimWrites, retentionWrites } from './claims.ts';
import { inOrdinalRange, newVersionedPod, ordinalOf, revisionOf, startOrdinal, withIdentity } from './identity.ts';
import { isCreated, isRunningAndAvailable, isTerminating, isUnavailable } from './pods.ts';
import type { SetRevisions } from './revisions.ts';
import { statusWrite, type SetCounts } from './status.ts';

/** `stop`: nothing further may be done in this pass. */
type Step = 'go on' | 'stop';

/**
 * One pass over the pods of a StatefulSet: first every replica from the lowest ordinal, then the surplus from the highest, then one pod to
 * update from the highest. With OrderedReady each waits for those before it.
 * Source: updateStatefulSet, processReplica, processCondemned, pkg/controller/statefulset/stateful_set_control.go. Differs: with
 * Parallel, the creations of one pass stop at the first refusal instead of at the end of its slow-start batch.
 */
export class RolloutPass {
  readonly writes: Write[] = [];
  /** The pod that the pass waits for, if it does. */
  waits: ActionOf<'WaitsForPod'> | undefined;
  private readonly set: StatefulSet;
  private readonly revisions: SetRevisions;
  private readonly counts: SetCounts;
  private readonly api: ApiReader;
  private readonly env: Env;
  private readonly monotonic: boolean;
  /** By ordinal, from `spec.ordinals.start`; those that do not exist yet are planned pods without a phase. */
  private readonly replicas: Pod[] = [];
  /** Pods outside of the range, highest ordinal first. */
  private readonly condemned: Pod[];

  /** @param counts is told when this pass takes a pod of the current revision away */
  constructor(
    set: StatefulSet, pods: readonly Pod[], revisions: SetRevisions, counts: SetCounts, { api, env }: { api: ApiReader; env: Env },
  ) {
    this.set = set;
    this.revisions = revisions;
    this.counts = counts;
    this.api = api;
    this.env = env;
    this.monotonic = set.spec.podManagementPolicy !== 'Parallel';
    const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
    const start = startOrdinal(set);
    for (let ordinal = start; ordinal < start + (set.spec.replicas ?? 1); ordinal += 1) {
      this.replicas.push(byOrdinal.get(ordinal) ?? newVersionedPod(set, revisions.current, revisions.update, ordinal));
    }
    this.condemned = [...byOrdinal].filter(([ordinal]) => ordinal >= 0 && !inOrdinalRange(set, ordinal))
      .sort(([a], [b]) => b - a).map(([, pod]) => pod);
  }

  run(): void {
    if (this.set.metadata.deletionTimestamp) return;
    if (this.forAll(this.replicas, (pod) => this.processReplica(pod)) === 'stop') return;
    if (this.forAll(this.condemned, (pod) => this.keepRetention(pod)) === 'stop') return;
    if (this.forAll(this.condemned, (pod) => this.processCondemned(pod)) === 'stop') return;
    if (this.set.spec.updateStrategy?.type !== 'OnDelete') this.updateOne();
  }

  private get minReadySeconds(): number {
    return this.set.spec.minReadySeconds ?? 0;
  }

  private forAll(pods: readonly Pod[], process: (pod: Pod) => Step): Step {
    for (const pod of pods) if (process(pod) === 'stop' && this.monotonic) return 'stop';
    return 'go on';
  }

  private processReplica(pod: Pod): Step {
    // Whatever the exit code: a stateful pod is made anew.
    if (isPodTerminal(pod)) {
      if (isTerminating(pod)) this.waitFor(pod);
      else this.deletePod(pod);
      return 'stop';
    }
    const ordinal = ordinalOf(this.set, pod);
    if (!isCreated(pod)) {
      if (hasStaleClaim(this.set, pod.metadata.name, ordinal, this.api)) this.waitFor(pod, 'staleClaim');
      else this.createPod(pod, ordinal);
      return 'stop';
    }
    if (pod.status?.phase === 'Pending' && !this.createMissingClaims(pod.metadata.name, ordinal, true)) return 'stop';
    if (this.monotonic && (isTerminating(pod) || !isRunningAndAvailable(pod, this.minReadySeconds, this.env))) return this.waitFor(pod);
    const identified = withIdentity(pod, ordinal);
    const corrections: Write[] = [
      ...retentionWrites(this.set, pod, ordinal, false, this.api), ...(identified ? [{ verb: 'update' as const, object: identified }] : []),
    ];
    if (corrections.length > 0) this.writes.push(...corrections, this.podEvent('Normal', 'Update', pod, 'successful'));
    return 'go on';
  }

  /** Remembers the first pod for which the pass waits. */
  private waitFor(pod: Pod, because: ActionOf<'WaitsForPod'>['because'] = isTerminating(pod) ? 'terminating' : isPodTerminal(pod) ? 'ended' : 'starting'): 'stop' {
    const { nowMs } = this.env;
    this.waits ??= { kind: 'WaitsForPod', objectUid: this.set.metadata.uid ?? '', sinceMs: nowMs, atMs: nowMs, pod: pod.metadata.name, because };
    return 'stop';
  }

  private keepRetention(pod: Pod): Step {
    this.writes.push(...retentionWrites(this.set, pod, ordinalOf(this.set, pod), true, this.api));
    return 'go on';
  }

  private processCondemned(pod: Pod): Step {
    if (isTerminating(pod)) return this.waitFor(pod);
    const unhealthy = this.monotonic && !isRunningAndAvailable(pod, this.minReadySeconds, this.env) ? this.firstUnhealthy() : pod;
    if (unhealthy !== pod) return this.waitFor(unhealthy ?? pod);
    this.deletePod(pod);
    return 'stop';
  }

  /** The unhealthy pod of the lowest ordinal, replicas before the surplus. */
  private firstUnhealthy(): Pod | undefined {
    return [...this.replicas, ...this.condemned.toReversed()].find((pod) => isUnavailable(pod, this.minReadySeconds, this.env));
  }

  /** Deletes the pod of the highest ordinal that is not of the update revision, unless one above it is not available yet. */
  private updateOne(): void {
    const partition = this.set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
    for (let target = this.replicas.length - 1; target >= partition; target -= 1) {
      const pod = this.replicas[target] as Pod;
      if (revisionOf(pod) !== this.revisions.update.metadata.name && !isTerminating(pod)) {
        this.deletePod(pod);
        this.counts.current -= 1;
        return;
      }
      if (isUnavailable(pod, this.minReadySeconds, this.env)) {
        this.waitFor(pod);
        return;
      }
    }
  }

  private createPod(pod: Pod, ordinal: number): void {
    if (!this.createMissingClaims(pod.metadata.name, ordinal, false)) return;
    this.writes.push(
      { verb: 'create', object: pod, onFailure: (status) => this.creationFailed(pod, status) },
      ...retentionWrites(this.set, pod, ordinal, false, this.api),
      this.podEvent('Normal', 'Create', pod, 'successful'),
    );
  }

  /**
   * @param exists the pod is there already, pending: an Event about its creation would be out of place
   * @returns false when a claim is being deleted, so that the pod has to wait
   */
  private createMissingClaims(name: string, ordinal: number, exists: boolean): boolean {
    const podFailed = (message: string): EventWrite => this.podEvent('Warning', 'Create', { metadata: { name } }, `failed error: ${message}`);
    const { writes, deleting } = missingClaimWrites(this.set, name, ordinal, this.api, podFailed);
    this.writes.push(...writes);
    if (deleting !== undefined && !exists) this.writes.push(podFailed(`pvc ${deleting} is being deleted`));
    return deleting === undefined;
  }

  /** Somebody else's pod of that name is waited for without a word. Source: CreateStatefulPod. */
  private creationFailed(pod: Pod, { reason, message }: Status): Write[] {
    const events = reason === 'AlreadyExists' ? [] : [this.podEvent('Warning', 'Create', pod, `failed error: ${message}`)];
    return [...events, ...statusWrite(this.set, this.counts, this.revisions)];
  }

  private deletePod(pod: Pod): void {
    this.writes.push({ verb: 'delete', resource: 'pods', key: objectKey(pod) }, this.podEvent('Normal', 'Delete', pod, 'successful'));
  }

  private podEvent(
    type: 'Normal' | 'Warning', verb: 'Create' | 'Update' | 'Delete', pod: { metadata: { name: string } }, result: string,
  ): EventWrite {
    const reason = `${type === 'Normal' ? 'Successful' : 'Failed'}${verb}`;
    const message = `${verb} Pod ${pod.metadata.name} in StatefulSet ${this.set.metadata.name} ${result}`;
    return { verb: 'event', about: this.set, record: { type, reason, message } };
  }
}

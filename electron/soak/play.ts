import type { JsonValue } from '../../shared/json.ts';
import { objectKey, resourceTypeFor } from '../../shared/kubernetes/registry.ts';
import type { Node } from '../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { asObject } from '../engine/design/apply-changes.ts';
import { World } from '../engine/world.ts';
import type { ContainerTarget, FaultStep, Input, Story } from './story.ts';
import { calm, giveUpRefused, restoreQuorum } from './calm.ts';
import { Watcher, type Violation } from './watcher.ts';
import { Spending, storyEnds, usualLimits } from './limits.ts';
import { lastRetryMs } from './back-offs.ts';
import { unsettled } from '../desired-state/unsettled.ts';
import { unsettledControlPlane } from './unsettled-control-plane.ts';

/** How long after the last fault everything must be as desired: the longest back-off (10 min for failed Jobs' pods) and what follows it, with room to spare. */
export const settleLimitMs = 30 * 60_000;
/** It must then stay so. */
const stayMs = 6 * 60_000;
const lookEveryMs = 10_000;
/** What comes and goes by itself may leave room in a quota when a controller's back-off (at most 1,000 s) has just begun. */
const quotaLooks = 110;

/** From a try on until its pods run. */
const afterRetryMs = 60_000;
/** One ReplicaSet may wait for what another gives back. */
const backOffRounds = 2;

export interface PlayResult {
  readonly world: World;
  readonly violations: readonly Violation[];
  readonly stateHash: string;
  readonly simulatedMs: number;
  /** From the calm on until everything was as desired. */
  readonly settledAfterMs: number;
}

interface DueMend {
  readonly step: FaultStep;
  readonly target: ContainerTarget | undefined;
}

/**
 * Lives through a story and watches it.
 * @param cutAtMs when the world is saved, restored from its bytes, and gone on with as the restored one; absent: never
 * @param limits of what it may take; beyond them it ends with a violation
 */
export function play(story: Story, cutAtMs = Infinity, limits = usualLimits): PlayResult {
  const created = World.create(story.topology);
  const player = new Player(created.world, cutAtMs, new Spending(limits));
  // A LimitRange may refuse a pod.
  const refused = created.refused.filter(({ manifest, status }) => manifest.kind !== 'Pod' || (status.reason !== 'Forbidden' && status.reason !== 'Invalid'));
  for (const { manifest, status } of refused) player.watcher.report('manifests are accepted', `${manifest.kind} ${manifest.metadata.name}: ${status.message}`);
  player.live(story);
  return player.result();
}

class Player {
  watcher: Watcher;
  private world: World;
  private cutAtMs: number;
  private readonly spending: Spending;
  private readonly mends: { atMs: number; mend: DueMend }[] = [];
  private settledAfterMs = Infinity;

  constructor(world: World, cutAtMs: number, spending: Spending) {
    this.spending = spending;
    this.world = world;
    this.watcher = new Watcher(world);
    this.cutAtMs = cutAtMs;
  }

  live({ steps, calmFromMs }: Story): void {
    for (const step of steps) {
      this.goOnTo(step.atMs);
      this.watcher.touched();
      if ('input' in step) this.act(step.input);
      else this.breakIt(step);
      if (this.watcher.isOver) return;
    }
    this.goOnTo(calmFromMs);
    calm(this.world);
    while (this.world.nowMs < calmFromMs + settleLimitMs && !this.watcher.isOver) {
      this.uncordonAll();
      restoreQuorum(this.world);
      giveUpRefused(this.world);
      if (unsettledAll(this.world).length === 0) {
        this.settledAfterMs = this.world.nowMs - calmFromMs;
        break;
      }
      this.goOnTo(this.world.nowMs + lookEveryMs);
    }
    if (this.settledAfterMs < Infinity) this.goOnTo(this.world.nowMs + stayMs);
    // What comes and goes by itself (pods of CronJobs) gets some time to be done.
    for (let looks = 0; looks < quotaLooks && unsettledAll(this.world).length > 0; looks += 1) this.goOnTo(this.world.nowMs + lookEveryMs);
    this.awaitBackOffs();
    for (const problem of unsettledAll(this.world)) this.watcher.report('quiet again at the desired state', problem);
  }

  /** What a refused controller has not tried since may have room now: its next try is waited for, and that of another for which that one has made way. */
  private awaitBackOffs(): void {
    for (let round = 0; round < backOffRounds && !this.watcher.isOver && unsettledAll(this.world).length > 0; round += 1) {
      const retryMs = lastRetryMs(this.world);
      if (retryMs === undefined) return;
      this.goOnTo(retryMs + afterRetryMs);
    }
  }

  result(): PlayResult {
    return { world: this.world, violations: this.watcher.violations, stateHash: this.world.stateHash(), simulatedMs: this.world.nowMs, settledAfterMs: this.settledAfterMs };
  }

  /** Advances, mending what falls due, and looking at the whole cluster every ten seconds. */
  private goOnTo(untilMs: number): void {
    while (this.world.nowMs < untilMs && !this.watcher.isOver) {
      const due = this.mends[0]?.atMs ?? Infinity;
      const nextMs = Math.max(this.world.nowMs, Math.min(untilMs, due, this.world.nowMs + lookEveryMs, this.world.nowMs < this.cutAtMs ? this.cutAtMs : Infinity));
      if (!this.advance(nextMs)) return;
      this.watcher.look();
      if (this.world.nowMs >= this.cutAtMs) this.resume();
      while ((this.mends[0]?.atMs ?? Infinity) <= this.world.nowMs) this.mend(this.mends.shift()?.mend);
    }
  }

  /** In pieces, so that the limits are kept within a hot loop too. @returns false: the life is over, for it took too much */
  private advance(untilMs: number): boolean {
    const { simulation } = this.world;
    do {
      const overdrawn = this.spending.spend(simulation.runUntil(untilMs, this.spending.nextPiece));
      if (overdrawn !== undefined) this.watcher.end(storyEnds, overdrawn);
    } while (this.world.nowMs < untilMs && !this.watcher.isOver);
    return !this.watcher.isOver;
  }

  private resume(): void {
    this.cutAtMs = Infinity;
    this.world = World.restore(JSON.parse(JSON.stringify(this.world.snapshot())) as ReturnType<World['snapshot']>);
    this.watcher = this.watcher.goOnWith(this.world);
  }

  private act(input: Input): void {
    const { world } = this;
    switch (input.do) {
      case 'put': world.apply([{ op: 'put', manifest: input.manifest }]); return;
      case 'delete': world.apply([{ op: 'delete', ref: input.ref }]); return;
      case 'patch': world.apply([{ op: 'patch', ref: input.ref, patch: input.patch }]); return;
      case 'apply': {
        if (!this.answers()) return;
        const { config, manager, force } = input;
        const { resource } = resourceTypeFor(config.apiVersion, config.kind);
        world.simulation.server.patch(resource, objectKey(asObject(config)), config as unknown as JsonValue, { patchType: 'apply', manager, force });
        return;
      }
      case 'deletePod': {
        const pod = this.pod(input.pod);
        if (pod && this.answers()) world.simulation.server.delete('pods', refOfPod(pod));
        return;
      }
      case 'evictPod': this.evict(this.pod(input.pod)); return;
      case 'cordon': case 'uncordon': this.cordon(this.node(input.node), input.do === 'cordon'); return;
      case 'drain': {
        const node = this.node(input.node);
        this.cordon(node, true);
        for (const pod of [...world.api.byIndex<Pod>('pods', 'nodeName', node?.metadata.name ?? '-')]) if (isDrained(pod)) this.evict(pod);
        return;
      }
      default: input satisfies never;
    }
  }

  /** Whether an API server takes what a client writes. */
  private answers(): boolean {
    const { processes } = this.world.simulation;
    return processes.apiReachable() || !processes.state.answered;
  }

  private evict(pod: Pod | undefined): void {
    if (!pod || !this.answers()) return;
    const before = this.watcher.budgetsOf(pod);
    const evicted = this.world.simulation.server.evict(refOfPod(pod));
    if (evicted.ok) this.watcher.evicted(pod, before);
  }

  private cordon(node: Node | undefined, unschedulable: boolean): void {
    if (node) this.world.apply([{ op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name: node.metadata.name }, patch: { spec: { unschedulable: unschedulable || null } } }]);
  }

  private breakIt(step: FaultStep): void {
    const { breakage } = step;
    const target = 'fault' in breakage ? undefined : this.container(breakage.container);
    if ('make' in breakage && !target) return;
    this.watcher.inject('fault' in breakage ? breakage.fault : breakage.make(target as ContainerTarget));
    if (!step.mend) return;
    this.mends.push({ atMs: step.mendAtMs, mend: { step, target } });
    this.mends.sort((a, b) => a.atMs - b.atMs);
  }

  /** A container that is gone needs no mending: NotFound is fine. */
  private mend(due: DueMend | undefined): void {
    if (due?.step.mend) this.watcher.inject(due.step.mend(due.target));
  }

  /** To be tried again for as long as no API server takes it. */
  private uncordonAll(): void {
    for (const node of [...this.world.api.list<Node>('nodes')]) if (node.spec?.unschedulable) this.cordon(node, false);
  }

  private node(pick: number): Node | undefined {
    return picked([...this.world.api.list<Node>('nodes')], pick);
  }

  private pod(pick: number): Pod | undefined {
    return picked([...this.world.api.list<Pod>('pods')].filter((pod) => pod.metadata.namespace !== 'kube-system'), pick);
  }

  private container(pick: number): ContainerTarget | undefined {
    const pod = picked([...this.world.api.list<Pod>('pods')].filter((candidate) => candidate.status?.phase === 'Running'), pick);
    return pod && { namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, container: pod.spec.containers[0]?.name ?? '' };
  }
}

function unsettledAll(world: World): string[] {
  return [...unsettledControlPlane(world), ...unsettled(world)];
}

function picked<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

/** `kubectl drain` leaves static pods and those of DaemonSets. */
function isDrained({ metadata }: Pod): boolean {
  return !metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node');
}

function refOfPod({ metadata }: Pod): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

import { jsonEqual, type JsonValue } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../../shared/kubernetes/types/policy.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { GroupScaling } from '../../cloud/node-groups/launcher.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { isAssigned } from '../../scheduler/cache/scheduler-cache.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { ClusterSnapshot } from './cluster-snapshot.ts';
import { isNodeReady } from './node-groups/group-state.ts';
import { nextLookMs } from './next-look.ts';
import { continueDeletions } from './scale-down/actuator.ts';
import { scan } from './scan.ts';
import { scanIntervalMs } from './settings.ts';
import { newState, type AutoscalerState } from './state.ts';
import { isUnschedulable } from './unschedulable-pods.ts';

/**
 * cluster-autoscaler: enlarges node groups for pods that find no node, and takes nodes away whose pods would find a place elsewhere. It acts as soon as there is a
 * NodeGroup. Source: kubernetes/autoscaler, cluster-autoscaler v1.3x.
 * Differs: it looks every 10 s only where something has happened since its last look, or is about to; a look that would find what the last one found is left
 * out, and with it the repetition of its Events.
 */
export class ClusterAutoscaler implements Component {
  readonly name = 'cluster-autoscaler';
  readonly process = 'cluster-autoscaler';
  readonly watches = [
    'nodegroups', 'machines', 'nodes', 'pods', 'daemonsets', 'poddisruptionbudgets', 'namespaces', 'services', 'replicasets', 'statefulsets',
    'persistentvolumes', 'persistentvolumeclaims', 'storageclasses',
  ];
  private readonly context: ComponentContext;
  private readonly scaling: GroupScaling | undefined;
  private state: AutoscalerState;
  /** What follows from the API; absent while there are no groups. */
  private snapshot: ClusterSnapshot | undefined;
  private readonly unschedulable = new Set<string>();
  /** Keys of pods that are on their way out of a node. */
  private readonly leaving = new Set<string>();

  /** @param scaling the cloud that it asks; absent: the design's groups are all there is */
  constructor(context: ComponentContext, scaling?: GroupScaling) {
    this.context = context;
    this.scaling = scaling;
    this.state = newState(0);
  }

  start(): void {
    this.state = newState(this.context.env.nowMs);
    if (this.hasGroups) this.want();
  }

  stop(): void {
    this.state = newState(0);
    this.forget();
  }

  observe(event: WatchEvent): void {
    if (event.resource !== 'nodegroups' && !this.hasGroups) return;
    if (this.snapshot) follow(this.snapshot, event);
    if (event.resource === 'pods') this.notePod(event as WatchEvent<Pod>);
    if (matters(event)) this.want();
  }

  run(): void {
    const { env } = this.context;
    const { state } = this;
    if (!this.hasGroups) {
      this.forget();
      return;
    }
    if (continueDeletions({ context: this.context, state, scaling: this.scaling })) this.want();
    if (this.isScanDue(env.nowMs)) {
      state.wanted = false;
      state.deadlineMs = Infinity;
      state.backgroundMs = Infinity;
      const snapshot = this.snapshot ??= this.list();
      const result = scan({ context: this.context, scaling: this.scaling, state, snapshot, unschedulable: this.unschedulable });
      // What it wrote itself has come back as events: that is no news, but for what the next look is to confirm.
      state.wanted = result.again || state.wanted;
      Object.assign(state, nextLookMs(this.context, state, result, this.leaving));
    }
    this.plan();
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(saved: JsonValue): void {
    this.state = decodeState(saved) as AutoscalerState;
    if (this.hasGroups) this.plan();
  }

  private get hasGroups(): boolean {
    return this.context.api.count('nodegroups') > 0;
  }

  private isScanDue(nowMs: number): boolean {
    const { wanted, deadlineMs, backgroundMs } = this.state;
    return this.turnAt(nowMs) === nowMs && (wanted || deadlineMs <= nowMs || backgroundMs <= nowMs);
  }

  private want(): void {
    this.state.wanted = true;
    this.plan();
  }

  /** Wakes at the next turn that has something to do, and for deletions that go on. */
  private plan(): void {
    const { context, state } = this;
    const { nowMs } = context.env;
    if (state.wanted) context.wakeAt(this.turnAt(nowMs + 1));
    if (state.deadlineMs < Infinity) context.wakeAt(this.turnAt(Math.max(state.deadlineMs, nowMs + 1)));
    if (state.backgroundMs < Infinity) context.wakeAt(this.turnAt(Math.max(state.backgroundMs, nowMs + 1)), { background: true });
    for (const { nextAtMs } of state.deletions.values()) context.wakeAt(nextAtMs);
  }

  /** The first turn of the main loop at `atMs` or after it. */
  private turnAt(atMs: number): number {
    const { startedAtMs } = this.state;
    return startedAtMs + Math.ceil((atMs - startedAtMs) / scanIntervalMs) * scanIntervalMs;
  }

  private forget(): void {
    this.snapshot = undefined;
    this.unschedulable.clear();
    this.leaving.clear();
  }

  private list(): ClusterSnapshot {
    this.forget();
    for (const pod of this.context.api.list<Pod>('pods')) {
      if (isUnschedulable(pod)) this.unschedulable.add(objectKey(pod));
      if (isLeaving(pod)) this.leaving.add(objectKey(pod));
    }
    return new ClusterSnapshot(this.context.api);
  }

  private notePod({ type, key, object }: WatchEvent<Pod>): void {
    this.unschedulable[type !== 'DELETED' && isUnschedulable(object) ? 'add' : 'delete'](key);
    this.leaving[type !== 'DELETED' && isLeaving(object) ? 'add' : 'delete'](key);
  }
}

function isLeaving({ metadata, spec }: Pod): boolean {
  return metadata.deletionTimestamp !== undefined && spec.nodeName !== undefined;
}

/** Keeps the imagined cluster in line with the real one. */
function follow({ cache }: ClusterSnapshot, { type, resource, key, object, previous }: WatchEvent): void {
  switch (resource) {
    case 'nodes':
      if (type === 'DELETED') cache.removeNode(key);
      else cache.setNode(object as Node);
      break;
    case 'pods':
      if (type !== 'DELETED' && isAssigned(object as Pod)) cache.setPod(object as Pod, key);
      else cache.removePod(key);
      break;
    case 'namespaces':
      if (type !== 'MODIFIED' || !jsonEqual(object.metadata.labels, previous?.metadata.labels)) cache.namespaceVersion += 1;
      break;
    case 'services': case 'replicasets': case 'statefulsets':
      if (!previous || specOf(object) !== specOf(previous)) cache.selectorVersion += 1;
      break;
    default:
  }
}

/** Whether another look could find something else now. */
function matters({ type, resource, object, previous }: WatchEvent): boolean {
  if (type !== 'MODIFIED' || !previous) {
    if (resource === 'pods') return isAssigned(object as Pod) || isUnschedulable(object as Pod);
    return resource !== 'namespaces' && resource !== 'services' && resource !== 'replicasets';
  }
  switch (resource) {
    case 'nodes': return nodeMatters(object as Node, previous as Node);
    case 'pods': return podMatters(object as Pod, previous as Pod);
    case 'poddisruptionbudgets': return allowed(object) !== allowed(previous);
    case 'nodegroups': case 'daemonsets': return object.metadata.generation !== previous.metadata.generation;
    default: return false;
  }
}

function nodeMatters(node: Node, before: Node): boolean {
  return node.spec !== before.spec || node.metadata.labels !== before.metadata.labels || node.metadata.annotations !== before.metadata.annotations
    || isNodeReady(node) !== isNodeReady(before) || !jsonEqual(node.status?.allocatable, before.status?.allocatable);
}

function podMatters(pod: Pod, before: Pod): boolean {
  return pod.spec !== before.spec || pod.metadata.deletionTimestamp !== before.metadata.deletionTimestamp
    || pod.metadata.annotations !== before.metadata.annotations || isAssigned(pod) !== isAssigned(before) || isUnschedulable(pod) !== isUnschedulable(before);
}

function allowed(budget: KubernetesObject): number {
  return (budget as PodDisruptionBudget).status?.disruptionsAllowed ?? 0;
}

function specOf(object: KubernetesObject): unknown {
  return (object as { spec?: unknown }).spec;
}

export function createClusterAutoscaler(context: ComponentContext, scaling?: GroupScaling): ClusterAutoscaler {
  return new ClusterAutoscaler(context, scaling);
}

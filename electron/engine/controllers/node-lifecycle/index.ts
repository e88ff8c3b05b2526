import type { ActionDecision } from '../../../../shared/decisions.ts';
import type { ConditionStatus } from '../../../../shared/kubernetes/types/meta.ts';
import type { Lease, Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { EventRecord } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { informerLatencyMs } from '../informer-latency.ts';
import { conditionTaintChanges } from './condition-taints.ts';
import { evictionTaintDemand, withEvictionTaint, withoutEvictionTaints } from './eviction-taints.ts';
import { monitorGracePeriodMs, monitorPeriodMs, readyCondition, silentNodeConditions, startupGracePeriodMs } from './health.ts';
import { markPodsNotReady } from './mark-pods.ts';
import { nextTokenAtMs, tryAccept } from './rate-limiter.ts';
import { withTaints } from './taints.ts';
import { isExcluded, judgeZones, newZone, zoneKey, type Zone } from './zones.ts';

/** How often waiting nodes are tainted. Source: NodeEvictionPeriod. */
const evictionPassMs = 100;
const leaseNamespace = 'kube-node-lease';

/** What the controller remembers of a node; plain data. */
interface NodeRecord {
  uid: string;
  zone: string;
  /** Last commit of its Lease or of a status heartbeat. */
  heartbeatMs: number;
  /** The silence counts from here at the earliest: first seen, or the end of a disruption of all zones. */
  countFromMs: number;
  /** Status of Ready at the last look; undefined: the node has none. */
  ready: ConditionStatus | undefined;
  /** How it counts in its zone. */
  counted: 'ready' | 'notReady' | undefined;
}

interface NodeLifecycleState {
  nodes: Map<string, NodeRecord>;
  zones: Map<string, Zone>;
}

/**
 * Judges the health of nodes by their heartbeats, taints them, and marks the pods of silent ones. Keys: `taint/<node>` (NoSchedule taints
 * from conditions), `monitor/<node>` (at ticks of 5 s), `judge` (all zones), `evict/<zone>` (NoExecute taints, rate-limited),
 * `pod/<namespace>/<name>`. Heartbeats only note a time: a node is looked at when something about it changed, or when it would have been
 * silent for too long. Its Events come from `node-controller`. Source: pkg/controller/nodelifecycle/node_lifecycle_controller.go.
 */
export function nodeLifecycleController(context: ControllerContext): Controller {
  return new NodeLifecycleController(context);
}

class NodeLifecycleController implements Controller {
  readonly name = 'node-lifecycle-controller';
  readonly eventSource = 'node-controller';
  readonly watches = ['nodes', 'leases', 'pods'];
  state: NodeLifecycleState = { nodes: new Map(), zones: new Map() };
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const node of this.context.api.list<Node>('nodes')) {
      this.context.queue.add(`taint/${node.metadata.name}`);
      this.monitorNext(node.metadata.name);
    }
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'leases') this.leaseChanged(event as WatchEvent<Lease>);
    else if (event.resource === 'nodes') this.nodeChanged(event as WatchEvent<Node>);
    else this.podChanged(event as WatchEvent<Pod>);
  }

  reconcile(key: string): Outcome {
    const slash = key.indexOf('/');
    const name = key.slice(slash + 1);
    switch (slash < 0 ? key : key.slice(0, slash)) {
      case 'taint': return this.taintByConditions(name);
      case 'monitor': return this.monitor(name);
      case 'judge': return this.judge();
      case 'evict': return this.taintWaiting(name);
      default: return this.markPod(name);
    }
  }

  private leaseChanged({ type, object }: WatchEvent<Lease>): void {
    if (type === 'DELETED' || object.metadata.namespace !== leaseNamespace) return;
    const record = this.state.nodes.get(object.metadata.name);
    if (record) record.heartbeatMs = this.context.env.nowMs;
  }

  private nodeChanged({ type, object, previous }: WatchEvent<Node>): void {
    const { name } = object.metadata;
    if (type !== 'DELETED') {
      const { add, remove } = conditionTaintChanges(object);
      if (add.length > 0 || remove.length > 0) this.context.queue.add(`taint/${name}`);
    }
    const before = previous && readyCondition(previous);
    const after = readyCondition(object);
    const record = this.state.nodes.get(name);
    if (record && after?.lastHeartbeatTime !== before?.lastHeartbeatTime) record.heartbeatMs = this.context.env.nowMs;
    const unchanged = type === 'MODIFIED' && before?.status === after?.status && previous?.spec.taints === object.spec.taints
      && previous?.metadata.labels === object.metadata.labels;
    if (!unchanged) this.monitorNext(name);
  }

  /** A pod is new on a node that is not ready. What its kubelet says later stands. Source: podUpdated, processPod. */
  private podChanged({ type, key, object, previous }: WatchEvent<Pod>): void {
    const { nodeName } = object.spec;
    if (type === 'DELETED' || !nodeName || previous?.spec.nodeName === nodeName) return;
    const record = this.state.nodes.get(nodeName);
    if (!record || record.ready === undefined || record.ready === 'True') return;
    this.context.queue.add(`pod/${key}`);
  }

  private monitorNext(name: string): void {
    const { nowMs } = this.context.env;
    this.context.queue.add(`monitor/${name}`, { afterMs: noticedAtMs(nowMs) - nowMs });
  }

  private taintByConditions(name: string): Outcome {
    const node = this.node(name);
    if (!node) return nothingToDo;
    const { add, remove } = conditionTaintChanges(node);
    return done(updateOf(node, withTaints(node, add, remove, this.context.env.timestamp())));
  }

  /** Source: monitorNodeHealth. */
  private monitor(name: string): Outcome {
    const { env, api } = this.context;
    const node = this.node(name);
    const record = this.state.nodes.get(name);
    if (!node || (record && record.uid !== node.metadata.uid)) {
      if (!record) return nothingToDo;
      this.forget(name, record);
      if (node) this.monitorNext(name);
      const about = { apiVersion: 'v1', kind: 'Node', name, uid: record.uid };
      return done([{ verb: 'event', about, record: nodeEvent(name, 'RemovingNode', `Removing Node ${name} from Controller`) }]);
    }
    if (!record) return this.register(node);

    const writes: Write[] = [];
    const observed = readyCondition(node);
    const deadlineMs = this.deadlineOf(record, node);
    const decisions: ActionDecision[] = [];
    let current = node;
    if (env.nowMs >= deadlineMs && observed?.status !== 'Unknown') {
      current = { ...node, status: { ...node.status, conditions: silentNodeConditions(node, env.timestamp()) } };
      writes.push({ verb: 'updateStatus', object: current });
      decisions.push(this.silence(record, node));
    }
    const ready = readyCondition(current)?.status;
    this.count(name, record, current, ready);
    if (ready !== undefined) writes.push(...this.evictionTaints(current, ready, record));
    if (observed?.status === 'True' && ready !== 'True') {
      writes.push(
        { verb: 'event', about: node, record: statusEvent(name, 'NodeNotReady') },
        ...markPodsNotReady(api.byIndex<Pod>('pods', 'nodeName', name), env),
      );
    }
    if (ready !== undefined && ready !== 'True') decisions.push(this.zoneDecision(record));
    return env.nowMs >= deadlineMs ? { ...done(writes), decisions } : { ...done(writes), decisions, requeue: { afterMs: deadlineMs - env.nowMs, background: true } };
  }

  /** Differs: the real one takes the eviction taints off a node that it meets first, after a restart too, and puts them on again when it judges it. */
  private register(node: Node): Outcome {
    const { name, uid = '' } = node.metadata;
    const { nowMs } = this.context.env;
    const countFromMs = readyCondition(node) ? nowMs : -Infinity;
    this.state.nodes.set(name, { uid, zone: zoneKey(node), heartbeatMs: -Infinity, countFromMs, ready: undefined, counted: undefined });
    this.context.queue.add(`monitor/${name}`, { afterMs: 0 });
    return done([{ verb: 'event', about: node, record: nodeEvent(name, 'RegisteredNode', `Registered Node ${name} in Controller`) }]);
  }

  /** When the node, if it stays silent from now on, will have been so for too long. */
  private deadlineOf(record: NodeRecord, node: Node): number {
    const reported = readyCondition(node) !== undefined;
    const createdMs = node.metadata.creationTimestamp ? this.context.env.parseTimestamp(node.metadata.creationTimestamp) : 0;
    const probeMs = Math.max(record.countFromMs, noticedAtMs(record.heartbeatMs), reported ? -Infinity : createdMs);
    return reported ? probeMs + monitorGracePeriodMs : Math.ceil((probeMs + startupGracePeriodMs) / monitorPeriodMs) * monitorPeriodMs;
  }

  private silence(record: NodeRecord, node: Node): ActionDecision {
    const { env } = this.context;
    const { nowMs } = env;
    const reported = readyCondition(node) !== undefined;
    const createdMs = node.metadata.creationTimestamp ? env.parseTimestamp(node.metadata.creationTimestamp) : 0;
    const sinceMs = reported ? Math.max(record.heartbeatMs, record.countFromMs, createdMs) : createdMs;
    const graceMs = reported ? monitorGracePeriodMs : startupGracePeriodMs;
    return { kind: 'NodeSilent', objectUid: record.uid, sinceMs: nowMs, atMs: nowMs, silentMs: nowMs - sinceMs, graceMs };
  }

  private zoneDecision({ uid, zone: name }: NodeRecord): ActionDecision {
    const { nowMs } = this.context.env;
    const { state, limiter } = this.zone(name);
    return { kind: 'ZoneState', objectUid: uid, sinceMs: nowMs, atMs: nowMs, zone: name.replace('\0', ''), state, evictionsPerSecond: limiter.qps };
  }

  private evictionTaints(node: Node, ready: ConditionStatus, record: NodeRecord): Write[] {
    const { name } = node.metadata;
    const demand = evictionTaintDemand(node, ready, this.context.env.timestamp());
    const { waiting } = this.zone(record.zone);
    const position = waiting.indexOf(name);
    if (demand.kind === 'Queue' && position < 0) {
      waiting.push(name);
      this.context.queue.add(`evict/${record.zone}`, { afterMs: evictionPassMs });
    }
    if (ready === 'True' && position >= 0) waiting.splice(position, 1);
    return demand.kind === 'Now' ? [{ verb: 'update', object: demand.node }] : [];
  }

  private taintWaiting(zoneName: string): Outcome {
    const { env } = this.context;
    const zone = this.state.zones.get(zoneName);
    if (!zone) return nothingToDo;
    const writes: Write[] = [];
    while (zone.waiting.length > 0 && tryAccept(zone.limiter, env.nowMs)) {
      const node = this.node(zone.waiting.shift() as string);
      const ready = node && readyCondition(node)?.status;
      if (node && ready) writes.push(...updateOf(node, withEvictionTaint(node, ready, env.timestamp())));
    }
    const nextMs = zone.waiting.length > 0 ? nextTokenAtMs(zone.limiter, env.nowMs) : Infinity;
    return nextMs < Infinity ? { ...done(writes), requeue: { afterMs: Math.max(nextMs - env.nowMs, evictionPassMs) } } : done(writes);
  }

  private judge(): Outcome {
    const { env, queue } = this.context;
    const disruption = judgeZones(this.state.zones, env.nowMs);
    const writes: Write[] = [];
    if (disruption === 'AllDown') {
      for (const zone of this.state.zones.values()) zone.waiting = [];
      for (const name of this.state.nodes.keys()) {
        const node = this.node(name);
        if (node) writes.push(...updateOf(node, withoutEvictionTaints(node, env.timestamp())));
        this.monitorNext(name);
      }
    }
    if (disruption === 'NoLongerAllDown') {
      for (const [name, record] of this.state.nodes) {
        record.countFromMs = env.nowMs;
        if (record.ready !== 'True') this.monitorNext(name);
      }
    }
    for (const [name, zone] of this.state.zones) if (zone.waiting.length > 0) queue.add(`evict/${name}`, { afterMs: evictionPassMs });
    return done(writes);
  }

  private markPod(key: string): Outcome {
    const pod = this.context.api.get<Pod>('pods', key);
    const node = pod?.spec.nodeName ? this.node(pod.spec.nodeName) : undefined;
    const ready = node && readyCondition(node);
    return pod && ready && ready.status !== 'True' ? done(markPodsNotReady([pod], this.context.env)) : nothingToDo;
  }

  /** Keeps the numbers of its zone; a change asks for a judgement once all nodes of this tick have been looked at. */
  private count(name: string, record: NodeRecord, node: Node, ready: ConditionStatus | undefined): void {
    record.ready = ready;
    const zoneName = zoneKey(node);
    const counted = isExcluded(node) ? undefined : ready === 'True' ? 'ready' : 'notReady';
    if (record.counted === counted && record.zone === zoneName) return;
    const former = record.zone;
    this.uncount(name, record);
    record.zone = zoneName;
    record.counted = counted;
    if (counted) this.zone(zoneName)[counted] += 1;
    this.dropIfEmpty(former);
    this.context.queue.add('judge', { afterMs: 0 });
  }

  private uncount(name: string, record: NodeRecord): void {
    const zone = this.zone(record.zone);
    if (record.counted) zone[record.counted] -= 1;
    const place = zone.waiting.indexOf(name);
    if (place >= 0) zone.waiting.splice(place, 1);
    record.counted = undefined;
  }

  private dropIfEmpty(key: string): void {
    const zone = this.state.zones.get(key);
    if (zone && zone.ready + zone.notReady === 0 && zone.waiting.length === 0) this.state.zones.delete(key);
  }

  private forget(name: string, record: NodeRecord): void {
    this.uncount(name, record);
    this.dropIfEmpty(record.zone);
    this.state.nodes.delete(name);
    this.context.queue.add('judge', { afterMs: 0 });
  }

  private zone(key: string): Zone {
    let zone = this.state.zones.get(key);
    if (!zone) this.state.zones.set(key, (zone = newZone(this.context.env.nowMs)));
    return zone;
  }

  private node(name: string): Node | undefined {
    return this.context.api.get<Node>('nodes', name);
  }
}

/** The monitor's first look at or after the moment when a commit of `atMs` has reached its cache. */
function noticedAtMs(atMs: number): number {
  return Math.ceil((atMs + informerLatencyMs) / monitorPeriodMs) * monitorPeriodMs;
}

function done(writes: Write[]): { kind: 'Done'; writes: Write[] } {
  return { kind: 'Done', writes };
}

function updateOf(node: Node, next: Node): Write[] {
  return next === node ? [] : [{ verb: 'update', object: next }];
}

/** Source: RecordNodeStatusChange, pkg/controller/util/node. */
function statusEvent(name: string, status: string): EventRecord {
  return { type: 'Normal', reason: status, message: `Node ${name} status is now: ${status}` };
}

/** Source: RecordNodeEvent, pkg/controller/util/node. */
function nodeEvent(name: string, reason: string, event: string): EventRecord {
  return { type: 'Normal', reason, message: `Node ${name} event: ${event}` };
}

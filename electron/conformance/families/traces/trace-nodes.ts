import type { JsonValue } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Lease, Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, PodStatus } from '../../../../shared/kubernetes/types/pod.ts';
import type { Component, ComponentContext } from '../../../engine/component.ts';
import { firstWindowMs, type PodSample } from '../../../engine/metrics-server/samples.ts';
import type { WatchEvent } from '../../../engine/apistore/watch-event.ts';

interface Task {
  atMs: number;
  podKey: string;
  uid: string;
  what: 'run' | 'ready' | 'end' | 'gone';
}

const heartbeatMs = 10_000;
const goneAfterMs = 800;

/**
 * The nodes of a recorded trace: they run, and end, pods after fixed times that depend on the image alone, and send heartbeats until told
 * to stop.
 */
export class TraceNodes implements Component {
  readonly name = 'trace-nodes';
  readonly process = 'kubelets';
  readonly watches = ['pods'];
  readonly silent = new Set<string>();
  /** What each running pod uses. */
  perPodMilliCpu = 0;
  private readonly context: ComponentContext;
  private tasks: Task[] = [];
  private nextHeartbeatMs = 0;

  constructor(context: ComponentContext) {
    this.context = context;
  }

  start(): void {
    this.context.wakeAt(0);
  }

  stop(): void {
    this.tasks = [];
  }

  observe({ object, previous, type }: WatchEvent): void {
    if (type === 'DELETED') return;
    const pod = object as Pod;
    const before = previous as Pod | undefined;
    const image = pod.spec.containers[0]?.image ?? '';
    if (pod.spec.nodeName && !before?.spec.nodeName && !image.startsWith('bad')) {
      this.add(pod, 'run', 600);
      if (image.startsWith('job-')) this.add(pod, 'end', 1_800);
      else this.add(pod, 'ready', image.startsWith('slow') ? 3_600 : 600);
    }
    if (pod.metadata.deletionTimestamp && !before?.metadata.deletionTimestamp) this.add(pod, 'gone', goneAfterMs);
  }

  run(): void {
    const { nowMs } = this.context.env;
    const due = this.tasks.filter((task) => task.atMs <= nowMs);
    this.tasks = this.tasks.filter((task) => task.atMs > nowMs);
    for (const task of due) this.perform(task);
    if (nowMs >= this.nextHeartbeatMs) this.heartbeat();
    for (const task of this.tasks) this.context.wakeAt(task.atMs);
    this.context.wakeAt(this.nextHeartbeatMs, { background: true });
  }

  /** The recorded control plane had no metrics-server: its simulated nodes answered the metrics API themselves, with the load of that moment. */
  podSample({ spec, status }: Pod): PodSample | undefined {
    if (!spec.nodeName || this.silent.has(spec.nodeName) || status?.phase !== 'Running') return undefined;
    const cpuMilli = this.perPodMilliCpu / spec.containers.length;
    const containers = spec.containers.map(({ name }) => ({ name, usage: { cpuMilli, memoryBytes: 0 } }));
    return { atMs: this.context.env.nowMs, windowMs: firstWindowMs, containers };
  }

  save(): JsonValue {
    return null;
  }

  load(): void {}

  /** Tells the nodes that have started to speak again at once. */
  heartbeat(): void {
    const { api, env } = this.context;
    this.nextHeartbeatMs = env.nowMs + heartbeatMs;
    for (const node of [...api.list<Node>('nodes')]) {
      const { name } = node.metadata;
      if (this.silent.has(name)) continue;
      const lease: Lease = {
        apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace: 'kube-node-lease' },
        spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: env.microTimestamp() },
      };
      const known = api.get<Lease>('leases', `kube-node-lease/${name}`);
      if (known) api.update<Lease>({ ...known, spec: { ...known.spec, renewTime: env.microTimestamp() } });
      else api.create(lease);
      const conditions = (node.status?.conditions ?? []).map((condition) => {
        const status = condition.type === 'Ready' ? 'True' as const : 'False' as const;
        if (condition.status === status) return condition;
        return { ...condition, status, reason: condition.type === 'Ready' ? 'KubeletReady' : condition.reason, lastTransitionTime: env.timestamp() };
      });
      api.updateStatus<Node>({ ...node, status: { ...node.status, conditions: conditions as NonNullable<Node['status']>['conditions'] } as Node['status'] } as Node);
    }
    // Deletions that waited for a silent node.
    for (const pod of api.list<Pod>('pods')) {
      if (pod.metadata.deletionTimestamp && !this.silent.has(pod.spec.nodeName ?? '')) this.add(pod, 'gone', goneAfterMs);
    }
  }

  private add(pod: Pod, what: Task['what'], afterMs: number): void {
    const atMs = this.context.env.nowMs + afterMs;
    const podKey = objectKey(pod);
    const uid = pod.metadata.uid ?? '';
    if (this.tasks.some((task) => task.uid === uid && task.what === what)) return;
    this.tasks.push({ atMs, podKey, uid, what });
    this.context.wakeAt(atMs);
  }

  private perform({ podKey, uid, what }: Task): void {
    const { api, env } = this.context;
    const pod = api.get<Pod>('pods', podKey);
    if (!pod || pod.metadata.uid !== uid || this.silent.has(pod.spec.nodeName ?? '')) return;
    if (what === 'gone') {
      api.delete('pods', podKey, { gracePeriodSeconds: 0 });
      return;
    }
    if (pod.metadata.deletionTimestamp) return;
    const now = env.timestamp();
    const ready = what === 'ready';
    const failed = what === 'end' && pod.spec.containers[0]?.image === 'job-fail';
    const podIP = pod.status?.podIP ?? `10.244.${uid.charCodeAt(0)}.${uid.charCodeAt(1)}`;
    const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== 'Ready' && type !== 'ContainersReady');
    const reason = what === 'end' ? { reason: failed ? 'PodFailed' : 'PodCompleted' } : ready ? {} : { reason: 'ContainersNotReady' };
    const status: PodStatus = {
      ...pod.status, phase: what === 'end' ? failed ? 'Failed' : 'Succeeded' : 'Running', startTime: pod.status?.startTime ?? now, podIP, podIPs: [{ ip: podIP }],
      conditions: [...others, ...['Ready', 'ContainersReady'].map((type) => (
        { type, status: ready ? 'True' as const : 'False' as const, lastTransitionTime: now, ...reason }
      ))],
      containerStatuses: pod.spec.containers.map(({ name, image = '' }) => ({
        name, image, imageID: '', ready, restartCount: 0,
        state: what === 'end' ? { terminated: { exitCode: failed ? 1 : 0, finishedAt: now } } : { running: { startedAt: now } },
      })),
    };
    api.updateStatus<Pod>({ ...pod, status });
  }
}

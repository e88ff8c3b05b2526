import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { JsonValue } from '../../../shared/json.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext, ComponentFactory } from '../component.ts';

export interface SimulatedNodesOptions {
  /** Nodes to bind pods to, in turn; default `n0`. */
  nodes?: readonly string[];
  /** The node to bind a pod to, where it is not just anyone's turn. */
  nodeOf?: (pod: Pod) => string;
  /** Milliseconds from binding to Running and Ready; null: never. Default 600. */
  readyAfterMs?: (pod: Pod) => number | null;
  /** How long after binding the container of a pod ends, and with which exit code; null: it goes on. Default null. */
  endOf?: (pod: Pod) => { afterMs: number; exitCode: number } | null;
  /** Milliseconds from the deletion timestamp until the pod is gone; null: never. Default 800. */
  goneAfterMs?: (pod: Pod) => number | null;
}

interface Task {
  atMs: number;
  order: number;
  podKey: string;
  what: 'bind' | 'ready' | 'end' | 'gone';
}

/**
 * Stands in for scheduler and kubelets in tests of controllers, as in the recorded traces: a pod is bound at once, Ready a while later,
 * gone a while after its deletion.
 */
export function simulatedNodes(options: SimulatedNodesOptions = {}): ComponentFactory {
  return (context) => new SimulatedNodes(context, options);
}

class SimulatedNodes implements Component {
  readonly name = 'simulated-nodes';
  readonly process = 'world';
  readonly watches = ['pods'];
  private readonly context: ComponentContext;
  private readonly options: SimulatedNodesOptions;
  private tasks: Task[] = [];
  private nextOrder = 0;
  private nextNode = 0;

  constructor(context: ComponentContext, options: SimulatedNodesOptions) {
    this.context = context;
    this.options = options;
  }

  start(): void {
    for (const pod of this.context.api.list<Pod>('pods')) this.plan(pod, undefined);
  }

  stop(): void {
    this.tasks = [];
  }

  observe(event: WatchEvent): void {
    if (event.type !== 'DELETED') this.plan(event.object as Pod, event.previous as Pod | undefined);
  }

  run(): void {
    const due = this.tasks.filter((task) => task.atMs <= this.context.env.nowMs).sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    this.tasks = this.tasks.filter((task) => task.atMs > this.context.env.nowMs);
    for (const task of due) this.perform(task);
    for (const task of this.tasks) this.context.wakeAt(task.atMs);
  }

  save(): JsonValue {
    return { tasks: this.tasks.map((task) => ({ ...task })), nextOrder: this.nextOrder, nextNode: this.nextNode };
  }

  load(state: JsonValue): void {
    Object.assign(this, structuredClone(state));
  }

  private plan(pod: Pod, previous: Pod | undefined): void {
    const { readyAfterMs = () => 600, goneAfterMs = () => 800 } = this.options;
    if (pod.metadata.deletionTimestamp && !previous?.metadata.deletionTimestamp) this.add(pod, 'gone', goneAfterMs(pod));
    else if (!pod.spec.nodeName && !previous) this.add(pod, 'bind', 5);
    else if (pod.spec.nodeName && !previous?.spec.nodeName) {
      this.add(pod, 'ready', readyAfterMs(pod));
      this.add(pod, 'end', this.options.endOf?.(pod)?.afterMs ?? null);
    }
  }

  private add(pod: Pod, what: Task['what'], afterMs: number | null): void {
    if (afterMs === null) return;
    const atMs = this.context.env.nowMs + afterMs;
    this.tasks.push({ atMs, order: this.nextOrder++, podKey: objectKey(pod), what });
    this.context.wakeAt(atMs);
  }

  private perform({ podKey, what }: Task): void {
    const { api, env } = this.context;
    const pod = api.get<Pod>('pods', podKey);
    if (!pod) return;
    if (what === 'bind') {
      const nodes = this.options.nodes ?? ['n0'];
      api.bind(podKey, this.options.nodeOf?.(pod) ?? nodes[this.nextNode++ % nodes.length] as string);
    } else if (what === 'gone') api.delete('pods', podKey, { gracePeriodSeconds: 0 });
    else if (pod.metadata.deletionTimestamp) return;
    else if (what === 'end') this.end(pod, this.options.endOf?.(pod)?.exitCode ?? 0);
    else {
      const conditions = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'Ready');
      const podIP = pod.status?.podIP ?? `10.244.${this.nextOrder >> 8 & 255}.${this.nextOrder++ & 255}`;
      api.updateStatus<Pod>({ ...pod, status: { ...pod.status, phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions: [
        ...conditions, { type: 'Ready', status: 'True', lastTransitionTime: env.timestamp() },
      ] } });
    }
  }

  private end(pod: Pod, exitCode: number): void {
    const { api, env } = this.context;
    const now = env.timestamp();
    const conditions = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'Ready');
    api.updateStatus<Pod>({ ...pod, status: {
      ...pod.status, phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      conditions: [...conditions, { type: 'Ready', status: 'False', reason: exitCode === 0 ? 'PodCompleted' : 'PodFailed', lastTransitionTime: now }],
      containerStatuses: pod.spec.containers.map(({ name, image = '' }) => ({
        name, image, imageID: '', ready: false, restartCount: 0, state: { terminated: { exitCode, finishedAt: now } },
      })),
    } });
  }
}

import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, Taint } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { cancellationEvent, cancellationOfGone, evictionWrites, isEvicted } from './evict.ts';
import { tolerationMs } from './toleration-time.ts';

/**
 * Deletes pods that do not tolerate a NoExecute taint of their node, or no longer. Keys: `node/<name>` (its taints changed),
 * `pod/<namespace>/<name>` (bound to a tainted node, or its time is up), `gone/<namespace>/<name>` (somebody else deleted it before). Source: pkg/controller/tainteviction/taint_eviction.go.
 */
export function taintEvictionController(context: ControllerContext): Controller {
  return new TaintEvictionController(context);
}

class TaintEvictionController implements Controller {
  readonly name = 'taint-eviction-controller';
  readonly watches = ['nodes', 'pods'];
  /** Pod key → simulated time of the eviction that waits for it. */
  state: { planned: Map<string, number> } = { planned: new Map() };
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const node of this.context.api.list<Node>('nodes')) {
      if (noExecuteTaints(node).length > 0) this.context.queue.add(`node/${node.metadata.name}`);
    }
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'nodes') this.nodeChanged(event as WatchEvent<Node>);
    else this.podChanged(event as WatchEvent<Pod>);
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    const slash = key.indexOf('/');
    const name = key.slice(slash + 1);
    if (key.slice(0, slash) === 'node') {
      const node = api.get<Node>('nodes', name);
      if (!node) return nothingToDo;
      const taints = noExecuteTaints(node);
      return { kind: 'Done', writes: [...api.byIndex<Pod>('pods', 'nodeName', name)].flatMap((pod) => this.plan(pod, taints)) };
    }
    if (key.startsWith('gone/')) return { kind: 'Done', writes: [cancellationOfGone(name)] };
    const pod = api.get<Pod>('pods', name);
    if (!pod) return nothingToDo;
    const planned = this.state.planned.get(name);
    if (planned !== undefined && planned <= env.nowMs) {
      this.state.planned.delete(name);
      return { kind: 'Done', writes: evictionWrites(pod, env) };
    }
    const node = pod.spec.nodeName ? api.get<Node>('nodes', pod.spec.nodeName) : undefined;
    return node ? { kind: 'Done', writes: this.plan(pod, noExecuteTaints(node)) } : nothingToDo;
  }

  private nodeChanged({ type, object, previous }: WatchEvent<Node>): void {
    if (type === 'DELETED' || object.spec.taints === previous?.spec.taints) return;
    const before = previous ? noExecuteTaints(previous) : [];
    if (!jsonEqual(noExecuteTaints(object), before)) this.context.queue.add(`node/${object.metadata.name}`);
  }

  private podChanged({ type, key, object, previous }: WatchEvent<Pod>): void {
    if (type === 'DELETED') {
      if (this.state.planned.delete(key)) this.context.queue.add(`gone/${key}`);
      this.context.queue.remove(`pod/${key}`);
      return;
    }
    const { nodeName, tolerations } = object.spec;
    if (!nodeName || (previous?.spec.nodeName === nodeName && previous.spec.tolerations === tolerations)) return;
    const node = this.context.api.get<Node>('nodes', nodeName);
    if (node && noExecuteTaints(node).length > 0) this.context.queue.add(`pod/${key}`);
  }

  /** Evicts, plans or cancels. Source: processPodOnNode. */
  private plan(pod: Pod, taints: readonly Taint[]): Write[] {
    // What has been evicted is not evicted again: the real queue remembers it until the pod is gone.
    if (isEvicted(pod)) return [];
    const key = objectKey(pod);
    const allowedMs = tolerationMs(taints, pod.spec.tolerations);
    if (allowedMs === Infinity) return this.cancel(pod);
    const { nowMs } = this.context.env;
    if (allowedMs === 0) return [...this.cancel(pod), ...evictionWrites(pod, this.context.env)];

    // A toleration that is running goes on, even when another taint has taken the place of the first.
    const atMs = this.state.planned.get(key) ?? nowMs + allowedMs;
    this.state.planned.set(key, atMs);
    this.context.queue.add(`pod/${key}`, { afterMs: atMs - nowMs });
    return [];
  }

  private cancel(pod: Pod): Write[] {
    const key = objectKey(pod);
    if (!this.state.planned.delete(key)) return [];
    this.context.queue.remove(`pod/${key}`);
    return [cancellationEvent(pod)];
  }
}

function noExecuteTaints(node: Node): Taint[] {
  return (node.spec.taints ?? []).filter((taint) => taint.effect === 'NoExecute');
}

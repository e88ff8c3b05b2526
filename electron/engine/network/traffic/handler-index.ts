import type { HandlerLoad } from './flow-state.ts';

/** Which containers of a pod, and on a machine, requests reach. */
export class HandlerIndex {
  private readonly byPod = new Map<string, Set<string>>();
  private readonly byNode = new Map<string, Set<string>>();

  add({ id, pod, node }: HandlerLoad): void {
    for (const [index, key] of [[this.byPod, pod.uid], [this.byNode, node]] as const) {
      const known = index.get(key);
      if (known) known.add(id);
      else index.set(key, new Set([id]));
    }
  }

  remove({ id, pod, node }: HandlerLoad): void {
    for (const [index, key] of [[this.byPod, pod.uid], [this.byNode, node]] as const) {
      const known = index.get(key);
      known?.delete(id);
      if (known?.size === 0) index.delete(key);
    }
  }

  /** Undefined: requests have nothing to do with the pod. */
  ofPod(uid: string): ReadonlySet<string> | undefined {
    return this.byPod.get(uid);
  }

  ofNode(name: string): ReadonlySet<string> | undefined {
    return this.byNode.get(name);
  }

  pods(): Iterable<string> {
    return this.byPod.keys();
  }
}

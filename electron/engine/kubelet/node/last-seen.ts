import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { FleetContext } from '../context.ts';
import type { FleetState } from '../state.ts';
import type { NodeRuntime } from './node-state.ts';

/**
 * What the API looks like to a kubelet that has lost touch with it: as it last saw it. Nothing is copied when it does. While somebody is out of touch, what an
 * object was before a change is kept for as long as somebody still sees that.
 */

/** The API as one kubelet knows it. */
export type SeenApi = Pick<ApiReader, 'get'>;

/** An object as it was until a change. */
export interface Unseen {
  /** Number of the change that the object had not seen. */
  change: number;
  /** Null: there was none. */
  before: KubernetesObject | null;
}

/** Kinds that kubelets read. Pods and Nodes concern one machine, the others any. */
export const kindsSeen: ReadonlySet<string> = new Set(['pods', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'configmaps', 'secrets']);

/** An API server answers this kubelet: it can write, and what it reads is what there is. */
export function reachesApi(context: FleetContext, machine: string): boolean {
  return context.options.processes.reachableFrom(machine);
}

/** The kubelet has lost touch with the API: from now on it sees what there is now. */
export function loseTouch(state: FleetState, node: NodeRuntime): void {
  node.outOfTouchAt = state.changes;
  state.touchLostAt = state.changes;
  state.outOfTouch.add(node.name);
}

/** It sees what there is again. */
export function regainTouch(state: FleetState, node: NodeRuntime): void {
  delete node.outOfTouchAt;
  state.outOfTouch.delete(node.name);
}

/** Keeps what an object was before a change that not everybody sees. Costs next to nothing while everybody does. */
export function noteUnseen(state: FleetState, { resource, key, object, previous }: WatchEvent): void {
  if (state.outOfTouch.size === 0 || !kindsSeen.has(resource) || !concernsOne(state, resource, key, object)) return;
  state.changes += 1;
  const id = `${resource}/${key}`;
  const entry: Unseen = { change: state.changes, before: previous ?? null };
  const known = state.unseen.get(id);
  if (!known) state.unseen.set(id, [entry]);
  else if (state.touchLostAt >= (known.at(-1) as Unseen).change) known.push(entry);
}

/** Drops what nobody sees any more. */
export function forgetUnseen(state: FleetState): void {
  const cuts = cutsOf(state);
  for (const [id, entries] of state.unseen) {
    const kept = entries.filter(({ change }, index) => cuts.some((cut) => cut < change && cut >= (entries[index - 1]?.change ?? -1)));
    if (kept.length > 0) state.unseen.set(id, kept);
    else state.unseen.delete(id);
  }
}

/** An object as a machine's kubelet knows it. */
export function seenBy<T extends KubernetesObject>(context: FleetContext, machine: string, resource: string, key: string): T | undefined {
  const { state, component: { api } } = context;
  const cut = state.unseen.size === 0 ? undefined : state.nodes.get(machine)?.outOfTouchAt;
  const hidden = cut === undefined ? undefined : state.unseen.get(`${resource}/${key}`)?.find(({ change }) => change > cut);
  return hidden ? (hidden.before as T | null) ?? undefined : api.get<T>(resource, key);
}

export function seenApi(context: FleetContext, machine: string): SeenApi {
  return { get: (resource, key) => seenBy(context, machine, resource, key) };
}

/** Whether anybody out of touch could see the object. */
function concernsOne(state: FleetState, resource: string, key: string, object: KubernetesObject): boolean {
  if (resource === 'nodes') return state.outOfTouch.has(key);
  return resource !== 'pods' || state.outOfTouch.has((object as Pod).spec.nodeName ?? '');
}

/** The moments since which somebody has been out of touch, each once. */
function cutsOf({ outOfTouch, nodes }: FleetState): number[] {
  return [...new Set([...outOfTouch].flatMap((name) => nodes.get(name)?.outOfTouchAt ?? []))];
}

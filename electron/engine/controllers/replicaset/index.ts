import { jsonEqual } from '../../../../shared/json.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { controllerOf, resolveOwner } from '../owner-references.ts';
import { Neighbours } from './neighbours.ts';
import { reconcileReplicaSet, type ReplicaSetView } from './reconcile.ts';
import { PodTallies } from './tally.ts';

/** Keeps the number of pods of each ReplicaSet. Keys are ReplicaSets. */
export function replicaSetController(context: ControllerContext): Controller {
  return new ReplicaSetController(context);
}

class ReplicaSetController implements Controller {
  readonly name = 'replicaset-controller';
  readonly watches = ['replicasets', 'pods'];
  /** ReplicaSets that have not yet looked at the orphaned pods of their namespace since those or they changed. */
  state = { mayAdopt: new Set<string>() };
  private readonly context: ControllerContext;
  private readonly tallies: PodTallies;
  private readonly neighbours: Neighbours;

  constructor(context: ControllerContext) {
    this.context = context;
    this.tallies = new PodTallies(context.api);
    this.neighbours = new Neighbours(context.api);
  }

  start(): void {
    for (const replicaSet of this.context.api.list<ReplicaSet>('replicasets')) this.lookAtAll(objectKey(replicaSet));
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'pods') this.podChanged(event as WatchEvent<Pod>);
    else this.replicaSetChanged(event as WatchEvent<ReplicaSet>);
  }

  reconcile(key: string): Outcome {
    const replicaSet = this.context.api.get<ReplicaSet>('replicasets', key);
    const mayAdopt = this.state.mayAdopt.delete(key);
    if (!replicaSet) return nothingToDo;
    return reconcileReplicaSet(replicaSet, this.viewOf(replicaSet, mayAdopt), this.context.env);
  }

  private viewOf(replicaSet: ReplicaSet, mayAdopt: boolean): ReplicaSetView {
    const { api } = this.context;
    const { uid = '', namespace = '' } = replicaSet.metadata;
    const matches = matcherOf(replicaSet.spec.selector);
    return {
      counts: this.tallies.of(replicaSet),
      owned: () => api.byIndex<Pod>('pods', 'controller', uid),
      orphans: function* orphans() {
        if (!mayAdopt) return;
        for (const pod of api.byIndex<Pod>('pods', 'controller', `orphans/${namespace}`)) if (matches(pod.metadata.labels)) yield pod;
      },
      neighbours: () => this.neighbours.of(replicaSet),
    };
  }

  private replicaSetChanged(event: WatchEvent<ReplicaSet>): void {
    const { type, key, object, previous } = event;
    this.neighbours.replicaSetChanged(event);
    if (type === 'DELETED' || !countsAlike(object, previous)) this.tallies.forget(object.metadata.uid ?? '');
    if (type === 'DELETED') this.state.mayAdopt.delete(key);
    // Its own status writes do not concern the controller.
    else if (!previous || !sameDesire(object, previous)) this.lookAtAll(key);
  }

  private podChanged(event: WatchEvent<Pod>): void {
    this.tallies.podChanged(event);
    this.neighbours.podChanged(event);
    const { object, previous, type } = event;
    const owner = this.ownerKey(object);
    if (owner !== undefined) this.context.queue.add(owner);
    if (previous && previous.metadata.ownerReferences !== object.metadata.ownerReferences) {
      const former = this.ownerKey(previous);
      if (former !== undefined && former !== owner) this.context.queue.add(former);
    }
    const before = previous?.metadata;
    const after = object.metadata;
    const sameTies = before?.labels === after.labels && before?.ownerReferences === after.ownerReferences;
    if (type !== 'DELETED' && !controllerOf(object) && !(previous && sameTies)) this.offer(object);
  }

  private ownerKey(pod: Pod): string | undefined {
    const reference = controllerOf(pod);
    if (reference?.kind !== 'ReplicaSet') return undefined;
    const replicaSet = resolveOwner<ReplicaSet>(this.context.api, 'replicasets', pod.metadata.namespace, reference);
    return replicaSet && objectKey(replicaSet);
  }

  /** A pod without a controller: whoever selects it may adopt it. */
  private offer(pod: Pod): void {
    for (const replicaSet of this.context.api.byIndex<ReplicaSet>('replicasets', 'namespace', pod.metadata.namespace ?? '')) {
      if (matcherOf(replicaSet.spec.selector)(pod.metadata.labels)) this.lookAtAll(objectKey(replicaSet));
    }
  }

  private lookAtAll(key: string): void {
    this.state.mayAdopt.add(key);
    this.context.queue.add(key);
  }
}

function sameDesire({ metadata: a }: ReplicaSet, { metadata: b }: ReplicaSet): boolean {
  return a.generation === b.generation && a.deletionTimestamp === b.deletionTimestamp;
}

/** Whether the counts stay valid: scaling does not touch them. */
function countsAlike(a: ReplicaSet, b: ReplicaSet | undefined): boolean {
  if (!b || a.spec === b.spec) return b !== undefined;
  return jsonEqual(a.spec.selector, b.spec.selector) && jsonEqual(a.spec.template.metadata?.labels, b.spec.template.metadata?.labels);
}

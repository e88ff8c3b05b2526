import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { controllerOf } from '../owner-references.ts';
import { isPodActive } from '../pod-state.ts';

type NodeCounts = Map<string, number>;

const none: ReadonlyMap<string, number> = new Map();

/**
 * Node → active pods there, over all ReplicaSets of one controller (a Deployment), kept up to date pod by pod. Derived from the store
 * alone, like the tallies. Source: getIndirectlyRelatedPods, getReplicaSetsWithSameController, pkg/controller/replicaset/replica_set.go.
 */
export class Neighbours {
  private readonly api: ApiReader;
  /** By the controller's uid. */
  private readonly groups = new Map<string, NodeCounts>();
  /** ReplicaSet uid → its controller's uid, for those of `groups`. */
  private readonly groupOf = new Map<string, string>();

  constructor(api: ApiReader) {
    this.api = api;
  }

  /** A ReplicaSet without a controller has no neighbours. */
  of(replicaSet: ReplicaSet): ReadonlyMap<string, number> {
    const controller = controllerOf(replicaSet);
    if (!controller) return none;
    let counts = this.groups.get(controller.uid);
    if (!counts) {
      this.groups.set(controller.uid, (counts = new Map()));
      for (const sibling of this.api.byIndex<ReplicaSet>('replicasets', 'controller', controller.uid)) {
        const uid = sibling.metadata.uid ?? '';
        this.groupOf.set(uid, controller.uid);
        for (const pod of this.api.byIndex<Pod>('pods', 'controller', uid)) count(counts, pod, 1);
      }
    }
    return counts;
  }

  podChanged(event: WatchEvent): void {
    if (this.groups.size === 0) return;
    if (event.previous) this.adjust(event.previous as Pod, -1);
    if (event.type !== 'DELETED') this.adjust(event.object as Pod, 1);
  }

  /** To call when a ReplicaSet appears, goes, or changes owners. */
  replicaSetChanged({ type, object, previous }: WatchEvent): void {
    const uid = object.metadata.uid ?? '';
    const group = controllerOf(object)?.uid;
    if (previous && type !== 'DELETED' && controllerOf(previous)?.uid === group) return;
    this.forget(this.groupOf.get(uid));
    this.forget(group);
  }

  private forget(group: string | undefined): void {
    if (group === undefined || !this.groups.delete(group)) return;
    for (const [uid, of] of this.groupOf) if (of === group) this.groupOf.delete(uid);
  }

  private adjust(pod: Pod, by: 1 | -1): void {
    const owner = controllerOf(pod);
    const group = owner && this.groupOf.get(owner.uid);
    const counts = group === undefined ? undefined : this.groups.get(group);
    if (counts) count(counts, pod, by);
  }
}

function count(counts: NodeCounts, pod: Pod, by: 1 | -1): void {
  if (!isPodActive(pod)) return;
  const node = pod.spec.nodeName ?? '';
  counts.set(node, (counts.get(node) ?? 0) + by);
}

import { objectKey } from '../../../shared/kubernetes/registry.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { controllerOf } from '../../engine/controllers/owner-references.ts';
import { isPodActive } from '../../engine/controllers/pod-state.ts';

/**
 * The active pods of each controller, by its uid, kept commit by commit: a controller whose pods are refused again and again has thousands that have
 * failed, which are not to be gone through for each new one.
 */
export class ActivePods {
  private readonly byOwner = new Map<string, Map<string, Pod>>();

  constructor(pods: Iterable<Pod>) {
    for (const pod of pods) this.put(objectKey(pod), pod);
  }

  changed({ resource, type, key, object, previous }: WatchEvent): void {
    if (resource !== 'pods') return;
    if (previous) this.byOwner.get(controllerOf(previous)?.uid ?? '')?.delete(key);
    if (type !== 'DELETED') this.put(key, object as Pod);
  }

  of(uid: string): Pod[] {
    return [...(this.byOwner.get(uid)?.values() ?? [])];
  }

  private put(key: string, pod: Pod): void {
    const owner = controllerOf(pod);
    if (!owner || !isPodActive(pod)) return;
    const known = this.byOwner.get(owner.uid);
    if (known) known.set(key, pod);
    else this.byOwner.set(owner.uid, new Map([[key, pod]]));
  }
}

import { claimNamesOf } from '../../../../shared/kubernetes/pod-claims.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { hasFinalizer, withoutFinalizer } from '../finalizers.ts';

interface Protection {
  name: string;
  resource: string;
  finalizer: string;
  watches: readonly string[];
  /** Whether something still uses the object. */
  inUse(api: ApiReader, object: KubernetesObject): boolean;
  /** Keys of the objects that a changed user may have set free. */
  usedBy(event: WatchEvent): string[];
}

/**
 * A claim stays as long as a pod that was given a node names it, even one that has finished: its volumes may still be mounted.
 * Source: podUsesPVC, pkg/controller/volume/pvcprotection.
 */
const claims: Protection = {
  name: 'pvc-protection-controller',
  resource: 'persistentvolumeclaims',
  finalizer: 'kubernetes.io/pvc-protection',
  watches: ['persistentvolumeclaims', 'pods'],
  inUse(api, claim) {
    for (const pod of api.byIndex<Pod>('pods', 'claim', objectKey(claim))) if (pod.spec.nodeName) return true;
    return false;
  },
  usedBy({ type, object }) {
    const pod = object as Pod;
    return type === 'DELETED' ? claimNamesOf(pod).map((name) => `${pod.metadata.namespace}/${name}`) : [];
  },
};

/** Source: pkg/controller/volume/pvprotection: a volume stays as long as it is bound. */
const volumes: Protection = {
  name: 'pv-protection-controller',
  resource: 'persistentvolumes',
  finalizer: 'kubernetes.io/pv-protection',
  watches: ['persistentvolumes'],
  inUse: (_api, volume) => (volume as { status?: { phase?: string } }).status?.phase === 'Bound',
  usedBy: () => [],
};

/** Takes the finalizer off a claim that is being deleted once no pod uses it. Keys are claims. */
export function claimProtectionController(context: ControllerContext): Controller {
  return new StorageProtectionController(context, claims);
}

/** Takes the finalizer off a volume that is being deleted once it is not bound. Keys are volumes. */
export function volumeProtectionController(context: ControllerContext): Controller {
  return new StorageProtectionController(context, volumes);
}

class StorageProtectionController implements Controller {
  readonly name: string;
  readonly watches: readonly string[];
  private readonly context: ControllerContext;
  private readonly protection: Protection;

  constructor(context: ControllerContext, protection: Protection) {
    this.context = context;
    this.protection = protection;
    this.name = protection.name;
    this.watches = protection.watches;
  }

  start(): void {
    for (const object of this.context.api.list(this.protection.resource)) {
      if (object.metadata.deletionTimestamp) this.context.queue.add(objectKey(object));
    }
  }

  observe(event: WatchEvent): void {
    if (event.resource !== this.protection.resource) for (const key of this.protection.usedBy(event)) this.context.queue.add(key);
    else if (event.type !== 'DELETED' && event.object.metadata.deletionTimestamp) this.context.queue.add(event.key);
  }

  reconcile(key: string): Outcome {
    const { resource, finalizer, inUse } = this.protection;
    const object = this.context.api.get(resource, key);
    if (!object?.metadata.deletionTimestamp || !hasFinalizer(object, finalizer) || inUse(this.context.api, object)) return nothingToDo;
    return { kind: 'Done', writes: [{ verb: 'update', object: withoutFinalizer(object, finalizer) }] };
  }
}

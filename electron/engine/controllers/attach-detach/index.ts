import { jsonEqual } from '../../../../shared/json.ts';
import { claimNamesOf } from '../../../../shared/kubernetes/pod-claims.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { attachableOf } from '../../storage/attachable.ts';
import type { Controller, ControllerContext, Outcome } from '../controller.ts';
import { isHealthy, isOutOfService } from './node-volumes.ts';
import { reconcileAttachments, type VolumeMemory } from './reconcile.ts';
import { usersOf } from './users.ts';

/**
 * Attaches the disks of pods to their nodes and detaches them again, through VolumeAttachments that the driver's attacher carries out. Keys are
 * PersistentVolumes. Source: pkg/controller/volume/attachdetach. Differs: it reacts to changes instead of looking at everything every 100 ms.
 */
export function attachDetachController(context: ControllerContext): Controller {
  return new AttachDetachController(context);
}

class AttachDetachController implements Controller {
  readonly name = 'attachdetach-controller';
  readonly watches = ['pods', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'volumeattachments'];
  /** By volume. */
  state: unknown = new Map<string, VolumeMemory>();
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const volume of this.context.api.list('persistentvolumes')) this.context.queue.add(objectKey(volume));
    for (const attachment of this.context.api.list<VolumeAttachment>('volumeattachments')) this.addVolumeOf(attachment);
  }

  observe({ type, key, resource, object, previous }: WatchEvent): void {
    switch (resource) {
      case 'pods': this.podChanged(object as Pod); break;
      case 'nodes': this.nodeChanged(type, object as Node, previous as Node | undefined); break;
      case 'persistentvolumeclaims': this.addVolume((object as PersistentVolumeClaim).spec.volumeName); break;
      case 'volumeattachments':
        this.addVolumeOf(object as VolumeAttachment);
        break;
      default: this.context.queue.add(key);
    }
  }

  reconcile(key: string): Outcome {
    const { api } = this.context;
    const volume = api.get<PersistentVolume>('persistentvolumes', key);
    const attachments = [...api.byIndex<VolumeAttachment>('volumeattachments', 'persistentVolume', key)];
    const disk = volume && attachableOf(api, volume);
    const memories = this.state as Map<string, VolumeMemory>;
    const memory: VolumeMemory = memories.get(key) ?? new Map();
    const outcome: Outcome = disk
      ? reconcileAttachments({ volume, disk, users: usersOf(api, volume), attachments }, memory, this.context)
      : { kind: 'Done', writes: attachments.filter(isWanted).map(deletionOf) };
    if (disk && memory.size > 0) memories.set(key, memory);
    else memories.delete(key);
    return outcome;
  }

  private podChanged(pod: Pod): void {
    if (!pod.spec.nodeName) return;
    for (const name of claimNamesOf(pod)) {
      this.addVolume(this.context.api.get<PersistentVolumeClaim>('persistentvolumeclaims', `${pod.metadata.namespace}/${name}`)?.spec.volumeName);
    }
  }

  /** A node counts when it has volumes, and when what decides about taking them from it differs. */
  private nodeChanged(type: WatchEvent['type'], node: Node, previous: Node | undefined): void {
    const here = this.context.api.byIndex<VolumeAttachment>('volumeattachments', 'nodeName', node.metadata.name);
    for (const attachment of here) {
      if (type !== 'DELETED' && previous && concernsAlike(node, previous)) return;
      this.addVolumeOf(attachment);
    }
    if (type !== 'ADDED') return;
    for (const pod of this.context.api.byIndex<Pod>('pods', 'nodeName', node.metadata.name)) this.podChanged(pod);
  }

  private addVolumeOf({ spec }: VolumeAttachment): void {
    this.addVolume(spec.source.persistentVolumeName);
  }

  private addVolume(name: string | undefined): void {
    if (name) this.context.queue.add(name);
  }
}

function concernsAlike(a: Node, b: Node): boolean {
  return isHealthy(a) === isHealthy(b) && isOutOfService(a) === isOutOfService(b) && jsonEqual(a.status?.volumesInUse, b.status?.volumesInUse)
    && jsonEqual(a.status?.volumesAttached, b.status?.volumesAttached);
}

function isWanted({ metadata }: KubernetesObject): boolean {
  return !metadata.deletionTimestamp;
}

function deletionOf({ metadata }: KubernetesObject): { verb: 'delete'; resource: string; key: string } {
  return { verb: 'delete', resource: 'volumeattachments', key: metadata.name };
}

import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { annotationOf, annotations, storageClassOf, waitsForConsumer } from '../../storage/claims.ts';
import { deletingMs, provisioningMs } from '../../storage/timings.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { hasFinalizer, withoutFinalizer } from '../finalizers.ts';
import { UnderWay, type Errands } from '../under-way.ts';
import { annotated } from './bind.ts';
import { event } from './sync-claim.ts';
import { volumeTopology } from './topology.ts';

/**
 * A volume that somebody deletes stays until its disk is gone too, where that is its reclaim policy. Source: volumePVDeletionProtectionFinalizer of
 * sig-storage-lib-external-provisioner.
 */
const finalizer = 'external-provisioner.volume.kubernetes.io/finalizer';

const claimPrefix = 'claim/';
const volumePrefix = 'volume/';

/**
 * Stands for the CSI provisioners of all StorageClasses: makes volumes for claims whose class names a provisioner, and deletes released
 * ones.
 * Keys are `claim/<key>` and `volume/<name>`. Source: kubernetes-csi/external-provisioner. Differs: it never fails for want of space.
 */
export function volumeProvisioner(context: ControllerContext): Controller {
  return new VolumeProvisioner(context);
}

class VolumeProvisioner implements Controller {
  readonly name = 'external-provisioner';
  readonly watches = ['persistentvolumes', 'persistentvolumeclaims'];
  private readonly context: ControllerContext;
  private readonly storage: UnderWay;

  constructor(context: ControllerContext) {
    this.context = context;
    this.storage = new UnderWay(context.env);
  }

  get state(): Errands {
    return this.storage.errands;
  }

  set state(errands: Errands) {
    this.storage.errands = errands;
  }

  start(): void {
    for (const claim of this.context.api.list('persistentvolumeclaims')) this.context.queue.add(claimPrefix + objectKey(claim));
    for (const volume of this.context.api.list('persistentvolumes')) this.context.queue.add(volumePrefix + objectKey(volume));
  }

  observe({ resource, type, key }: WatchEvent): void {
    const prefixed = (resource === 'persistentvolumes' ? volumePrefix : claimPrefix) + key;
    if (type !== 'DELETED') this.context.queue.add(prefixed);
    else this.forget(prefixed);
  }

  reconcile(key: string): Outcome {
    if (key.startsWith(volumePrefix)) return this.reconcileVolume(key);
    const { api } = this.context;
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key.slice(claimPrefix.length));
    const storageClass = claim && storageClassOf(api, claim);
    if (!claim || !storageClass || !this.isAskedFor(claim, storageClass)) {
      this.storage.forget(key);
      return nothingToDo;
    }
    const selected = annotationOf(claim, annotations.selectedNode);
    const node = selected === undefined ? undefined : api.get<Node>('nodes', selected);
    if (selected !== undefined && !node) return this.reschedule(key, claim, selected);
    const waiting = this.storage.wait(key, 'provision', provisioningMs, () => [
      event(claim, 'Normal', 'Provisioning', `External provisioner is provisioning volume for claim "${objectKey(claim)}"`),
    ]);
    if (waiting) return waiting;
    const volume = this.volumeFor(claim, storageClass, node);
    const message = `Successfully provisioned volume ${volume.metadata.name}`;
    return { kind: 'Done', writes: [{ verb: 'create', object: volume }, event(claim, 'Normal', 'ProvisioningSucceeded', message)] };
  }

  private reconcileVolume(key: string): Outcome {
    const name = key.slice(volumePrefix.length);
    const volume = this.context.api.get<PersistentVolume>('persistentvolumes', name);
    if (!volume || annotationOf(volume, annotations.provisionedBy) === undefined) return nothingToDo;
    const released = releasedBy(volume);
    if (volume.spec.persistentVolumeReclaimPolicy !== 'Delete') return { kind: 'Done', writes: released };
    if (volume.status?.phase !== 'Released') {
      this.storage.forget(key);
      return nothingToDo;
    }
    const waiting = this.storage.wait(key, 'delete', deletingMs);
    if (waiting) return waiting;
    const deletion: Write = { verb: 'delete', resource: 'persistentvolumes', key: name };
    return { kind: 'Done', writes: volume.metadata.deletionTimestamp ? released : [...released, deletion] };
  }

  /** Source: shouldProvision. */
  private isAskedFor(claim: PersistentVolumeClaim, { provisioner }: StorageClass): boolean {
    const { api } = this.context;
    if (claim.spec.volumeName || claim.metadata.deletionTimestamp || api.get('persistentvolumes', volumeNameFor(claim))) return false;
    if (annotationOf(claim, annotations.storageProvisioner) !== provisioner) return false;
    return !waitsForConsumer(api, claim) || annotationOf(claim, annotations.selectedNode) !== undefined;
  }

  /** The chosen node is gone: the scheduler is to choose again. */
  private reschedule(key: string, claim: PersistentVolumeClaim, node: string): Outcome {
    this.storage.forget(key);
    const message = `failed to get target node: node "${node}" not found`;
    return {
      kind: 'Done',
      writes: [
        event(claim, 'Warning', 'ProvisioningFailed', message),
        { verb: 'update', object: annotated(claim, { [annotations.selectedNode]: undefined }) },
      ],
    };
  }

  private volumeFor(claim: PersistentVolumeClaim, storageClass: StorageClass, node: Node | undefined): PersistentVolume {
    const { api } = this.context;
    const required = volumeTopology(api, storageClass, claim, node);
    const { name, namespace, uid, resourceVersion } = claim.metadata;
    const { accessModes, volumeMode } = claim.spec;
    const source = sourceOf(storageClass.provisioner, claim);
    return {
      apiVersion: 'v1', kind: 'PersistentVolume',
      metadata: {
        name: volumeNameFor(claim), annotations: { [annotations.provisionedBy]: storageClass.provisioner },
        ...('csi' in source ? { finalizers: [finalizer] } : {}),
      },
      spec: {
        capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '0' },
        ...source,
        ...(accessModes ? { accessModes } : {}),
        claimRef: {
          apiVersion: 'v1', kind: 'PersistentVolumeClaim', name,
          ...(namespace ? { namespace } : {}), ...(uid ? { uid } : {}), ...(resourceVersion ? { resourceVersion } : {}),
        },
        persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
        storageClassName: storageClass.metadata.name,
        ...(storageClass.mountOptions ? { mountOptions: storageClass.mountOptions } : {}),
        ...(volumeMode ? { volumeMode } : {}),
        ...(required ? { nodeAffinity: { required } } : {}),
      },
    };
  }

  private forget(key: string): void {
    this.storage.forget(key);
    this.context.queue.remove(key);
  }
}

/** Takes the finalizer off. */
function releasedBy(volume: PersistentVolume): Write[] {
  return hasFinalizer(volume, finalizer) ? [{ verb: 'update', object: withoutFinalizer(volume, finalizer) }] : [];
}

/** Where the data lies: a directory of the machine, or a disk of the driver's. Sources: rancher/local-path-provisioner, minikube's storage-provisioner. */
function sourceOf(provisioner: string, claim: PersistentVolumeClaim): Pick<PersistentVolume['spec'], 'csi'> | { hostPath: { path: string; type?: string } } {
  const { namespace = '', name, uid = '' } = claim.metadata;
  if (provisioner === 'rancher.io/local-path') {
    return { hostPath: { path: `/opt/local-path-provisioner/${volumeNameFor(claim)}_${namespace}_${name}`, type: 'DirectoryOrCreate' } };
  }
  if (provisioner === 'k8s.io/minikube-hostpath') return { hostPath: { path: `/tmp/hostpath-provisioner/${namespace}/${name}` } };
  return { csi: { driver: provisioner, volumeHandle: `vol-${uid.replaceAll('-', '').slice(0, 17)}` } };
}

function volumeNameFor(claim: PersistentVolumeClaim): string {
  return `pvc-${claim.metadata.uid ?? ''}`;
}

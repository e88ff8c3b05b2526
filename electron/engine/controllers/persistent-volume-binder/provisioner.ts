import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { annotationOf, annotations, storageClassOf, waitsForConsumer } from '../../storage/claims.ts';
import type { BlockStorage, NewDisk } from '../../storage/block-storage.ts';
import { deletingMs, provisioningMs } from '../../storage/timings.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { hasFinalizer, withoutFinalizer } from '../finalizers.ts';
import { UnderWay, type Errands } from '../under-way.ts';
import { annotated } from './bind.ts';
import { event } from './sync-claim.ts';
import { volumeTopology, zoneLabel } from './topology.ts';

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
 * Keys are `claim/<key>` and `volume/<name>`. Source: kubernetes-csi/external-provisioner. Differs: without a cloud that is asked it never fails.
 * @param cloud has the disks of its own driver; absent: disks simply exist
 */
export function volumeProvisioner(context: ControllerContext, cloud?: BlockStorage): Controller {
  return new VolumeProvisioner(context, cloud);
}

class VolumeProvisioner implements Controller {
  readonly name = 'external-provisioner';
  readonly watches = ['persistentvolumes', 'persistentvolumeclaims'];
  private readonly context: ControllerContext;
  private readonly storage: UnderWay;
  private readonly cloud: BlockStorage | undefined;

  constructor(context: ControllerContext, cloud: BlockStorage | undefined) {
    this.context = context;
    this.cloud = cloud;
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
    const begin = (): Write[] => [event(claim, 'Normal', 'Provisioning', `External provisioner is provisioning volume for claim "${objectKey(claim)}"`)];
    const isOfCloud = this.cloud?.driverOf(storageClass.provisioner) !== undefined;
    const asked = isOfCloud && !this.storage.isAt(key, 'provision') ? this.cloud?.create(this.diskFor(claim, storageClass, node)) : undefined;
    if (asked?.result.ok === false) {
      const message = `failed to provision volume with StorageClass "${storageClass.metadata.name}": ${asked.result.error}`;
      return { kind: 'Retry', reason: message, writes: [...begin(), event(claim, 'Warning', 'ProvisioningFailed', message)] };
    }
    const waiting = this.storage.wait(key, 'provision', asked?.durationMs ?? provisioningMs, begin);
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
    const { csi } = volume.spec;
    const isOfCloud = csi !== undefined && this.cloud?.driverOf(csi.driver) !== undefined;
    const [attached] = isOfCloud ? this.context.api.byIndex<VolumeAttachment>('volumeattachments', 'persistentVolume', name) : [];
    if (attached) {
      const message = `persistentvolume ${name} is still attached to node ${attached.spec.nodeName}`;
      return { kind: 'Retry', reason: message, writes: [event(volume, 'Warning', 'VolumeFailedDelete', message)] };
    }
    const asked = isOfCloud && !this.storage.isAt(key, 'delete') ? this.cloud?.delete(csi.volumeHandle) : undefined;
    if (asked?.result.ok === false) return { kind: 'Retry', reason: asked.result.error, writes: [event(volume, 'Warning', 'VolumeFailedDelete', asked.result.error)] };
    const waiting = this.storage.wait(key, 'delete', asked?.durationMs ?? deletingMs);
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
    const source = sourceOf(this.cloud?.driverOf(storageClass.provisioner) ?? storageClass.provisioner, claim, this.cloud?.handleOf(volumeNameFor(claim)));
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

  private diskFor(claim: PersistentVolumeClaim, storageClass: StorageClass, node: Node | undefined): NewDisk {
    const terms = volumeTopology(this.context.api, storageClass, claim, node)?.nodeSelectorTerms ?? [];
    const zone = terms[0]?.matchExpressions?.find(({ key }) => key === zoneLabel)?.values?.[0];
    return { name: volumeNameFor(claim), zone, bytes: parseBytes(claim.spec.resources?.requests?.['storage']), parameters: storageClass.parameters ?? {} };
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
function sourceOf(provisioner: string, claim: PersistentVolumeClaim, handle: string | undefined): Pick<PersistentVolume['spec'], 'csi'> | { hostPath: { path: string; type?: string } } {
  const { namespace = '', name, uid = '' } = claim.metadata;
  if (provisioner === 'rancher.io/local-path') {
    return { hostPath: { path: `/opt/local-path-provisioner/${volumeNameFor(claim)}_${namespace}_${name}`, type: 'DirectoryOrCreate' } };
  }
  if (provisioner === 'k8s.io/minikube-hostpath') return { hostPath: { path: `/tmp/hostpath-provisioner/${namespace}/${name}` } };
  return { csi: { driver: provisioner, volumeHandle: handle ?? `vol-${uid.replaceAll('-', '').slice(0, 17)}` } };
}

function volumeNameFor(claim: PersistentVolumeClaim): string {
  return `pvc-${claim.metadata.uid ?? ''}`;
}

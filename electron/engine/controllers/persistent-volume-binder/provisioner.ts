import { err } from '../../../../shared/result.ts';
import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { NodeSelector } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { annotationOf, annotations, storageClassOf, waitsForConsumer } from '../../storage/claims.ts';
import type { BlockStorage } from '../../storage/block-storage.ts';
import { deletingMs, provisioningMs } from '../../storage/timings.ts';
import type { CloudAnswer } from '../../cloud/cloud-instances.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { hasFinalizer, withoutFinalizer } from '../finalizers.ts';
import { UnderWay, type Errands } from '../under-way.ts';
import { annotated } from './bind.ts';
import { event } from './sync-claim.ts';
import { onlyFrom, volumeTopology, zoneLabel } from './topology.ts';

/**
 * A volume that somebody deletes stays until its disk is gone too, where that is its reclaim policy. Source: volumePVDeletionProtectionFinalizer of
 * sig-storage-lib-external-provisioner.
 */
const finalizer = 'external-provisioner.volume.kubernetes.io/finalizer';

const claimPrefix = 'claim/';
const volumePrefix = 'volume/';
const diskPrefix = 'disk/';

/**
 * Stands for the CSI provisioners of all StorageClasses: makes volumes for claims whose class names a provisioner, and deletes released
 * ones.
 * Keys are `claim/<key>`, `volume/<name>`, and `disk/<name>` for a disk that never becomes a volume. Source: kubernetes-csi/external-provisioner. Differs: without a cloud that is asked it never fails.
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

  observe({ resource, type, key, object }: WatchEvent): void {
    const prefixed = (resource === 'persistentvolumes' ? volumePrefix : claimPrefix) + key;
    if (type !== 'DELETED') {
      this.context.queue.add(prefixed);
      return;
    }
    this.forget(prefixed);
    if (resource === 'persistentvolumeclaims' && this.cloud?.made(volumeNameFor(object))) this.context.queue.add(diskPrefix + volumeNameFor(object));
  }

  reconcile(key: string): Outcome {
    if (key.startsWith(volumePrefix)) return this.reconcileVolume(key);
    if (key.startsWith(diskPrefix)) return this.discard(key.slice(diskPrefix.length));
    const { api } = this.context;
    const claim = api.get<PersistentVolumeClaim>('persistentvolumeclaims', key.slice(claimPrefix.length));
    const storageClass = claim && storageClassOf(api, claim);
    if (!claim || !storageClass || !this.isAskedFor(claim, storageClass)) {
      this.storage.forget(key);
      return nothingToDo;
    }
    const selected = annotationOf(claim, annotations.selectedNode);
    const node = selected === undefined ? undefined : api.get<Node>('nodes', selected);
    if (selected !== undefined && !node && !this.cloud?.made(volumeNameFor(claim))) return this.reschedule(key, claim, selected);
    const begin = (): Write[] => [event(claim, 'Normal', 'Provisioning', `External provisioner is provisioning volume for claim "${objectKey(claim)}"`)];
    const asked = this.storage.isAt(key, 'provision') ? undefined : this.create(claim, storageClass, node);
    if (asked?.result.ok === false) return this.failed(claim, storageClass, asked.result.error, begin());
    const waiting = this.storage.wait(key, 'provision', asked?.durationMs ?? provisioningMs, begin);
    if (waiting) return waiting;
    const volume = this.volumeFor(claim, storageClass, node);
    const message = `Successfully provisioned volume ${volume.metadata.name}`;
    return { kind: 'Done', writes: [{ verb: 'create', object: volume }, event(claim, 'Normal', 'ProvisioningSucceeded', message)] };
  }

  /** The claim went before its disk had become a volume. Differs: the real provisioner makes the volume first, and then takes both away. */
  private discard(name: string): Outcome {
    const disk = this.context.api.get('persistentvolumes', name) ? undefined : this.cloud?.made(name);
    const asked = disk && this.cloud?.delete(disk.handle);
    return asked?.result.ok === false ? { kind: 'Retry', reason: asked.result.error, writes: [] } : nothingToDo;
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

  /** Asks the cloud for the disk. Undefined: the class is of no cloud, and disks simply exist. */
  private create(claim: PersistentVolumeClaim, storageClass: StorageClass, node: Node | undefined): CloudAnswer<void> | undefined {
    if (this.cloud?.driverOf(storageClass.provisioner) === undefined) return undefined;
    const name = volumeNameFor(claim);
    const zone = this.cloud.made(name)?.zone ?? zoneOf(volumeTopology(this.context.api, storageClass, claim, node));
    // Source: GenerateAccessibilityRequirements, external-provisioner, pkg/controller/topology.go.
    if (zone === undefined) return { durationMs: 0, result: err('error generating accessibility requirements: no available topology found') };
    return this.cloud.create({ name, zone, bytes: parseBytes(claim.spec.resources?.requests?.['storage']), parameters: storageClass.parameters ?? {} });
  }

  private failed(claim: PersistentVolumeClaim, { metadata }: StorageClass, why: string, writes: readonly Write[]): Outcome {
    const message = `failed to provision volume with StorageClass "${metadata.name}": ${why}`;
    return { kind: 'Retry', reason: message, writes: [...writes, event(claim, 'Warning', 'ProvisioningFailed', message)] };
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
    const disk = this.cloud?.made(volumeNameFor(claim));
    // Nodes may have come or gone since the disk was asked for.
    const required = disk ? onlyFrom(zoneLabel, disk.zone) : volumeTopology(api, storageClass, claim, node);
    const { name, namespace, uid, resourceVersion } = claim.metadata;
    const { accessModes, volumeMode } = claim.spec;
    const source = sourceOf(this.cloud?.driverOf(storageClass.provisioner) ?? storageClass.provisioner, claim, disk?.handle);
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

function zoneOf(topology: NodeSelector | undefined): string | undefined {
  return topology?.nodeSelectorTerms?.[0]?.matchExpressions?.find(({ key }) => key === zoneLabel)?.values?.[0];
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

function volumeNameFor({ metadata }: KubernetesObject): string {
  return `pvc-${metadata.uid ?? ''}`;
}

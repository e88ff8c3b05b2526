import { jsonEqual, type JsonValue } from '../../../../shared/json.ts';
import { parseBytes } from '../../../../shared/kubernetes/quantity-number.ts';
import { objectKey, refOf } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { PersistentVolume, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { termMatcher } from '../../scheduler/plugins/NodeAffinity/node-selector.ts';
import { attachableOf } from '../../storage/attachable.ts';
import type { BlockStorage, DiskUse } from '../../storage/block-storage.ts';
import { attachMs, detachMs } from '../../storage/timings.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome, type Write } from '../controller.ts';
import { hasFinalizer, withFinalizer, withoutFinalizer } from '../finalizers.ts';
import { zoneLabel } from '../persistent-volume-binder/topology.ts';
import { UnderWay, type Errands } from '../under-way.ts';

const volumePrefix = 'volume/';

/**
 * Stands for the attachers of all CSI drivers: carries VolumeAttachments out in the cloud, and holds on to their volumes meanwhile. Keys are
 * VolumeAttachments, and `volume/<name>`. Source: kubernetes-csi/external-attacher. Differs: without a cloud that is asked, the storage refuses
 * nothing but a disk of another zone; what a cloud refuses is tried again every few seconds.
 * @param storage a cloud's disks, of its own driver; absent: disks simply exist
 */
export function externalAttacher(context: ControllerContext, storage?: BlockStorage): Controller {
  return new ExternalAttacher(context, storage);
}

class ExternalAttacher implements Controller {
  readonly name = 'external-attacher';
  readonly watches = ['volumeattachments', 'persistentvolumes'];
  private readonly context: ControllerContext;
  /** By VolumeAttachment, what the cloud is at. */
  private readonly cloud: UnderWay;
  private readonly storage: BlockStorage | undefined;

  constructor(context: ControllerContext, storage: BlockStorage | undefined) {
    this.storage = storage;
    this.context = context;
    this.cloud = new UnderWay(context.env);
  }

  get state(): Errands {
    return this.cloud.errands;
  }

  set state(errands: Errands) {
    this.cloud.errands = errands;
  }

  start(): void {
    for (const attachment of this.context.api.list('volumeattachments')) this.context.queue.add(objectKey(attachment));
    for (const volume of this.context.api.list('persistentvolumes')) this.observeVolume(volume);
  }

  observe({ type, resource, key, object, previous }: WatchEvent): void {
    if (resource === 'persistentvolumes') {
      if (type !== 'DELETED') this.observeVolume(object);
    } else if (type === 'DELETED') {
      this.cloud.forget(key);
      const { persistentVolumeName } = (object as VolumeAttachment).spec.source;
      if (persistentVolumeName) this.context.queue.add(volumePrefix + persistentVolumeName);
    } else if (!previous || !differOnlyInErrors(object as VolumeAttachment, previous as VolumeAttachment)) this.context.queue.add(key);
  }

  reconcile(key: string): Outcome {
    const { api } = this.context;
    if (key.startsWith(volumePrefix)) return this.releaseVolume(key.slice(volumePrefix.length));
    const attachment = api.get<VolumeAttachment>('volumeattachments', key);
    if (!attachment) return nothingToDo;
    const volume = api.get<PersistentVolume>('persistentvolumes', attachment.spec.source.persistentVolumeName ?? '');
    return attachment.metadata.deletionTimestamp ? this.detach(key, attachment) : this.attach(key, attachment, volume);
  }

  private attach(key: string, attachment: VolumeAttachment, volume: PersistentVolume | undefined): Outcome {
    const disk = volume && this.diskOfCloud(attachment, volume);
    if (attachment.status?.attached || (attachment.status?.attachError && !disk)) return nothingToDo;
    const finalizer = finalizerOf(attachment);
    const held = [...(volume && !volume.metadata.deletionTimestamp ? [volume] : []), attachment].filter((object) => !hasFinalizer(object, finalizer));
    const writes = held.map((object): Write => ({ verb: 'update', object: withFinalizer(object, finalizer) }));
    const asked = disk && !this.cloud.isAt(key, 'attach') ? this.storage?.attach(disk) : undefined;
    if (asked?.result.ok === false) {
      const refused: VolumeAttachment = { ...attachment, status: { attached: false, attachError: { time: this.context.env.timestamp(), message: asked.result.error } } };
      return { kind: 'Done', writes: [...writes, { verb: 'updateStatus', object: anyVersion(refused) }], requeue: { afterMs: refusedRetryMs, background: true } };
    }
    const waiting = this.cloud.wait(key, 'attach', asked?.durationMs ?? attachMs);
    if (waiting) return { ...waiting, writes };
    const message = disk ? undefined : attachError(this.context.api, attachment, volume);
    const status: VolumeAttachment['status'] = message === undefined
      ? { attached: true } : { attached: false, attachError: { time: this.context.env.timestamp(), message } };
    const object: VolumeAttachment = { ...attachment, status };
    return { kind: 'Done', writes: [...writes, { verb: 'updateStatus', object }] };
  }

  private detach(key: string, attachment: VolumeAttachment): Outcome {
    const finalizer = finalizerOf(attachment);
    if (!hasFinalizer(attachment, finalizer)) return nothingToDo;
    const volume = this.context.api.get<PersistentVolume>('persistentvolumes', attachment.spec.source.persistentVolumeName ?? '');
    const disk = volume && this.diskOfCloud(attachment, volume);
    const asked = disk && !this.cloud.isAt(key, 'detach') ? this.storage?.detach(disk.handle, disk.node) : undefined;
    if (asked?.result.ok === false) return { kind: 'Done', writes: [], requeue: { afterMs: refusedRetryMs, background: true } };
    return this.cloud.wait(key, 'detach', asked?.durationMs ?? detachMs) ?? { kind: 'Done', writes: [{ verb: 'update', object: withoutFinalizer(attachment, finalizer) }] };
  }

  /** The disk of an attachment, where it is one of the cloud's driver. */
  private diskOfCloud({ spec }: VolumeAttachment, volume: PersistentVolume): DiskUse | undefined {
    const disk = attachableOf(this.context.api, volume);
    if (!disk || this.storage?.driverOf(disk.driver) === undefined) return undefined;
    const zone = volume.spec.nodeAffinity?.required?.nodeSelectorTerms?.[0]?.matchExpressions?.find(({ key }) => key === zoneLabel)?.values?.[0];
    return { handle: disk.handle, node: spec.nodeName, zone, bytes: parseBytes(volume.spec.capacity?.['storage']), volume: refOf(volume) };
  }

  /** A volume that is on its way out may go once nobody has it attached. */
  private releaseVolume(name: string): Outcome {
    const { api } = this.context;
    const volume = api.get<PersistentVolume>('persistentvolumes', name);
    const finalizer = volume?.metadata.finalizers?.find((candidate) => candidate.startsWith(finalizerPrefix));
    if (!volume?.metadata.deletionTimestamp || !finalizer) return nothingToDo;
    for (const _attachment of api.byIndex('volumeattachments', 'persistentVolume', name)) return nothingToDo;
    return { kind: 'Done', writes: [{ verb: 'update', object: withoutFinalizer(volume, finalizer) }] };
  }

  private observeVolume({ metadata }: KubernetesObject): void {
    if (metadata.deletionTimestamp) this.context.queue.add(volumePrefix + metadata.name);
  }
}

/** Its own report of a refusal is no reason to try again. Source: vaUpdated, external-attacher, pkg/controller/controller.go. */
function differOnlyInErrors(one: VolumeAttachment, other: VolumeAttachment): boolean {
  const bare = ({ metadata: { resourceVersion: _version, ...metadata }, spec, status: { attachError: _attach, detachError: _detach, ...status } = { attached: false } }: VolumeAttachment): JsonValue => (
    { metadata, spec, status } as unknown as JsonValue
  );
  return jsonEqual(bare(one), bare(other));
}

/** What a cloud refuses is tried again. */
const refusedRetryMs = 5_000;
const finalizerPrefix = 'external-attacher/';

/** Source: GetFinalizerName. */
function finalizerOf({ spec }: VolumeAttachment): string {
  return `${finalizerPrefix}${spec.attacher.replaceAll(/[^a-zA-Z0-9-]/g, '-')}`;
}

/** A disk is reached from its own zone only. */
function attachError(api: ApiReader, { spec }: VolumeAttachment, volume: PersistentVolume | undefined): string | undefined {
  if (!volume) return `persistentvolume "${spec.source.persistentVolumeName ?? ''}" not found`;
  const node = api.get<Node>('nodes', spec.nodeName);
  const required = volume.spec.nodeAffinity?.required;
  if (!node || !required || required.nodeSelectorTerms?.some((term) => termMatcher(term)(node.metadata.labels ?? {}, spec.nodeName))) return undefined;
  const handle = attachableOf(api, volume)?.handle ?? '';
  return `rpc error: code = Internal desc = Could not attach volume "${handle}" to node "${spec.nodeName}": `
    + `InvalidVolume.ZoneMismatch: The volume '${handle}' is not in the same availability zone as instance '${spec.nodeName}'`;
}

/** To be written whatever has been written in the meantime, as a patch is. */
function anyVersion(attachment: VolumeAttachment): VolumeAttachment {
  const { resourceVersion: _read, ...metadata } = attachment.metadata;
  return { ...attachment, metadata };
}

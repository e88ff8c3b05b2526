import { maxAttachments } from '../../../../shared/cloud/aws/catalogue/instance-types.ts';
import { regionOf, type VolumeType } from '../../../../shared/cloud/aws/catalogue/regions.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { CloudError, CloudValue } from '../../../../shared/view/cloud.ts';
import { hoursPerMonth } from '../../../../shared/view/cost.ts';
import type { BlockStorage, DiskUse, NewDisk } from '../../storage/block-storage.ts';
import type { CloudAnswer } from '../cloud-instances.ts';
import type { AwsAccount, Answer } from './account.ts';
import { error } from './errors.ts';
import { charge, close } from './ledger.ts';
import type { Volume } from './state.ts';
import { volumeAttachingMs, volumeCreatingMs, volumeDetachingMs, volumeModifyingMs } from './timings.ts';

const driver = 'ebs.csi.aws.com';
/** The driver, and the in-tree plugin whose volumes it has taken over. */
const provisioners = new Set([driver, 'kubernetes.io/aws-ebs']);
const gibibyte = 1024 ** 3;
/** What a gp3 volume has without being paid for by itself. */
const gp3Base = { iops: 3_000, throughputMibps: 125 };
const defaultType = 'gp3';
/** Between two modifications of one volume. */
const modificationMs = 6 * 3_600_000;

/**
 * Volumes of EBS: each in one zone, reached only from instances there, and no more of them on an instance than it has attachments for. Source: aws-ebs-csi-driver,
 * pkg/cloud/cloud.go and pkg/driver/controller.go. Differs: no snapshots; io1 and io2 are not attached to several instances.
 */
export class EbsVolumes implements BlockStorage {
  private readonly account: AwsAccount;

  constructor(account: AwsAccount) {
    this.account = account;
  }

  driverOf(provisioner: string): string | undefined {
    return provisioners.has(provisioner) ? driver : undefined;
  }

  made(name: string): { handle: string; zone: string } | undefined {
    const found = [...this.account.state.volumes.values()].find(({ subject }) => subject?.kind === 'PersistentVolume' && subject.name === name);
    return found && { handle: found.id, zone: found.zone };
  }

  create({ name, zone = this.account.zones[0] ?? '', bytes, parameters }: NewDisk): CloudAnswer<void> {
    const { account } = this;
    if (this.made(name)) return { durationMs: 0, result: ok(undefined) };
    const type = parameters['type'] ?? defaultType;
    const sizeGib = Math.max(1, Math.ceil(bytes / gibibyte));
    const iops = Number(parameters['iops'] ?? (type === 'gp3' ? gp3Base.iops : 0));
    const throughputMibps = Number(parameters['throughput'] ?? (type === 'gp3' ? gp3Base.throughputMibps : 0));
    const request = {
      AvailabilityZone: zone, Size: sizeGib, VolumeType: type, ...(parameters['iops'] ? { Iops: iops } : {}), ...(parameters['throughput'] ? { Throughput: throughputMibps } : {}),
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'CSIVolumeName', Value: name }] }],
    };
    return this.ask('CreateVolume', request, volumeRef(name), zone, `Could not create volume "${name}": could not create volume in EC2`, volumeCreatingMs, () => {
      if (!account.zones.includes(zone)) return err(error('InvalidZone.NotFound', `The zone '${zone}' does not exist.`));
      if (!isVolumeType(type)) return err(error('UnknownVolumeType', `Unsupported volume type '${type}' for volume creation.`));
      const used = [...account.state.volumes.values()].reduce((sum, one) => sum + (one.type === 'gp3' ? one.sizeGib : 0), 0);
      const limit = account.quotas.gp3StorageTiB;
      if (type === 'gp3' && used + sizeGib > limit * 1024) {
        return err(error('VolumeLimitExceeded', `You have exceeded your maximum gp3 storage limit of ${limit} TiB in this region. `
          + 'Please contact AWS Support to request an Elastic Block Store service limit increase.'));
      }
      const volume: Volume = { id: account.newId('vol'), zone, type, sizeGib, state: 'available', subject: volumeRef(name), iops, throughputMibps };
      account.state.volumes.set(volume.id, volume);
      this.charge(volume);
      return ok<Answer>({ VolumeId: volume.id, State: 'creating' });
    });
  }

  delete(handle: string): CloudAnswer<void> {
    const { state, nowMs } = this.account;
    const volume = state.volumes.get(handle);
    if (!volume) return { durationMs: 0, result: ok(undefined) };
    return this.ask('DeleteVolume', { VolumeId: handle }, volume.subject, volume.zone, `Could not delete volume ID "${handle}": failed to delete volume`, 0, () => {
      if (volume.instance !== undefined) return err(error('VolumeInUse', `Volume ${handle} is currently attached to ${volume.instance}`));
      state.volumes.delete(handle);
      close(state.bills, handle, nowMs);
      return ok<Answer>({ Return: true });
    });
  }

  attach(use: DiskUse): CloudAnswer<void> {
    const { handle, node } = use;
    const { state } = this.account;
    const instance = state.instances.get(node);
    const volume = state.volumes.get(handle) ?? this.adopt(use, instance?.zone);
    const what = `Could not attach volume "${handle}" to node "${instance?.id ?? node}": could not attach volume "${handle}" to node "${instance?.id ?? node}"`;
    return this.ask('AttachVolume', { VolumeId: handle, InstanceId: instance?.id ?? '', Device: deviceOf(this.attachedTo(instance?.id).length) }, use.volume, volume.zone, what, volumeAttachingMs, () => {
      if (!instance || instance.state === 'terminated') return err(error('InvalidInstanceID.NotFound', `The instance ID '${instance?.id ?? node}' does not exist`));
      if (instance.state !== 'running') return err(error('IncorrectState', `Instance '${instance.id}' is not 'running'.`));
      if (volume.instance !== undefined && volume.instance !== instance.id) return err(error('VolumeInUse', `${handle} is already attached to an instance`));
      if (volume.zone !== instance.zone) {
        return err(error('InvalidVolume.ZoneMismatch', `The volume '${handle}' is not in the same availability zone as instance '${instance.id}'`));
      }
      // The network interface has one of the attachments.
      if (volume.instance === undefined && this.attachedTo(instance.id).length + 1 >= maxAttachments) {
        return err(error('AttachmentLimitExceeded', `The maximum number of attachments for instance '${instance.id}' of type ${instance.type} has been reached.`));
      }
      Object.assign(volume, { state: 'in-use', machine: node, instance: instance.id });
      return ok<Answer>({ VolumeId: handle, InstanceId: instance.id, State: 'attaching' });
    });
  }

  detach(handle: string, node: string): CloudAnswer<void> {
    const volume = this.account.state.volumes.get(handle);
    // What has gone with its instance is detached already.
    if (volume?.machine !== node) return { durationMs: 0, result: ok(undefined) };
    const request = { VolumeId: handle, InstanceId: volume.instance ?? '' };
    return this.ask('DetachVolume', request, volume.subject, volume.zone, `Could not detach volume "${handle}" from node "${volume.instance ?? node}"`, volumeDetachingMs, () => {
      delete volume.machine;
      delete volume.instance;
      volume.state = 'available';
      return ok<Answer>({ VolumeId: handle, State: 'detaching' });
    });
  }

  resize(handle: string, bytes: number): CloudAnswer<void> {
    const volume = this.account.state.volumes.get(handle);
    const sizeGib = Math.ceil(bytes / gibibyte);
    if (!volume || volume.sizeGib >= sizeGib) return { durationMs: 0, result: ok(undefined) };
    return this.ask('ModifyVolume', { VolumeId: handle, Size: sizeGib }, volume.subject, volume.zone, `Could not resize volume "${handle}": unable to modify AWS volume "${handle}"`, volumeModifyingMs, () => {
      if (volume.settledAtMs !== undefined && volume.settledAtMs + modificationMs > this.account.nowMs) {
        return err(error('VolumeModificationRateExceeded', 'You\'ve reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.'));
      }
      Object.assign(volume, { sizeGib, settledAtMs: this.account.nowMs });
      this.charge(volume);
      return ok<Answer>({ VolumeId: handle, ModificationState: 'modifying', TargetSize: sizeGib });
    });
  }

  /** A volume that a hand-made PersistentVolume names was there before the cluster. */
  private adopt({ handle, zone, bytes, volume: subject }: DiskUse, instanceZone: string | undefined): Volume {
    const volume: Volume = {
      id: handle, zone: zone ?? instanceZone ?? this.account.zones[0] ?? '', type: defaultType, sizeGib: Math.max(1, Math.ceil(bytes / gibibyte)), state: 'available', ...gp3Base,
      ...(subject ? { subject } : {}),
    };
    this.account.state.volumes.set(handle, volume);
    this.charge(volume);
    return volume;
  }

  private attachedTo(instance: string | undefined): Volume[] {
    return [...this.account.state.volumes.values()].filter((one) => instance !== undefined && one.instance === instance);
  }

  private charge({ id, type, sizeGib, zone, subject, iops, throughputMibps }: Volume): void {
    const { account } = this;
    const prices = regionOf(account.spec.region)?.prices;
    if (!prices) return;
    const extra = type === 'gp3' ? Math.max(0, iops - gp3Base.iops) * prices.gp3IopsMonth + Math.max(0, throughputMibps - gp3Base.throughputMibps) * prices.gp3MibpsMonth : 0;
    const perMonth = (isVolumeType(type) ? prices.volumeGibMonth[type] : 0) * sizeGib + extra;
    charge(account.state.bills, id, { kind: 'Volume', type: `${type} ${sizeGib}GiB`, zone, ...(subject ? { subject } : {}) }, perMonth / hoursPerMonth, account.nowMs);
  }

  private ask(
    action: string, request: Record<string, CloudValue>, subject: ObjectRef | undefined, zone: string, failing: string, workMs: number, perform: () => Result<Answer, CloudError>,
  ): CloudAnswer<void> {
    const { result, durationMs, message } = this.account.call({ caller: 'ebs-csi-driver', service: 'ec2', action, request, zone, ...(subject ? { subject } : {}), perform });
    return { durationMs: durationMs + (result.ok ? workMs : 0), result: result.ok ? ok(undefined) : err(`rpc error: code = ${grpcCode(result.error.code)} desc = ${failing}: ${message}`) };
  }
}

function isVolumeType(type: string): type is VolumeType {
  return ['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1'].includes(type);
}

function grpcCode(code: string): string {
  return code === 'VolumeLimitExceeded' || code === 'AttachmentLimitExceeded' ? 'ResourceExhausted' : 'Internal';
}

/** Source: deviceNames of aws-ebs-csi-driver. */
function deviceOf(index: number): string {
  return `/dev/xvda${String.fromCharCode(97 + (index % 26))}`;
}

function volumeRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'PersistentVolume', name };
}


import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolume, VolumeAttachment } from '../../../../shared/kubernetes/types/storage.ts';
import { allowsMultiAttach, attachmentName, uniqueVolumeName, type AttachableVolume } from '../../storage/attachable.ts';
import type { ControllerContext, Outcome, Write } from '../controller.ts';
import { failedAttach, multiAttachEvents } from './multi-attach.ts';
import { isHealthy, isInUse, isOutOfService, isReportedAttached, reportWrites } from './node-volumes.ts';

/** A volume that an unhealthy node does not give up is taken from it after this time. Source: reconcilerMaxWaitForUnmountDuration. */
export const maxWaitForUnmountMs = 360_000;
/** Delay of another try after the storage has refused, doubling. Source: pkg/util/goroutinemap/exponentialbackoff. */
const firstRetryMs = 500;
const lastRetryMs = 122_000;

/** What the controller remembers of one attachment: it does not follow from the API. Plain data. */
export interface AttachmentMemory {
  /** Since when nobody wants it there. */
  unwantedSinceMs?: number;
  /** The pods that wait for it have been told who has it. */
  multiAttachReported?: boolean;
  /** The storage refused: next try, and the delay after that. */
  retry?: { atMs: number; delayMs: number };
}

/** Of one volume, by node. */
export type VolumeMemory = Map<string, AttachmentMemory>;

export interface Situation {
  volume: PersistentVolume;
  disk: AttachableVolume;
  /** Node → pods there that want the volume. */
  users: ReadonlyMap<string, Pod[]>;
  attachments: readonly VolumeAttachment[];
}

type World = Pick<ControllerContext, 'api' | 'env'>;

/** What one attachment needs now. */
interface Step {
  writes: readonly Write[];
  /** When it must be looked at again although nothing changes. */
  again?: { atMs: number; background: boolean };
}

const nothing: Step = { writes: [] };

/**
 * One look at one volume: takes it from nodes where no pod wants it any more, then gives it to those where one does.
 * Source: reconcile, attachDesiredVolumes, pkg/controller/volume/attachdetach/reconciler.
 */
export function reconcileAttachments(situation: Situation, memory: VolumeMemory, world: World): Outcome {
  const { volume, users, attachments } = situation;
  for (const node of memory.keys()) if (!users.has(node) && !attachments.some(({ spec }) => spec.nodeName === node)) memory.delete(node);
  const steps = attachments.filter(({ spec }) => !users.has(spec.nodeName)).map((attachment) => detach(situation, attachment, memory, world));
  for (const nodeName of users.keys()) {
    // A volume for one node only: nothing is begun while it is being attached or detached somewhere.
    const isBusy = !allowsMultiAttach(volume) && steps.some(({ writes }) => writes.some(({ verb }) => verb === 'create' || verb === 'delete'));
    steps.push(attach(situation, nodeName, memory, world, isBusy));
  }
  const [next] = steps.flatMap(({ again }) => again ?? []).sort((a, b) => a.atMs - b.atMs);
  const requeue = next ? { requeue: { afterMs: next.atMs - world.env.nowMs, background: next.background } } : {};
  return { kind: 'Done', writes: steps.flatMap(({ writes }) => writes), ...requeue };
}

/** Nobody wants it on this node any more. */
function detach({ disk }: Situation, attachment: VolumeAttachment, memory: VolumeMemory, { api, env }: World): Step {
  if (attachment.metadata.deletionTimestamp) return nothing;
  const { nodeName } = attachment.spec;
  const volumeName = uniqueVolumeName(disk);
  const sinceMs = (remembered(memory, nodeName).unwantedSinceMs ??= env.nowMs);
  const node = api.get<Node>('nodes', nodeName);
  const isForced = isOutOfService(node) || (!isHealthy(node) && env.nowMs > sinceMs + maxWaitForUnmountMs);
  // A node that is gone cannot say that it has let go of the volume.
  if ((!node || isInUse(node, volumeName)) && !isForced) {
    return isHealthy(node) ? nothing : { writes: [], again: { atMs: sinceMs + maxWaitForUnmountMs + 1, background: false } };
  }
  return { writes: [...reportWrites(node, volumeName, false), { verb: 'delete', resource: 'volumeattachments', key: attachment.metadata.name }] };
}

/** Pods on this node want it. @param isBusy something else has been begun with the volume in this pass */
function attach(situation: Situation, nodeName: string, memory: VolumeMemory, world: World, isBusy: boolean): Step {
  const { volume, disk, users, attachments } = situation;
  const pods = users.get(nodeName) ?? [];
  const attachment = attachments.find(({ spec }) => spec.nodeName === nodeName);
  if (attachment) return attachment.metadata.deletionTimestamp ? nothing : follow(situation, attachment, pods, memory, world);
  if (isBusy) return nothing;
  if (!allowsMultiAttach(volume) && attachments.length > 0) {
    const isSettled = attachments.every(({ status, metadata }) => status?.attached && !metadata.deletionTimestamp);
    const known = remembered(memory, nodeName);
    if (!isSettled || known.multiAttachReported) return nothing;
    known.multiAttachReported = true;
    return { writes: multiAttachEvents(volume.metadata.name, pods, attachments.flatMap(({ spec }) => users.get(spec.nodeName) ?? [])) };
  }
  memory.delete(nodeName);
  return { writes: [{ verb: 'create', object: newAttachment(attachmentName(disk, nodeName), nodeName, situation) }] };
}

/** The attachment is there: says so when the driver is done, or what the driver says. */
function follow({ volume, disk }: Situation, { spec: { nodeName }, status }: VolumeAttachment, pods: readonly Pod[], memory: VolumeMemory, { api, env }: World): Step {
  const known = memory.get(nodeName);
  if (known) delete known.unwantedSinceMs;
  if (status?.attached) {
    memory.delete(nodeName);
    const node = api.get<Node>('nodes', nodeName);
    const volumeName = uniqueVolumeName(disk);
    return node && !isReportedAttached(node, volumeName) ? { writes: attachedWrites(node, volume, volumeName, pods) } : nothing;
  }
  if (!status?.attachError) return nothing;
  const record = remembered(memory, nodeName);
  const writes: Write[] = [];
  if (!record.retry || record.retry.atMs <= env.nowMs) {
    const message = `AttachVolume.Attach failed for volume "${volume.metadata.name}" : ${status.attachError.message ?? ''}`;
    writes.push(...pods.map((pod) => failedAttach(pod, message)));
    const delayMs = Math.min(record.retry ? record.retry.delayMs * 2 : firstRetryMs, lastRetryMs);
    record.retry = { atMs: env.nowMs + delayMs, delayMs };
  }
  return { writes, again: { atMs: record.retry.atMs, background: record.retry.delayMs >= lastRetryMs } };
}

function attachedWrites(node: Node, volume: PersistentVolume, volumeName: string, pods: readonly Pod[]): Write[] {
  const message = `AttachVolume.Attach succeeded for volume "${volume.metadata.name}" `;
  return [
    ...pods.map((pod): Write => ({ verb: 'event', about: pod, record: { type: 'Normal', reason: 'SuccessfulAttachVolume', message } })),
    ...reportWrites(node, volumeName, true),
  ];
}

function newAttachment(name: string, nodeName: string, { volume, disk }: Situation): VolumeAttachment {
  return {
    apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttachment', metadata: { name },
    spec: { attacher: disk.driver, nodeName, source: { persistentVolumeName: volume.metadata.name } },
  };
}

function remembered(memory: VolumeMemory, node: string): AttachmentMemory {
  let known = memory.get(node);
  if (!known) memory.set(node, (known = {}));
  return known;
}

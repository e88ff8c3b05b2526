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

interface Situation {
  volume: PersistentVolume;
  disk: AttachableVolume;
  /** Node → pods there that want the volume. */
  users: ReadonlyMap<string, Pod[]>;
  attachments: readonly VolumeAttachment[];
}

/**
 * One look at one volume: takes it from nodes where no pod wants it any more, then gives it to those where one does.
 * Source: reconcile, attachDesiredVolumes, pkg/controller/volume/attachdetach/reconciler.
 */
export function reconcileAttachments(situation: Situation, memory: VolumeMemory, { api, env }: Pick<ControllerContext, 'api' | 'env'>): Outcome {
  const { volume, disk, users, attachments } = situation;
  for (const node of memory.keys()) if (!users.has(node) && !attachments.some(({ spec }) => spec.nodeName === node)) memory.delete(node);
  const volumeName = uniqueVolumeName(disk);
  const writes: Write[] = [];
  let nextAtMs = Infinity;
  let background = true;
  const lookAgain = (atMs: number, inBackground: boolean): void => {
    if (atMs >= nextAtMs) return;
    nextAtMs = atMs;
    background = inBackground;
  };

  for (const attachment of attachments) {
    const { nodeName } = attachment.spec;
    if (users.has(nodeName) || attachment.metadata.deletionTimestamp) continue;
    const known = remembered(memory, nodeName);
    const sinceMs = (known.unwantedSinceMs ??= env.nowMs);
    const node = api.get<Node>('nodes', nodeName);
    const forced = isOutOfService(node) || (!isHealthy(node) && env.nowMs > sinceMs + maxWaitForUnmountMs);
    // A node that is gone cannot say that it has let go of the volume.
    if ((!node || isInUse(node, volumeName)) && !forced) {
      if (!isHealthy(node)) lookAgain(sinceMs + maxWaitForUnmountMs + 1, false);
      continue;
    }
    writes.push(...reportWrites(node, volumeName, false), { verb: 'delete', resource: 'volumeattachments', key: attachment.metadata.name });
  }

  for (const [nodeName, pods] of users) {
    const name = attachmentName(disk, nodeName);
    const attachment = attachments.find(({ spec }) => spec.nodeName === nodeName);
    if (attachment) {
      if (attachment.metadata.deletionTimestamp) continue;
      const known = memory.get(nodeName);
      if (known) delete known.unwantedSinceMs;
      const { attachError } = attachment.status ?? {};
      if (attachment.status?.attached) {
        memory.delete(nodeName);
        const node = api.get<Node>('nodes', nodeName);
        if (node && !isReportedAttached(node, volumeName)) writes.push(...attachedWrites(node, volume, volumeName, pods));
      } else if (attachError) {
        const retry = remembered(memory, nodeName).retry;
        if (!retry || retry.atMs <= env.nowMs) {
          for (const pod of pods) writes.push(failedAttach(pod, `AttachVolume.Attach failed for volume "${volume.metadata.name}" : ${attachError.message ?? ''}`));
          const delayMs = Math.min(retry ? retry.delayMs * 2 : firstRetryMs, lastRetryMs);
          remembered(memory, nodeName).retry = { atMs: env.nowMs + delayMs, delayMs };
        }
        const { atMs, delayMs } = remembered(memory, nodeName).retry as { atMs: number; delayMs: number };
        lookAgain(atMs, delayMs >= lastRetryMs);
      }
      continue;
    }
    const elsewhere = attachments.filter(({ spec }) => spec.nodeName !== nodeName);
    if (!allowsMultiAttach(volume) && elsewhere.length > 0) {
      // While it is being attached or detached somewhere nothing is begun, and nothing is said.
      const settled = elsewhere.every(({ status, metadata }) => status?.attached && !metadata.deletionTimestamp);
      const known = remembered(memory, nodeName);
      if (settled && !known.multiAttachReported && writes.length === 0) {
        known.multiAttachReported = true;
        const others = elsewhere.flatMap(({ spec }) => users.get(spec.nodeName) ?? []);
        writes.push(...multiAttachEvents(volume.metadata.name, pods, others));
      }
      continue;
    }
    memory.delete(nodeName);
    writes.push({ verb: 'create', object: newAttachment(name, nodeName, situation) });
    // A volume for one node only: the others wait until this one has it.
    if (!allowsMultiAttach(volume)) break;
  }
  return { kind: 'Done', writes, ...(nextAtMs < Infinity ? { requeue: { afterMs: nextAtMs - env.nowMs, background } } : {}) };
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

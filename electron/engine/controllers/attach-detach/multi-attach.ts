import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { EventWrite } from '../controller.ts';

/**
 * Tells each pod that waits for a volume who has it. Pods of other namespaces are only counted.
 * @param users pods elsewhere that use the volume
 * Source: reportMultiAttachError, pkg/controller/volume/attachdetach/reconciler.
 */
export function multiAttachEvents(volume: string, waiting: readonly Pod[], users: readonly Pod[]): EventWrite[] {
  return waiting.map((pod) => failedAttach(pod, `Multi-Attach error for volume "${volume}" ${reasonFor(pod, users)}`));
}

function reasonFor(pod: Pod, users: readonly Pod[]): string {
  if (users.length === 0) return "Volume is already exclusively attached to one node and can't be attached to another";
  const local = users.filter(({ metadata }) => metadata.namespace === pod.metadata.namespace).map(({ metadata }) => metadata.name);
  const foreign = `${users.length - local.length} pod(s) in different namespaces`;
  if (local.length === 0) return `Volume is already used by ${foreign}`;
  return `Volume is already used by pod(s) ${local.join(', ')}${local.length < users.length ? ` and ${foreign}` : ''}`;
}

export function failedAttach(pod: Pod, message: string): EventWrite {
  return { verb: 'event', about: pod, record: { type: 'Warning', reason: 'FailedAttachVolume', message } };
}

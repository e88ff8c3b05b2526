import { ephemeralClaimName } from '../../../../shared/kubernetes/pod-claims.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { Pod, Volume } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim } from '../../../../shared/kubernetes/types/storage.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { notMadeFor } from '../../storage/ephemeral-claims.ts';
import type { Outcome, Write } from '../controller.ts';

/** Makes the missing claims of one pod; one of the same name that is not the pod's stands in the way. Source: syncHandler, handleVolume. */
export function reconcileEphemeralVolumes(pod: Pod, api: ApiReader): Outcome {
  const writes: Write[] = [];
  for (const volume of pod.spec.volumes ?? []) {
    if (!volume.ephemeral) continue;
    const name = ephemeralClaimName(pod, volume);
    const existing = api.get<PersistentVolumeClaim>('persistentvolumeclaims', `${pod.metadata.namespace ?? ''}/${name}`);
    const problem = existing && notMadeFor(existing, pod);
    if (problem) return { kind: 'Retry', reason: problem, writes: [...writes, failed(pod, volume, problem)] };
    if (existing) continue;
    writes.push({
      verb: 'create', object: claimFor(pod, volume, name),
      onFailure: ({ message }: Status) => [failed(pod, volume, `create PVC ${name}: ${message ?? ''}`)],
    });
  }
  return { kind: 'Done', writes };
}

function claimFor({ metadata }: Pod, { ephemeral }: Volume, name: string): PersistentVolumeClaim {
  const { labels, annotations } = ephemeral?.volumeClaimTemplate?.metadata ?? {};
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim',
    metadata: {
      name, namespace: metadata.namespace ?? '', ...(labels ? { labels } : {}), ...(annotations ? { annotations } : {}),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: metadata.name, uid: metadata.uid ?? '', controller: true, blockOwnerDeletion: true }],
    },
    spec: ephemeral?.volumeClaimTemplate?.spec ?? {} as PersistentVolumeClaim['spec'],
  };
}

function failed(pod: Pod, { name }: Volume, why: string): Write {
  return { verb: 'event', about: pod, record: { type: 'Warning', reason: 'FailedBinding', message: `ephemeral volume ${name}: ${why}` } };
}

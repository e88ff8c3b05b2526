import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import { ephemeralClaimName } from '../../../../shared/kubernetes/pod-claims.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Controller, ControllerContext } from '../controller.ts';
import { nothingToDo } from '../controller.ts';
import { reconcileEphemeralVolumes } from './reconcile.ts';

/** Makes the claims of pods' generic ephemeral volumes; they go with their pod. Keys are pods. Source: pkg/controller/volume/ephemeral. */
export function ephemeralVolumeController({ api, queue }: ControllerContext): Controller {
  const enqueue = (pod: Pod): void => {
    if (!pod.metadata.deletionTimestamp && pod.spec.volumes?.some(({ ephemeral }) => ephemeral)) queue.add(objectKey(pod));
  };
  return {
    name: 'ephemeral-volume-controller',
    eventSource: 'ephemeral_volume',
    watches: ['pods', 'persistentvolumeclaims'],
    start() {
      for (const pod of api.list<Pod>('pods')) enqueue(pod);
    },
    observe({ type, resource, key, object }) {
      // Specs of pods stand fast. A claim that somebody deletes is made anew.
      if (resource === 'pods' && type === 'ADDED') enqueue(object as Pod);
      if (resource === 'persistentvolumeclaims' && type === 'DELETED') {
        for (const pod of api.byIndex<Pod>('pods', 'claim', key)) if (isMadeFor(pod, object.metadata.name)) enqueue(pod);
      }
    },
    reconcile(key) {
      const pod = api.get<Pod>('pods', key);
      return pod && !pod.metadata.deletionTimestamp ? reconcileEphemeralVolumes(pod, api) : nothingToDo;
    },
  };
}

function isMadeFor(pod: Pod, claimName: string): boolean {
  return pod.spec.volumes?.some((volume) => volume.ephemeral && ephemeralClaimName(pod, volume) === claimName) ?? false;
}

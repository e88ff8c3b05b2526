import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { ok } from '../../../shared/result.ts';
import { effectiveProfile } from '../../../shared/topology/behaviour.ts';
import type { Handlers } from './handlers.ts';

export const imageHandlers: Handlers = {
  'images.list'(_request, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const profiles = session.value.document.cluster.spec.images ?? [];
    const images = new Set(profiles.map(({ image }) => image));
    for (const { metadata, spec } of session.value.world.api.list<Pod>('pods')) {
      if (metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) continue;
      for (const { image } of [...(spec.initContainers ?? []), ...spec.containers]) if (image) images.add(image);
    }
    return ok({ profiles, used: [...images].sort().map((image) => effectiveProfile(profiles, image)) });
  },
};

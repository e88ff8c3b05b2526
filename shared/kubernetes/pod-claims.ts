import type { Pod, Volume } from './types/pod.ts';

const none: readonly string[] = [];

/** Names of the claims that a pod uses, in order; those that are made for its generic ephemeral volumes included. */
export function claimNamesOf(pod: Pod): readonly string[] {
  const { volumes } = pod.spec;
  if (!volumes?.some(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim ?? ephemeral)) return none;
  return volumes.flatMap((volume) => volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? ephemeralClaimName(pod, volume) : []));
}

/** Name of the claim that is made for a generic ephemeral volume. Source: component-helpers/storage/ephemeral, VolumeClaimName. */
export function ephemeralClaimName({ metadata }: Pod, { name }: Volume): string {
  return `${metadata.name}-${name}`;
}

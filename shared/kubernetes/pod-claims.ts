import type { PodSpec } from './types/pod.ts';

const none: readonly string[] = [];

/** Names of the claims that a pod of this spec uses, in order. */
export function claimNamesOf({ volumes }: PodSpec): readonly string[] {
  if (!volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim)) return none;
  return volumes.flatMap(({ persistentVolumeClaim: source }) => source?.claimName ?? []);
}

import { podLimits } from '../../../../shared/kubernetes/pod-requests.ts';
import { quantityValue } from '../../../../shared/kubernetes/quantity-number.ts';
import { quantityString } from '../../../../shared/kubernetes/quantity.ts';
import type { Container, Pod, Volume } from '../../../../shared/kubernetes/types/pod.ts';

/** The volume that takes what a container writes: the first emptyDir that it may write to; undefined: its own writable layer. */
export function emptyDirOf(object: Pod, container: Container): Volume | undefined {
  for (const { name, readOnly } of container.volumeMounts ?? []) {
    const volume = readOnly ? undefined : object.spec.volumes?.find((candidate) => candidate.name === name);
    if (volume?.emptyDir && !volume.emptyDir.medium?.startsWith('HugePages')) return volume;
  }
  return undefined;
}

/** Its files lie in memory and count as that. */
export function isInMemory(volume: Volume | undefined): boolean {
  return volume?.emptyDir?.medium === 'Memory';
}

/**
 * How large a volume in memory is, past which nothing can be written: its sizeLimit, at most the memory limits of all containers of its pod,
 * at most what the node has for pods.
 * Source: calculateEmptyDirMemorySize, pkg/volume/emptydir/empty_dir.go.
 */
export function memoryVolumeBytes({ spec }: Pod, { emptyDir }: Volume, allocatableBytes: number): number {
  const limited = spec.resources?.limits?.['memory'] !== undefined
    || [...spec.containers, ...spec.initContainers ?? []].every(({ resources }) => resources?.limits?.['memory'] !== undefined);
  const whole = limited ? podLimits(spec).get('memory') : undefined;
  const bounds = [whole && quantityValue(quantityString(whole)), emptyDir?.sizeLimit && quantityValue(emptyDir.sizeLimit)];
  return bounds.reduce<number>((least, bound) => (bound ? Math.min(least, bound) : least), allocatableBytes);
}

import type { Container, Pod, Volume } from '../../../../shared/kubernetes/types/pod.ts';

/** The volume that takes what a container writes: the first emptyDir on disk that it may write to; undefined: its own writable layer. */
export function emptyDirOf(object: Pod, container: Container): Volume | undefined {
  for (const { name, readOnly } of container.volumeMounts ?? []) {
    const volume = readOnly ? undefined : object.spec.volumes?.find((candidate) => candidate.name === name);
    if (volume?.emptyDir && volume.emptyDir.medium !== 'Memory' && !volume.emptyDir.medium?.startsWith('HugePages')) return volume;
  }
  return undefined;
}

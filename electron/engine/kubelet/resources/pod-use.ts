import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { findContainer } from '../pod/pod-object.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import { emptyDirOf } from './disk.ts';
import { useOf, writtenOf, type Use } from './use.ts';

/** Use of each container that exists, and of the pod as a whole. What was written to an emptyDir is the volume's. */
export interface PodUse {
  total: Use;
  /** By name; `diskBytes` is the writable layer. */
  containers: Map<string, Use>;
  /** Volume → bytes, only those that are written to. */
  emptyDirs: Map<string, number>;
}

export function podUse(object: Pod, pod: PodRuntime, nowMs: number): PodUse {
  const use: PodUse = { total: { cpuMilli: 0, memoryBytes: 0, diskBytes: 0, processes: 0 }, containers: new Map(), emptyDirs: new Map() };
  for (const { name, instance } of pod.containers.values()) {
    if (!instance) continue;
    const own = useOf(instance, nowMs);
    for (const key of ['cpuMilli', 'memoryBytes', 'diskBytes', 'processes'] as const) use.total[key] += own[key];
    const container = findContainer(object, name)?.container;
    const volume = container && emptyDirOf(object, container)?.name;
    if (volume) use.emptyDirs.set(volume, (use.emptyDirs.get(volume) ?? 0) + writtenOf(instance, nowMs));
    use.containers.set(name, volume ? { ...own, diskBytes: 0 } : own);
  }
  return use;
}

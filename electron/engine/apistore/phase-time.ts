import type { ResourceType } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PersistentVolume } from '../../../shared/kubernetes/types/storage.ts';

/**
 * The API server's own note in a PersistentVolume of when its phase last changed: at its creation, and with every status of another phase whose
 * writer does not say a time itself. Source: pkg/registry/core/persistentvolume/strategy.go.
 * @param previous absent for a new object
 */
export function withPhaseTime<T extends KubernetesObject>(type: ResourceType, next: T, previous: T | undefined, now: string): T {
  if (type.resource !== 'persistentvolumes') return next;
  const [before, after] = [previous as PersistentVolume | undefined, next as unknown as PersistentVolume].map((volume) => volume?.status);
  if (previous) {
    const { lastPhaseTransitionTime: said } = after ?? {};
    if (before?.phase === after?.phase || (said !== undefined && said !== before?.lastPhaseTransitionTime)) return next;
  }
  return { ...next, status: { ...after, lastPhaseTransitionTime: now } };
}

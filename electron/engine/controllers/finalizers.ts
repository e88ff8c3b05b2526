import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

export function hasFinalizer({ metadata }: KubernetesObject, finalizer: string): boolean {
  return metadata.finalizers?.includes(finalizer) ?? false;
}

/** The object held by one finalizer more; itself when it has it already. */
export function withFinalizer<T extends KubernetesObject>(object: T, finalizer: string): T {
  if (hasFinalizer(object, finalizer)) return object;
  return { ...object, metadata: { ...object.metadata, finalizers: [...object.metadata.finalizers ?? [], finalizer] } };
}

/** The object let go by one finalizer; itself when that does not hold it. */
export function withoutFinalizer<T extends KubernetesObject>(object: T, finalizer: string): T {
  if (!hasFinalizer(object, finalizer)) return object;
  const { finalizers = [], ...metadata } = object.metadata;
  const others = finalizers.filter((name) => name !== finalizer);
  return { ...object, metadata: others.length > 0 ? { ...metadata, finalizers: others } : metadata };
}

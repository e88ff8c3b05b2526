import { resourceTypeFor, type ObjectRef } from '../kubernetes/registry.ts';
import type { Manifest } from './types.ts';

/** The object that a manifest names. Namespaced kinds without a namespace are in `default`, cluster-scoped kinds in none. */
export function manifestRef(manifest: Manifest): ObjectRef {
  const { apiVersion, kind } = manifest;
  const { name, namespace } = manifest.metadata;
  return resourceTypeFor(apiVersion, kind).namespaced ? { apiVersion, kind, namespace: namespace || 'default', name } : { apiVersion, kind, name };
}

import type { JsonObject } from '../../shared/json.ts';
import type { Manifest } from '../../shared/topology/types.ts';

/** Typed Kubernetes objects are plain JSON; interfaces without an index signature only cannot say so. */
export function asManifest(object: { apiVersion: string; kind: string; metadata: { name: string } }): Manifest {
  return object as unknown as JsonObject as Manifest;
}

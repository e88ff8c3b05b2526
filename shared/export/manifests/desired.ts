import { isJsonObject, type JsonObject, type JsonValue } from '../../json.ts';
import { decodingFaults } from '../../kubernetes/schema/decoding-faults.ts';
import { parseFieldPath } from '../../topology/read-yaml.ts';
import type { Manifest } from '../../topology/types.ts';

/** Metadata that the API server writes. */
const serverMetadata = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'managedFields', 'selfLink', 'ownerReferences'];
/** Kinds that components of a cluster write for themselves. */
const serverKinds = new Set(['Node', 'Event', 'Lease', 'ComponentStatus', 'ControllerRevision', 'CSINode', 'VolumeAttachment']);

/** Whether an object is written by components: a node, or one that a controller made for its owner. */
export function isServerMade({ kind, metadata }: Manifest): boolean {
  const owners = metadata['ownerReferences'];
  return serverKinds.has(kind) || (Array.isArray(owners) && owners.some((owner) => isJsonObject(owner) && owner['controller'] === true));
}

export interface Desired {
  manifest: Manifest;
  /** Fields of the server, e.g. `status`, `metadata.uid`. */
  serverFields: string[];
  /** Fields that Kubernetes does not have, which `kubectl apply` would refuse. */
  unknownFields: string[];
}

/** What an author wants of an object: without status, without ids, without what Kubernetes does not know. */
export function desiredOf(manifest: Manifest): Desired {
  const serverFields = [
    ...serverMetadata.filter((field) => manifest.metadata[field] !== undefined).map((field) => `metadata.${field}`),
    ...(manifest['status'] === undefined ? [] : ['status']),
  ];
  const withoutServer = without(manifest, serverFields) as Manifest;
  const unknownFields = decodingFaults(withoutServer).flatMap(({ kind, field }) => (kind === 'unknown' ? [field] : []));
  return { manifest: without(withoutServer, unknownFields) as Manifest, serverFields, unknownFields };
}

/** A copy without some fields. Paths as `decodingFaults` writes them. */
function without(value: JsonObject, fields: readonly string[]): JsonObject {
  if (fields.length === 0) return value;
  const copy = JSON.parse(JSON.stringify(value)) as JsonObject;
  for (const field of fields) {
    const steps = parseFieldPath(field);
    const name = String(steps.pop());
    let owner: JsonValue | undefined = copy;
    for (const step of steps) owner = (owner as Record<string | number, JsonValue> | undefined)?.[step];
    if (isJsonObject(owner)) delete owner[name];
  }
  return copy;
}

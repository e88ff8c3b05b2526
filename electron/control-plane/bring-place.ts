import { isJsonObject, jsonEqual, type JsonObject, type JsonValue } from '../../shared/json.ts';
import type { ClusterFieldChange } from '../../shared/ipc/design.ts';
import type { ClusterPlace } from '../../shared/import/importer.ts';
import { createMergePatch } from '../../shared/merge-patch.ts';
import type { ClusterSpec } from '../../shared/topology/types.ts';

/** What the provider of a design says besides where it is, which stays. */
const kept = ['quotas', 'capacity', 'podNetwork'] as const;

/**
 * Machines of another tool's configuration bring along where they stand: region, zones, NAT gateways, ranges of the network.
 * @returns the merge patch of the Cluster document, and what it changes; undefined: nothing
 */
export function bringPlace(spec: ClusterSpec, { provider, network }: ClusterPlace): { patch: JsonObject; changed: ClusterFieldChange[] } | undefined {
  const before = { provider: (spec.provider ?? null) as unknown as JsonValue, network: spec.network as unknown as JsonValue };
  const after = { provider: provider ? withKept(spec, provider as unknown as JsonObject) : before.provider, network: { ...spec.network, ...network } as unknown as JsonValue };
  const patch = createMergePatch(before, after);
  if (patch === undefined) return undefined;
  return { patch: { spec: patch }, changed: differences('spec', before, after) };
}

function withKept({ provider: before }: ClusterSpec, provider: JsonObject): JsonObject {
  if (before?.name !== provider['name']) return provider;
  const own = before as unknown as JsonObject;
  return { ...Object.fromEntries(kept.flatMap((field) => (own[field] === undefined ? [] : [[field, own[field]]]))), ...provider };
}

/** Field by field, as deep as both are maps. */
function differences(path: string, before: JsonValue | undefined, after: JsonValue | undefined): ClusterFieldChange[] {
  if (jsonEqual(before, after)) return [];
  if (!isJsonObject(after) || (before !== null && before !== undefined && !isJsonObject(before))) return [{ field: path, from: textOf(before), to: textOf(after) }];
  const owner: JsonObject = isJsonObject(before) ? before : {};
  return [...new Set([...Object.keys(owner), ...Object.keys(after)])].flatMap((field) => differences(`${path}.${field}`, owner[field], after[field]));
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

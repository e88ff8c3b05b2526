import { refKey } from '../../shared/kubernetes/registry.ts';
import { decodingFaults } from '../../shared/kubernetes/schema/decoding-faults.ts';
import type { Status } from '../../shared/kubernetes/status.ts';
import { manifestRef } from '../../shared/topology/manifest-ref.ts';
import { ownPlaces } from '../../shared/topology/own-entries.ts';
import { parseFieldPath, readYaml, type YamlDocument } from '../../shared/topology/read-yaml.ts';
import { isJsonObject, type JsonValue } from '../../shared/json.ts';
import type { Manifest, Topology, TopologyProblem } from '../../shared/topology/types.ts';
import { World } from '../engine/world.ts';

/**
 * What the API server would say of every object of a topology, with the place in `source` that each error is about. The objects are really created, in a world that is
 * thrown away, so the answers are those of admission and nothing else.
 */
export function checkTopology(topology: Topology, source: string): TopologyProblem[] {
  const { refused } = World.create(topology);
  if (refused.length === 0) return [];
  const places = placesOf(source);
  return refused.flatMap(({ manifest, status }) => statusProblems(status, manifest, places.get(refKey(manifestRef(manifest)))));
}

/** Where an object stands: its document and the path of the object in it. */
export interface Place {
  document: YamlDocument;
  path: (string | number)[];
  /** The object's fields under another path than in the API (the `spec` of our own kinds is inlined in the Cluster document). */
  fieldPath?: (field: (string | number)[]) => (string | number)[];
}

/** A refusal as problems, one per cause, each at its field. */
export function statusProblems(status: Status, manifest: Manifest, place: Place | undefined): TopologyProblem[] {
  const subject = `${manifest.kind} "${manifest.metadata.name}"`;
  const causes = status.details?.causes ?? [];
  if (causes.length === 0) {
    // Decoding stops at the first wrong type; unknown fields are told all at once.
    const faults = status.reason === 'BadRequest' ? decodingFaults(manifest) : [];
    const wrongType = faults.find((fault) => fault.kind === 'type');
    if (!wrongType && faults.length > 0) return faults.map(({ field }) => ({ severity: 'error', message: `${subject}: unknown field "${field}"`, ...at(place, field), field }));
    const field = wrongType?.field;
    return [{ severity: 'error', message: `${subject}: ${status.message}`, ...at(place, field ?? ''), ...(field ? { field } : {}) }];
  }
  return causes.map((cause) => ({ severity: 'error', message: `${subject}: ${cause.message}`, ...at(place, cause.field), field: cause.field }));
}

function at(place: Place | undefined, field: string): Partial<TopologyProblem> {
  if (!place) return {};
  const steps = parseFieldPath(field);
  const path = [...place.path, ...(place.fieldPath ? place.fieldPath(steps) : steps)];
  return { document: place.document.number, ...place.document.positionOf(path) };
}

function placesOf(source: string): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const document of readYaml(source).documents) {
    const root = document.value;
    if (!isJsonObject(root)) continue;
    if (root['kind'] === 'Cluster') {
      for (const [key, place] of ownPlaces(root)) places.set(key, { document, ...place });
      continue;
    }
    const items: JsonValue[] = Array.isArray(root['items']) && String(root['kind']).endsWith('List') ? root['items'] : [root];
    for (const [index, item] of items.entries()) {
      if (!isJsonObject(item) || !isJsonObject(item['metadata']) || typeof item['kind'] !== 'string' || typeof item['apiVersion'] !== 'string') continue;
      places.set(refKey(manifestRef(item as Manifest)), { document, path: item === root ? [] : ['items', index] });
    }
  }
  return places;
}

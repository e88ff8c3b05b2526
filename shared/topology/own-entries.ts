import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import { ownApiVersion, ownKindOf, ownKinds, type OwnKind } from '../kubernetes/own-kinds/index.ts';
import { refKey, type ObjectRef } from '../kubernetes/registry.ts';
import { objectType, schemaOf } from '../kubernetes/schema/catalogue.ts';
import { decodingFaults } from '../kubernetes/schema/decoding-faults.ts';
import { placeAt, typeLabel } from '../kubernetes/schema/walk.ts';
import { manifestRef } from './manifest-ref.ts';
import { parseFieldPath, type YamlDocument } from './read-yaml.ts';
import type { ClusterDocument, Manifest, TopologyProblem } from './types.ts';

/** An object of an own kind as the Cluster document has it: its name, and its spec's fields beside it. */
type OwnEntry = JsonObject & { name: string };

/** An entry as the manifest that the API gets: without fields of later versions or other programs. */
export function ownManifest(own: OwnKind, entry: object): Manifest {
  const { fields } = objectType(`${own.kind}Spec`);
  const { name, ...rest } = entry as OwnEntry;
  const spec = Object.fromEntries(Object.entries(rest).filter(([field]) => fields.has(field)));
  return { apiVersion: ownApiVersion, kind: own.kind, metadata: { name }, spec };
}

/** The reverse of `ownManifest`. @param before the entry so far, whose unknown fields stay */
export function ownEntry(own: OwnKind, manifest: Manifest, before: object | undefined): OwnEntry {
  const { fields } = objectType(`${own.kind}Spec`);
  const unknown = Object.entries((before ?? {}) as JsonObject).filter(([field]) => field !== 'name' && !fields.has(field));
  return { name: manifest.metadata.name, ...(isJsonObject(manifest['spec']) ? manifest['spec'] : {}), ...Object.fromEntries(unknown) };
}

/** The objects of own kinds that a Cluster document holds, in the order of the kinds and of their lists. */
export function ownManifests({ spec }: ClusterDocument): Manifest[] {
  return ownKinds.flatMap((own) => (spec[own.documentField] ?? []).map((entry) => ownManifest(own, entry)));
}

/** The Cluster document with an object of an own kind as it is `after` a change; absent: without it. */
export function withOwnEntry(cluster: ClusterDocument, own: OwnKind, name: string, after: Manifest | undefined): ClusterDocument {
  const entries: readonly { name: string }[] = cluster.spec[own.documentField] ?? [];
  const index = entries.findIndex((entry) => entry.name === name);
  const made = after ? [ownEntry(own, after, entries[index])] : [];
  const next = index < 0 ? [...entries, ...made] : entries.flatMap((entry, at) => (at === index ? made : [entry]));
  const { [own.documentField]: _before, ...rest } = cluster.spec;
  // A list that was never written stays out of the file when it is empty.
  if (next.length === 0 && own.documentField !== 'machines') return { ...cluster, spec: rest as ClusterDocument['spec'] };
  return { ...cluster, spec: { ...cluster.spec, [own.documentField]: next } };
}

/** Where an entry stands in the Cluster document, and where a field of its manifest does: `spec.zone` is `zone` of the entry. */
export interface OwnPlace {
  path: (string | number)[];
  fieldPath(field: (string | number)[]): (string | number)[];
}

/** Places of a Cluster document's entries by refKey. @param root the document as it was read */
export function ownPlaces(root: JsonObject): Map<string, OwnPlace> {
  const places = new Map<string, OwnPlace>();
  for (const { own, index, entry } of entriesOf(root)) {
    places.set(refKey(manifestRef(ownManifest(own, entry))), {
      path: ['spec', own.documentField, index], fieldPath: (field) => (field[0] === 'spec' || field[0] === 'metadata' ? field.slice(1) : field),
    });
  }
  return places;
}

/** What the lists of own kinds get wrong: names that stand twice and values of a wrong type are errors, unknown fields are kept and warned of. */
export function ownEntryProblems(document: YamlDocument): TopologyProblem[] {
  const problems: TopologyProblem[] = [];
  const seen = new Set<string>();
  for (const { own, index, entry } of entriesOf(document.value)) {
    const at = (steps: (string | number)[]): Pick<TopologyProblem, 'document' | 'field'> => {
      const field = `spec.${own.documentField}[${index}]${steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
      return { document: document.number, ...document.positionOf(['spec', own.documentField, index, ...steps]), field };
    };
    const key = `${own.kind}/${entry.name}`;
    if (seen.has(key)) problems.push({ severity: 'error', ...at(['name']), message: `There are two ${own.words} named "${entry.name}".`, hint: 'Rename one of them.' });
    seen.add(key);
    const { fields } = objectType(`${own.kind}Spec`);
    for (const field of Object.keys(entry)) {
      if (field === 'name' || fields.has(field)) continue;
      problems.push({
        severity: 'warning', ...at([field]), message: `${own.kind} "${entry.name}" has a field "${field}" that is not known; it is kept and has no effect.`, hint: 'Check its spelling.',
      });
    }
    const schema = schemaOf(ownApiVersion, own.kind);
    for (const fault of decodingFaults(ownManifest(own, entry))) {
      if (fault.kind !== 'type') continue;
      const steps = parseFieldPath(fault.field);
      const type = schema && placeAt(schema, steps)?.type;
      const place = at(steps[0] === 'spec' ? steps.slice(1) : steps);
      problems.push({ severity: 'error', ...place, message: `${place.field}: expected ${type ? typeLabel(type) : 'another type'}.` });
    }
  }
  return problems;
}

function entriesOf(root: JsonValue): { own: OwnKind; index: number; entry: OwnEntry }[] {
  const spec = isJsonObject(root) && isJsonObject(root['spec']) ? root['spec'] : {};
  return ownKinds.flatMap((own) => {
    const entries = spec[own.documentField];
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry, index) => (isJsonObject(entry) && typeof entry['name'] === 'string' ? [{ own, index, entry: entry as OwnEntry }] : []));
  });
}

/** Whether an object stands in the Cluster document, not as a document of its own. */
export function standsInCluster(ref: Pick<ObjectRef, 'apiVersion' | 'kind'>): boolean {
  return ownKindOf(ref) !== undefined;
}

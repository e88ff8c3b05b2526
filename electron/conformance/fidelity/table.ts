import { groupVersionOf, livingResourceTypes } from '../../../shared/kubernetes/registry.ts';
import { schemaOf, objectType } from '../../../shared/kubernetes/schema/catalogue.ts';
import type { FieldSchema, ObjectSchema, TypeSchema } from '../../../shared/kubernetes/schema/model.ts';
import type { FidelityRow, FidelitySection, FidelityTable } from '../../../shared/view/fidelity.ts';
import type { FidelityEntries, FieldFidelity } from './model.ts';

/** The frame of every kind; `spec` and `status` may have an entry that says otherwise. */
const frame: FieldFidelity = { class: 'simulated', whole: false, note: '', proofs: ['validation'] };
const frameFields = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);

/**
 * Puts entries and schema together: a section for each kind, and one for each type to which more than one field leads; all other types
 * stand with their full path where they belong. Fields without an entry, and entries without a field, are in {@link gapsOf}.
 */
export function fidelityTable(entries: FidelityEntries): FidelityTable {
  const roots = livingResourceTypes.map((type) => ({ apiVersion: groupVersionOf(type), schema: schemaOf(groupVersionOf(type), type.kind) }))
    .filter((root): root is { apiVersion: string; schema: ObjectSchema } => root.schema !== undefined);
  const shared = sharedTypes(roots.map(({ schema }) => schema), entries);
  const section = (schema: ObjectSchema): FidelitySection => ({ name: schema.name, rows: rowsOf(schema, '', entries, shared) });
  return {
    kinds: roots.map(({ apiVersion, schema }) => ({ ...section(schema), apiVersion })),
    parts: [...shared].toSorted().map((name) => section(objectType(name))),
  };
}

/** What is wrong with the entries, a line each: fields that have none, and those that the schema does not know. */
export function gapsOf(entries: FidelityEntries): string[] {
  const reached = new Map<string, ObjectSchema>();
  for (const type of livingResourceTypes) {
    const schema = schemaOf(groupVersionOf(type), type.kind);
    if (schema) reach(schema, entries, reached);
  }
  const gaps: string[] = [];
  for (const schema of reached.values()) {
    for (const { name } of schema.fields.values()) if (!fidelityOf(schema, name, entries)) gaps.push(`${schema.name}.${name} has no entry`);
  }
  for (const [type, fields] of entries) {
    const schema = reached.get(type);
    if (!schema) gaps.push(`no field that has an effect leads to a type ${type}`);
    else for (const name of fields.keys()) if (!schema.fields.has(name)) gaps.push(`${type} has no field ${name}`);
  }
  return gaps;
}

function rowsOf(schema: ObjectSchema, prefix: string, entries: FidelityEntries, shared: ReadonlySet<string>): FidelityRow[] {
  return [...schema.fields.values()].flatMap((field): FidelityRow[] => {
    const fidelity = fidelityOf(schema, field.name, entries);
    if (!fidelity) return [];
    const below = objectBelow(field.type);
    const path = `${prefix}${field.name}${suffixOf(field)}`;
    const row: FidelityRow = { path, class: fidelity.class, note: fidelity.note, proofs: fidelity.proofs };
    if (!below) return isFrame(schema, field.name) ? [] : [row];
    if (fidelity.whole) return [{ ...row, path: `${path}.*` }];
    if (shared.has(below.name)) return [{ ...row, part: below.name }];
    return [...(fidelity.note === '' ? [] : [row]), ...rowsOf(below, `${path}.`, entries, shared)];
  });
}

function suffixOf({ type }: FieldSchema): string {
  return type.kind === 'list' && objectBelow(type) ? '[]' : '';
}

function objectBelow(type: TypeSchema): ObjectSchema | undefined {
  if (type.kind === 'object') return type;
  return type.kind === 'list' ? objectBelow(type.items) : type.kind === 'map' ? objectBelow(type.values) : undefined;
}

function isFrame(schema: ObjectSchema, field: string): boolean {
  return frameFields.has(field) && schema.fields.has('apiVersion') && schema.fields.has('metadata');
}

function fidelityOf(schema: ObjectSchema, field: string, entries: FidelityEntries): FieldFidelity | undefined {
  return entries.get(schema.name)?.get(field) ?? (isFrame(schema, field) ? frame : undefined);
}

/** Types to which a field leads that has an effect (or no entry yet). */
function reach(schema: ObjectSchema, entries: FidelityEntries, reached: Map<string, ObjectSchema>): void {
  if (reached.has(schema.name)) return;
  reached.set(schema.name, schema);
  for (const below of childrenOf(schema, entries)) reach(below, entries, reached);
}

function childrenOf(schema: ObjectSchema, entries: FidelityEntries): ObjectSchema[] {
  return [...schema.fields.values()].flatMap(({ name, type }) => {
    const below = objectBelow(type);
    return below && !fidelityOf(schema, name, entries)?.whole ? [below] : [];
  });
}

function sharedTypes(roots: readonly ObjectSchema[], entries: FidelityEntries): Set<string> {
  const reached = new Map<string, ObjectSchema>();
  for (const root of roots) reach(root, entries, reached);
  const references = new Map<string, number>();
  for (const schema of reached.values()) {
    for (const { name } of childrenOf(schema, entries)) references.set(name, (references.get(name) ?? 0) + 1);
  }
  return new Set([...references].filter(([, count]) => count > 1).map(([name]) => name));
}

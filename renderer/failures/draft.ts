import { formatBytesQuantity } from './bytes-text.ts';
import { quantityMilliValue, quantityValue } from '../../shared/kubernetes/quantity-number.ts';
import { parseQuantity } from '../../shared/kubernetes/quantity.ts';
import { plannedFaultSchema, timesOf, type PlannedFault } from '../../shared/planned-faults.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import { canEnd, fieldSchema, fieldsOf, type FaultField, type FaultKind } from './fault-kinds.ts';
import { clockText, lengthText, readTime, writtenTime } from './time-text.ts';

/** A planned fault while it is written: texts of the form's fields. */
export interface FaultDraft {
  kind: FaultKind;
  at: string;
  /** Empty: nobody mends it. */
  for: string;
  name: string;
  /** By field; of a pod `namespace/name`, or its name alone in `default`. */
  fields: Readonly<Record<string, string>>;
}

/** What is wrong, by field; `at`, `for` and `name` too. */
export type DraftErrors = Readonly<Record<string, LocalizedText>>;

export function draftOf(entry: PlannedFault): FaultDraft {
  const { atMs, endMs } = timesOf(entry);
  const given = entry as unknown as Record<string, unknown>;
  const text = ({ name, widget }: FaultField): string => {
    const value = given[name];
    if (value === undefined) return '';
    if (widget === 'pod') return given['namespace'] === undefined || given['namespace'] === 'default' ? String(value) : `${String(given['namespace'])}/${String(value)}`;
    return widget === 'bytes' ? formatBytesQuantity(Number(value)) : String(value);
  };
  return {
    kind: entry.kind, at: clockText(atMs), for: endMs === undefined ? '' : clockText(endMs - atMs), name: entry.name ?? '',
    fields: Object.fromEntries(fieldsOf(entry.kind).map((field) => [field.name, text(field)])),
  };
}

/** The same in another kind: what both ask for stays. @param untouched what was suggested for the kind before, and nobody's choice */
export function ofKind(draft: FaultDraft, kind: FaultKind, suggested: Readonly<Record<string, string>>, untouched: Readonly<Record<string, string>> = {}): FaultDraft {
  const fields = Object.fromEntries(fieldsOf(kind).map(({ name, choices }) => {
    const kept = draft.fields[name];
    return [name, kept !== undefined && kept !== '' && kept !== untouched[name] && choices?.includes(kept) !== false ? kept : suggested[name] ?? ''];
  }));
  return { ...draft, kind, for: canEnd(kind) ? draft.for : '', fields };
}

/** The entry that a draft says, or what is wrong with it. @param before the entry that it changes: its unknown fields and the way in which it writes times stay */
export function entryOf(draft: FaultDraft, before?: PlannedFault): { entry: PlannedFault } | { errors: DraftErrors } {
  const errors: Record<string, LocalizedText> = {};
  const values: Record<string, unknown> = {};
  for (const field of fieldsOf(draft.kind)) {
    const read = readField(draft.kind, field, (draft.fields[field.name] ?? '').trim());
    if ('error' in read) errors[field.name] = read.error;
    else Object.assign(values, read.values);
  }
  if (values['a'] !== undefined && values['a'] === values['b']) errors['b'] = { key: 'failures:error.same' };
  const atMs = readTime(draft.at);
  if (atMs === undefined) errors['at'] = { key: 'failures:error.time' };
  const hasLength = canEnd(draft.kind) && draft.for.trim() !== '';
  const forMs = hasLength ? readTime(draft.for) : undefined;
  if (hasLength && forMs === undefined) errors['for'] = { key: 'failures:error.time' };
  else if (forMs === 0) errors['for'] = { key: 'failures:error.noLength' };
  if (Object.keys(errors).length > 0) return { errors };
  const name = draft.name.trim();
  const entry = {
    at: writtenTime(atMs ?? 0, before?.at), kind: draft.kind, ...values, ...(forMs === undefined ? {} : { for: writtenTime(forMs, before?.for) }), ...(name === '' ? {} : { name }), ...unknownFields(before),
  };
  const issue = plannedFaultSchema.safeParse(entry).error?.issues[0];
  if (!issue) return { entry: kept(entry, before) as unknown as PlannedFault };
  return { errors: { [String(issue.path[0] ?? 'kind')]: { key: 'failures:error.other', params: { message: issue.message } } } };
}

type Read = { values: Record<string, unknown> } | { error: LocalizedText };

function readField(kind: FaultKind, { name, widget, optional }: FaultField, text: string): Read {
  if (text === '') return optional ? { values: {} } : { error: { key: 'failures:error.required' } };
  if (widget === 'pod') {
    const [pod = '', namespace = 'default'] = text.split('/').reverse();
    return { values: { ...(namespace === 'default' ? {} : { namespace }), pod } };
  }
  if (widget === 'bytes') {
    if (!parseQuantity(text).ok || quantityMilliValue(text) <= 0) return { error: { key: 'failures:error.bytes' } };
    return { values: { [name]: quantityValue(text) } };
  }
  const value = widget === 'number' ? Number(text.replace(',', '.')) : text;
  if (Number.isNaN(value)) return { error: { key: 'failures:error.number' } };
  const issue = fieldSchema(kind, name)?.safeParse(value).error?.issues[0];
  if (!issue) return { values: { [name]: value } };
  if (issue.code === 'too_small') return { error: issue.inclusive === false ? { key: 'failures:error.above', params: { least: Number(issue.minimum) } } : { key: 'failures:error.least', params: { least: Number(issue.minimum) } } };
  if (issue.code === 'too_big') return { error: { key: 'failures:error.most', params: { most: Number(issue.maximum) } } };
  return { error: issue.code === 'invalid_type' ? { key: 'failures:error.whole' } : { key: 'failures:error.other', params: { message: issue.message } } };
}

/** What later versions or other programs have written into an entry. */
function unknownFields(before: PlannedFault | undefined): Record<string, unknown> {
  if (!before) return {};
  const known = new Set(['at', 'for', 'name', 'kind', 'namespace', ...fieldsOf(before.kind).map(({ name }) => name)]);
  return Object.fromEntries(Object.entries(before).filter(([name]) => !known.has(name)));
}

/** Values that say the same stay as they were written: `90s` is not rewritten as `1m30s`. */
function kept(entry: Record<string, unknown>, before: PlannedFault | undefined): Record<string, unknown> {
  if (!before) return entry;
  const same = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && readTime(String(a)) === readTime(String(b));
  return { ...entry, ...(same(entry['at'], before.at) ? { at: before.at } : {}), ...(same(entry['for'], before.for) ? { for: before.for } : {}) };
}

/** What a new fault at a time begins with. */
export function newDraft(kind: FaultKind, atMs: number, suggested: Readonly<Record<string, string>>): FaultDraft {
  return ofKind({ kind, at: clockText(atMs), for: lengthText(60_000), name: '', fields: {} }, kind, suggested);
}

import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';
import type { ObjectSchema, TypeSchema } from '../../../shared/kubernetes/schema/model.ts';
import { parseFieldPath, placeAt } from '../../../shared/kubernetes/schema/walk.ts';
import { parseQuantity } from '../../../shared/kubernetes/quantity.ts';
import type { TopologyProblem } from '../../../shared/topology/types.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import { getIn } from '../form/set-in.ts';
import { alignFix } from './align-fix.ts';
import { nearestWord } from './nearest-word.ts';
import { rangeOf } from './problems.ts';
import { placeOf } from './yaml-outline.ts';

/** One edit of the text that would likely mend a problem. */
export interface Fix {
  label: LocalizedText;
  edit: { from: number; to: number; insert: string };
}

/**
 * Edits that would mend the problem, likeliest first: the type that the schema wants written properly, the nearest allowed word, else what
 * the running object has.
 * Nothing is suggested that the schema would refuse again.
 */
export function fixesFor(problem: TopologyProblem, text: string, schema: ObjectSchema | undefined, live: JsonObject | undefined): Fix[] {
  if (text.includes('\t') && /tab/i.test(problem.message)) {
    const line = rangeOf(problem, text);
    const start = text.lastIndexOf('\n', line.from - 1) + 1;
    const end = text.indexOf('\n', start) < 0 ? text.length : text.indexOf('\n', start);
    return [
      { label: { key: 'inspector:fix.tabs' }, edit: { from: start, to: end, insert: text.slice(start, end).replaceAll('\t', '  ') } },
    ];
  }
  if (problem.field === undefined) {
    const align = alignFix(problem, text);
    return align === undefined ? [] : [align];
  }
  if (schema === undefined) return [];
  const path = parseFieldPath(problem.field);
  const place = placeAt(schema, path);
  const written = placeOf(text, path);
  if (written === undefined || written.path.length !== path.length) return [];
  if (place === undefined) return renameFixes(text, schema, path, written);
  const current = text.slice(written.valueFrom, written.valueTo);
  const range = { from: written.valueFrom, to: written.valueTo };
  const candidates = [...wantedTexts(place.type, current.replace(/^["']|["']$/g, '')), ...liveText(place.type, getIn(live, path))];
  const texts = [...new Set(candidates)].filter((candidate) => candidate !== current);
  return texts
    .slice(0, 2)
    .map((insert) => ({
      label: { key: 'inspector:fix.write', params: { text: insert } },
      edit: { ...range, insert: range.from === range.to ? ` ${insert}` : insert },
    }));
}

/** A key that the schema does not know: the nearest that it does, else no key. */
function renameFixes(
  text: string,
  schema: ObjectSchema,
  path: (string | number)[],
  written: { key?: string; keyFrom: number; keyTo: number; valueTo: number },
): Fix[] {
  const parent = placeAt(schema, path.slice(0, -1))?.type;
  if (parent?.kind !== 'object' || written.key === undefined) return [];
  const known = nearestWord(written.key, [...parent.fields.keys()]);
  const rename =
    known === undefined
      ? []
      : [
          {
            label: { key: 'inspector:fix.write', params: { text: known } },
            edit: { from: written.keyFrom, to: written.keyTo, insert: known },
          },
        ];
  const lineStart = text.lastIndexOf('\n', written.keyFrom - 1) + 1;
  const isOwnLine = text.slice(lineStart, written.keyFrom).trim() === '' && written.valueTo > written.keyTo + 1;
  const lineEnd = text.indexOf('\n', written.keyFrom) < 0 ? text.length : text.indexOf('\n', written.keyFrom) + 1;
  return isOwnLine
    ? [
        ...rename,
        { label: { key: 'inspector:fix.removeField', params: { field: written.key } }, edit: { from: lineStart, to: lineEnd, insert: '' } },
      ]
    : rename;
}

const numberWords: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  um: 1,
  dois: 2,
  três: 3,
  tres: 3,
  quatro: 4,
  cinco: 5,
  seis: 6,
  sete: 7,
  oito: 8,
  nove: 9,
  dez: 10,
};
const booleanWords: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  sim: 'true',
  1: 'true',
  no: 'false',
  off: 'false',
  não: 'false',
  nao: 'false',
  0: 'false',
};

function wantedTexts(type: TypeSchema, current: string): string[] {
  if (type.kind !== 'scalar') return [];
  const lower = current.trim().toLowerCase();
  if (type.values !== undefined) {
    const near = nearestWord(current, type.values);
    return near === undefined ? type.values.slice(0, 1) : [near];
  }
  switch (type.scalar) {
    case 'int32':
    case 'int64': {
      if (lower in numberWords) return [String(numberWords[lower])];
      const digits = /^-?\d+(?=\.0+$|$)/.exec(lower.replaceAll(/[_ ]/g, ''))?.[0];
      return digits === undefined ? [] : [digits];
    }
    case 'bool':
      return lower in booleanWords
        ? [booleanWords[lower] as string]
        : ['true', 'false'].filter((word) => nearestWord(lower, [word]) !== undefined);
    case 'quantity':
      return quantityTexts(current);
    case 'string':
      return /^(-?\d+(\.\d+)?|true|false|null|~)$/.test(current) ? [`"${current}"`] : [];
    default:
      return [];
  }
}

/** `64 Mi`, `64MB`, `64MiB`, `0,5` as Kubernetes writes them. */
function quantityTexts(current: string): string[] {
  const tidy = current
    .replaceAll(/\s+/g, '')
    .replace(',', '.')
    .replace(/^([\d.]+)([kKMGTPE]i?)[bB]$/, '$1$2')
    .replace(/^([\d.]+)K$/, '$1k')
    .replace(/^([\d.]+)([mgtp])i$/, (_all, number: string, unit: string) => `${number}${unit.toUpperCase()}i`);
  return tidy !== current && parseQuantity(tidy).ok ? [tidy] : [];
}

/** What the running object has there, when it is a plain value of the right kind. */
function liveText(type: TypeSchema, value: JsonValue | undefined): string[] {
  if (value === undefined || value === null || Array.isArray(value) || isJsonObject(value) || type.kind !== 'scalar') return [];
  const text = String(value);
  return [typeof value === 'string' && /^(-?\d+(\.\d+)?|true|false|null|~|)$/.test(text) ? `"${text}"` : text];
}

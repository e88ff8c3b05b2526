import { isJsonObject, type JsonValue } from '../../../../shared/json.ts';

const longest = 60;
/** Members that name a thing, before all others. */
const naming = ['name', 'type', 'key', 'topologyKey', 'conditionType', 'action', 'host', 'path', 'cidr', 'ip'];

/** A value in one line: scalars as they are, lists by their number or their texts, objects by what names them. '' for nothing. */
export function summaryOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) return shorten(value.join(', '));
    return value.length === 0 ? '' : shorten(value.map((item) => summaryOf(item)).filter(Boolean).join(' · ') || String(value.length));
  }
  if (!isJsonObject(value)) return shorten(String(value));
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  const named = naming.filter((name) => typeof value[name] === 'string' || typeof value[name] === 'number').map((name) => String(value[name]));
  const scalars = entries.filter(([name, member]) => typeof member !== 'object' && !naming.includes(name)).map(([name, member]) => `${name}=${String(member)}`);
  const nested = entries.filter(([, member]) => typeof member === 'object' && member !== null).map(([name]) => name);
  return shorten([...named, ...scalars, ...nested].join(' '));
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';
import type { YamlDocument } from '../topology/read-yaml.ts';
import type { TopologyProblem } from '../topology/types.ts';

type Path = readonly (string | number)[];

/** Reads another tool's configuration field by field; what is wrong, and what a design has no place for, becomes a problem at its place. */
export class ConfigReader {
  readonly problems: TopologyProblem[] = [];
  private readonly document: YamlDocument;

  constructor(document: YamlDocument) {
    this.document = document;
  }

  error(path: Path, message: string, hint?: string): void {
    this.problem('error', path, message, hint);
  }

  /** Something is not taken over, or not as it stands. */
  warn(path: Path, message: string, hint?: string): void {
    this.problem('warning', path, message, hint);
  }

  /** Warns of each field of a map that is not read. @param read names of fields that are, or that mean nothing here */
  leaveOut(map: JsonObject, path: Path, read: ReadonlySet<string>): void {
    for (const [field, value] of Object.entries(map)) {
      if (!read.has(field) && value !== null) this.warn([...path, field], `${pathText([...path, field])} has no place in a design and is left out.`);
    }
  }

  map(owner: JsonObject, path: Path, field: string): JsonObject {
    const value = owner[field];
    if (isJsonObject(value)) return value;
    this.expect(value, [...path, field], 'a map');
    return {};
  }

  list(owner: JsonObject, path: Path, field: string): JsonValue[] {
    const value = owner[field];
    if (Array.isArray(value)) return value;
    this.expect(value, [...path, field], 'a list');
    return [];
  }

  /** The maps of a list, each with its path. */
  maps(owner: JsonObject, path: Path, field: string): { map: JsonObject; at: Path }[] {
    return this.list(owner, path, field).flatMap((item, index) => {
      const at = [...path, field, index];
      if (isJsonObject(item)) return [{ map: item, at }];
      this.error(at, `${pathText(at)}: expected a map.`);
      return [];
    });
  }

  texts(owner: JsonObject, path: Path, field: string): string[] {
    return this.list(owner, path, field).flatMap((item, index) => {
      if (typeof item === 'string') return [item];
      this.error([...path, field, index], `${pathText([...path, field, index])}: expected text.`);
      return [];
    });
  }

  text(owner: JsonObject, path: Path, field: string): string | undefined {
    const value = owner[field];
    if (typeof value === 'string' && value !== '') return value;
    this.expect(value === '' ? undefined : value, [...path, field], 'text');
    return undefined;
  }

  /** A whole number from 0. */
  count(owner: JsonObject, path: Path, field: string): number | undefined {
    const value = owner[field];
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    this.expect(value, [...path, field], 'a whole number from 0');
    return undefined;
  }

  /** A map of texts; numbers and booleans are read as their text, as YAML authors forget quotes. */
  textMap(owner: JsonObject, path: Path, field: string): Record<string, string> {
    return Object.fromEntries(Object.entries(this.map(owner, path, field)).flatMap(([key, value]) => {
      if (value === null) return [[key, '']];
      if (typeof value !== 'object') return [[key, String(value)]];
      this.error([...path, field, key], `${pathText([...path, field, key])}: expected text.`);
      return [];
    }));
  }

  private expect(value: JsonValue | undefined, path: Path, what: string): void {
    if (value !== undefined && value !== null) this.error(path, `${pathText(path)}: expected ${what}.`);
  }

  private problem(severity: TopologyProblem['severity'], path: Path, message: string, hint?: string): void {
    this.problems.push({ severity, message, document: this.document.number, ...this.document.positionOf(path), field: pathText(path), ...(hint ? { hint } : {}) });
  }
}

export function pathText(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`)).join('');
}

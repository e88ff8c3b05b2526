import { assert, required } from '../../assert.ts';
import type { FieldSchema, ListKind, ListSchema, ObjectSchema, ScalarName, TypeSchema } from './model.ts';

/**
 * The compact notation of `definitions/*.ts`. A line at the margin opens a type or names the values of a string type:
 *
 *     enum PullPolicy = Always | IfNotPresent | Never
 *     Container: A process of the pod.
 *       name    string!*                        # Name of the container.
 *       ports   []ContainerPort map=containerPort,protocol
 *       ...ProbeHandler
 *
 * `[]T` list, `{}T` map; `?` pointer (of a list: an empty one is not an absent one), `!` serialised even when empty, `*` the user has to give it. Words after a type: `map=a,b`
 * (list map with its keys; the first is the patch merge key), `set`, `patch=key` and `nopatch` (merge key of strategic merge where
 * it differs from the rule), `retain` (retainKeys), `atomic` and `granular` (mapType or structType of the field where it differs from its type's),
 * `default=x` (+default). `...T` embeds the fields of T. `atomic` after a type's name: structType=atomic.
 */
export interface Definitions {
  /** Go package shown in decoding errors, e.g. `v1`. */
  goPackage: string;
  /** What stands before the Go names of its types, so that they are not those of another version. */
  prefix?: string;
  text: string;
}

interface RawType { goPackage: string; goName: string; description: string; atomic: boolean; lines: string[] }

const scalars = new Set<string>(['string', 'bool', 'int32', 'int64', 'float64', 'quantity', 'intOrString', 'time', 'microTime', 'bytes', 'raw']);
const goTypes: Partial<Record<ScalarName, string>> = {
  quantity: 'resource.Quantity', intOrString: 'intstr.IntOrString', time: 'v1.Time', microTime: 'v1.MicroTime', bytes: '[]uint8',
  raw: 'runtime.RawExtension',
};

/** Builds every type of the definitions. Types may refer to each other in any order, but not to themselves. */
export function parseDefinitions(all: readonly Definitions[]): ReadonlyMap<string, TypeSchema> {
  const raw = new Map<string, RawType>();
  const types = new Map<string, TypeSchema>();
  for (const scalar of scalars) {
    const name = scalar as ScalarName;
    types.set(name, { kind: 'scalar', scalar: name, goType: goTypes[name] ?? name });
  }
  for (const definitions of all) readTypes(definitions, raw, types);
  const resolve = (name: string): TypeSchema => {
    const known = types.get(name);
    if (known) return known;
    const built = buildObject(required(raw.get(name), `schema type ${name}`), raw, resolve);
    types.set(name, built);
    return built;
  };
  for (const name of raw.keys()) resolve(name);
  return types;
}

function readTypes({ goPackage, prefix = '', text }: Definitions, raw: Map<string, RawType>, types: Map<string, TypeSchema>): void {
  let current: RawType | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const enumeration = /^enum (\w+) = (.+)$/.exec(line);
    if (enumeration) {
      const [, name = '', values = ''] = enumeration;
      assert(!types.has(name), `schema type ${name} is defined once`);
      types.set(
        name, { kind: 'scalar', scalar: 'string', goType: `${goPackage}.${name}`, values: values.split('|').map((value) => value.trim()) },
      );
      continue;
    }
    const head = /^(\w+)( atomic)?(?:: (.+))?$/.exec(line);
    if (head) {
      const [, name = '', atomic, description = ''] = head;
      assert(!raw.has(name) && !types.has(name), `schema type ${name} is defined once`);
      current = { goPackage, goName: name.startsWith(prefix) ? name.slice(prefix.length) : name, description, atomic: atomic !== undefined, lines: [] };
      raw.set(name, current);
      continue;
    }
    required(current, `schema type before “${line}”`).lines.push(line.trim());
  }
}

function buildObject(raw: RawType, all: Map<string, RawType>, resolve: (name: string) => TypeSchema): ObjectSchema {
  const fields = new Map<string, FieldSchema>();
  const addLines = (lines: readonly string[]) => {
    for (const line of lines) {
      if (line.startsWith('...')) addLines(required(all.get(line.slice(3)), `embedded schema type ${line}`).lines);
      else {
        const field = parseField(line, resolve);
        fields.set(field.name, field);
      }
    }
  };
  addLines(raw.lines);
  return {
    kind: 'object', name: raw.goName, goType: `${raw.goPackage}.${raw.goName}`, description: raw.description, atomic: raw.atomic, fields,
    filled: [...fields.values()].filter((field) => field.alwaysPresent),
  };
}

function parseField(line: string, resolve: (name: string) => TypeSchema): FieldSchema {
  const comment = line.indexOf('#');
  const description = comment < 0 ? '' : line.slice(comment + 1).trim();
  const [name = '', typeWord = '', ...words] = (comment < 0 ? line : line.slice(0, comment)).trim().split(/\s+/);
  const match = /^((?:\[\]|\{\})*)(\w+)([?!*]*)$/.exec(typeWord);
  assert(match, `schema field “${line}” is well formed`);
  const [, wrappers = '', base = '', flags = ''] = match;
  let type = resolve(base);
  for (let index = wrappers.length; index > 0; index -= 2) {
    type = wrappers.slice(index - 2, index) === '{}' ? { kind: 'map', values: type } : listOf(type, index === 2 ? words : []);
  }
  const pointer = flags.includes('?');
  const fallback = words.find((word) => word.startsWith('default='))?.slice('default='.length);
  return {
    name, type, pointer, description,
    alwaysPresent: flags.includes('!') || (type.kind === 'object' && !pointer),
    required: flags.includes('*'),
    retainKeys: words.includes('retain'),
    ...(words.includes('atomic') ? { ownership: 'atomic' as const } : words.includes('granular') ? { ownership: 'granular' as const } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
  };
}

function listOf(items: TypeSchema, words: readonly string[]): ListSchema {
  const wordAfter = (prefix: string) => words.find((word) => word.startsWith(prefix))?.slice(prefix.length);
  const keys = wordAfter('map=')?.split(',') ?? [];
  const listKind: ListKind = keys.length > 0 ? 'map' : words.includes('set') ? 'set' : 'atomic';
  const mergeKey = words.includes('nopatch') ? undefined : wordAfter('patch=') ?? keys[0] ?? (words.includes('merge') ? '' : undefined);
  return { kind: 'list', items, listKind, mapKeys: keys, ...(mergeKey === undefined ? {} : { patchMergeKey: mergeKey }) };
}

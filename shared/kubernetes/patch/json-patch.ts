import type { JsonObject, JsonValue } from '../../json.ts';
import { isJsonObject, jsonClone, jsonEqual } from '../../json.ts';
import type { Result } from '../../result.ts';
import { err, ok } from '../../result.ts';

/** The API server refuses longer patches. Source: apiserver/pkg/endpoints/handlers/patch.go, maxJSONPatchOperations. */
export const maxJsonPatchOperations = 10_000;

type Container = JsonValue[] | JsonObject;
interface Place { container: Container; key: string }

/**
 * Applies a JSON patch (RFC 6902) as the API server accepts it: negative indices count from the end, the text before the first slash of a
 * path is not looked at, a missing `value` is null. `document` is not changed. The error is the reason in words.
 * Source: gopkg.in/evanphx/json-patch.v4.
 */
export function applyJsonPatch(document: JsonValue, patch: JsonValue): Result<JsonValue, string> {
  if (!Array.isArray(patch)) return err('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  if (patch.length > maxJsonPatchOperations) {
    return err(`The allowed maximum operations in a JSON patch is ${maxJsonPatchOperations}, got ${patch.length}`);
  }
  let root = jsonClone(document);
  for (const operation of patch) {
    if (!isJsonObject(operation)) return err('json: cannot unmarshal value into Go value of type jsonpatch.Operation');
    const applied = applyOperation(root, operation);
    if (!applied.ok) return applied;
    root = applied.value;
  }
  return ok(root);
}

function applyOperation(root: JsonValue, operation: JsonObject): Result<JsonValue, string> {
  const { op, path } = operation;
  if (typeof op !== 'string' || !kinds.has(op)) return err(`Unexpected kind: ${typeof op === 'string' ? op : 'unknown'}`);
  if (typeof path !== 'string') return err(`${op} operation failed to decode path: unknown operation`);
  const value = jsonClone(operation['value'] ?? null);
  switch (op) {
    case 'add': {
      const place = placeOf(root, path);
      return place ? withRoot(root, addAt(place, value)) : missing(op, path);
    }
    case 'remove': {
      const place = placeOf(root, path);
      return place ? withRoot(root, removeAt(place)) : missing(op, path);
    }
    case 'replace':
      return replace(root, path, value);
    case 'test':
      return test(root, path, value);
    default:
      return carry(root, op, path, operation['from']);
  }
}

const kinds = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

function replace(root: JsonValue, path: string, value: JsonValue): Result<JsonValue, string> {
  if (path === '') {
    return typeof value === 'object' && value !== null ? ok(value) : err('replace operation value must be object or array');
  }
  const place = placeOf(root, path);
  if (!place) return missing('replace', path);
  const { container, key } = place;
  if (!readAt(place).ok) return err(`replace operation does not apply: doc is missing key: ${path}: missing value`);
  if (Array.isArray(container)) container[existingIndex(container, key) ?? 0] = value;
  else container[key] = value;
  return ok(root);
}

function test(root: JsonValue, path: string, value: JsonValue): Result<JsonValue, string> {
  const refused = err(`testing value ${path} failed: test failed`);
  if (path === '') return jsonEqual(root, value) ? ok(root) : refused;
  const place = placeOf(root, path);
  if (!place) return missing('test', path);
  const found = readAt(place);
  if (!found.ok && Array.isArray(place.container)) return found;
  return jsonEqual(found.ok ? found.value : null, value) ? ok(root) : refused;
}

/** `move` and `copy`. */
function carry(root: JsonValue, op: 'move' | 'copy' | string, path: string, from: JsonValue | undefined): Result<JsonValue, string> {
  if (typeof from !== 'string') return err(`${op} operation failed to decode from: unknown operation`);
  const source = placeOf(root, from);
  const found = source ? readAt(source) : undefined;
  if (!source || !found?.ok) return err(`${op} operation does not apply: doc is missing from path: ${from}: missing value`);
  if (op === 'move') removeAt(source);
  const target = placeOf(root, path);
  return target ? withRoot(root, addAt(target, jsonClone(found.value))) : missing(op, path);
}

function withRoot(root: JsonValue, done: Result<void, string>): Result<JsonValue, string> {
  return done.ok ? ok(root) : done;
}

function missing(op: string, path: string): Result<never, string> {
  return err(`${op} operation does not apply: doc is missing path: ${JSON.stringify(path)}: missing value`);
}

/** The container that holds the last step of `path`; undefined when there is none. */
function placeOf(root: JsonValue, path: string): Place | undefined {
  const [, ...steps] = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = steps.pop();
  let container: JsonValue | undefined = root;
  if (key === undefined) return undefined;
  for (const step of steps) {
    if (typeof container !== 'object' || container === null) return undefined;
    const found = readAt({ container, key: step });
    container = found.ok ? found.value : undefined;
  }
  return typeof container === 'object' && container !== null ? { container, key } : undefined;
}

function readAt({ container, key }: Place): Result<JsonValue, string> {
  const index = Array.isArray(container) ? existingIndex(container, key) : undefined;
  const value = Array.isArray(container) ? container[index ?? -1] : Object.hasOwn(container, key) ? container[key] : undefined;
  return value === undefined ? err(`unable to get nonexistent key: ${key}: missing value`) : ok(value);
}

function addAt({ container, key }: Place, value: JsonValue): Result<void, string> {
  if (!Array.isArray(container)) container[key] = value;
  else if (key === '-') container.push(value);
  else {
    const index = indexBelow(container.length + 1, key);
    if (index === undefined) return err(`Unable to access invalid index: ${key}: invalid index referenced`);
    container.splice(index, 0, value);
  }
  return ok(undefined);
}

function removeAt(place: Place): Result<void, string> {
  const { container, key } = place;
  if (!readAt(place).ok) return err(`Unable to remove nonexistent key: ${key}: missing value`);
  if (Array.isArray(container)) container.splice(existingIndex(container, key) ?? 0, 1);
  else delete container[key];
  return ok(undefined);
}

function existingIndex(list: readonly JsonValue[], key: string): number | undefined {
  return indexBelow(list.length, key);
}

/** As strconv.Atoi reads it; negative numbers count from `size`. */
function indexBelow(size: number, key: string): number | undefined {
  if (!/^[+-]?\d+$/.test(key)) return undefined;
  const index = Number(key);
  if (index >= size || index < -size) return undefined;
  return index < 0 ? index + size : index;
}

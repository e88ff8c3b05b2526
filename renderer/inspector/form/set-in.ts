import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/json.ts';

export type Path = readonly (string | number)[];

/** The value at `path`; undefined where the path leaves the tree. */
export function getIn(root: JsonValue | undefined, path: Path): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else if (isJsonObject(value)) value = value[step];
    else return undefined;
  }
  return value;
}

/**
 * A copy of `root` with `value` at `path`; parents are made as needed (a list where the step is a number). `undefined` removes the member
 * or list item, and with it
 * parents that become empty, so that no empty `resources: {}` stays behind in a manifest.
 */
export function setIn(root: JsonObject, path: Path, value: JsonValue | undefined): JsonObject {
  return (setValue(root, path, value) ?? {}) as JsonObject;
}

function setValue(node: JsonValue | undefined, path: Path, value: JsonValue | undefined): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list: JsonValue[] = Array.isArray(node) ? [...node] : [];
    const next = setValue(list[step], rest, value);
    if (next === undefined) list.splice(step, 1);
    else list[Math.min(step, list.length)] = next;
    return list.length === 0 && value === undefined ? undefined : list;
  }
  const object: JsonObject = isJsonObject(node) ? { ...node } : {};
  const next = setValue(object[step], rest, value);
  if (next === undefined) delete object[step];
  else object[step] = next;
  return value === undefined && Object.keys(object).length === 0 ? undefined : object;
}

/**
 * `['spec', 'containers', 0, 'image']` as the API names it: `spec.containers[0].image`. Map keys that are no plain word stand in brackets.
 */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[A-Za-z][\w-]*$/.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${step}]`;
  }
  return text;
}

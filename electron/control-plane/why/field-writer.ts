import type { Owned } from '../../../shared/kubernetes/managed-fields/managers.ts';
import type { FieldSet } from '../../../shared/kubernetes/managed-fields/field-set.ts';
import { keyElement } from '../../../shared/kubernetes/managed-fields/path-element.ts';
import { parseFieldPath } from '../../../shared/kubernetes/schema/walk.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { FieldWriter } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';

/**
 * The managers of one field of an object, the one who wrote last first. @param field as the API names it, e.g. `spec.replicas`,
 * `spec.containers[0].image`, `spec.nodeSelector[disk]`
 *
 * Defaults that the server filled in belong to who created the object; what admission and the registry set belongs to nobody.
 */
export function fieldWriters(world: World, object: KubernetesObject, field: string): FieldWriter[] {
  const steps = parseFieldPath(field);
  return world.simulation.server.managedOfObject(object)
    .filter(({ set }) => owns(set, steps, object))
    .toSorted((a, b) => ((a.time ?? '') < (b.time ?? '') ? 1 : -1))
    .map(({ by, time }: Owned) => ({ manager: by.manager, ...(time ? { atMs: world.simulation.env.parseTimestamp(time) } : {}) }));
}

/** For the evidence of a field: who wrote it last, where that is known. */
export function writtenBy(world: World, object: KubernetesObject, field: string): { writtenBy?: FieldWriter } {
  const [writer] = fieldWriters(world, object, field);
  return writer ? { writtenBy: writer } : {};
}

/** Whether the set holds the field, something in it, or a place above it that is owned as a whole. */
function owns(set: FieldSet, [step, ...rest]: readonly (string | number)[], value: unknown): boolean {
  if (step === undefined) return !set.isEmpty;
  const member = (value as Record<string, unknown> | undefined)?.[step];
  for (const element of elementsOf(set, step, member)) {
    const below = set.children.get(element);
    if (below ? rest.length === 0 || owns(below, rest, member) : set.members.has(element)) return true;
  }
  return false;
}

/** How the set may name this step: a field, or the list item that stands at the position. */
function elementsOf(set: FieldSet, step: string | number, item: unknown): string[] {
  if (typeof step === 'string') return [`f:${step}`];
  const keyed = [...set.members, ...set.children.keys()].filter((element) => element.startsWith('k:'));
  const wanted = keyed.filter((element) => {
    const keys = Object.keys(JSON.parse(element.slice(2)) as object);
    const fields = item as Record<string, string> | undefined;
    return fields !== undefined && keyElement(keys.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]] as const]))) === element;
  });
  return [...wanted, `v:${JSON.stringify(item)}`, `i:${step}`];
}

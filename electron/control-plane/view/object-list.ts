import { groupVersionOf, refKey, refOf, resourceTypeByName, resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { ListedObject, ObjectKindRow } from '../../../shared/view/object-list.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { CardContext } from './cards/card-facts.ts';
import { cardBuilders } from './cards/index.ts';

/** Every kind that has objects, sorted by name: the way to what has no place on the canvas. */
export function objectKinds(api: ApiReader): ObjectKindRow[] {
  return api.resources().flatMap((resource): ObjectKindRow[] => {
    const type = resourceTypeByName(resource);
    const count = api.count(resource);
    return type && count > 0 ? [{ apiVersion: groupVersionOf(type), kind: type.kind, count }] : [];
  }).sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** Objects of one kind by namespace and name. @param limit of how many */
export function listObjects(apiVersion: string, kind: string, limit: number, context: CardContext): ListedObject[] {
  const { resource } = resourceTypeFor(apiVersion, kind);
  const build = cardBuilders[resource];
  const objects = [...context.api.list(resource)].map((object) => ({ object, key: refKey(refOf(object)) }));
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit).map(({ object }) => {
    const facts = build?.(object, context);
    return { ref: refOf(object), ...(facts ? { fact: facts.fact, family: facts.family } : {}) };
  });
}

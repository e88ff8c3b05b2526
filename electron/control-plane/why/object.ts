import { resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { required } from '../../../shared/assert.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import { historyOf } from './chain.ts';

/** For kinds that nothing in the simulation acts on by itself: who made it, and what happened. */
export function explainObject(world: World, ref: ObjectRef): WhyAnswer {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const object = required(world.api.get(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name), `${ref.kind} ${ref.name}`);
  return { headline: { key: 'view:why.object.headline', params: { kind: ref.kind, name: ref.name } }, evidence: [historyOf(world, object)], remedies: [] };
}

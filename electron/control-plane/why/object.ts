import { resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { required } from '../../../shared/assert.ts';
import type { WhyAnswer } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import { historyOf, type ChainStep } from './chain.ts';
import { says, stepAbout } from './kinds/shared.ts';

/** For kinds that nothing in the simulation acts on: says so, who defined and made it, and what happened. */
export function explainObject(world: World, ref: ObjectRef): WhyAnswer {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const object = required(world.api.get(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name), `${ref.kind} ${ref.name}`);
  const definition = world.simulation.server.customKinds.definitionOf(ref.apiVersion, ref.kind);
  const steps: ChainStep[] = definition ? [stepAbout(world, definition, 'kind/CustomResourceDefinition', says('custom.definition', { name: definition.metadata.name }))] : [];
  return { headline: says(definition ? 'custom.headline' : 'inert.headline', { kind: ref.kind, name: ref.name }), evidence: [historyOf(world, object, steps)], remedies: [] };
}

import { objectKey } from '../../shared/kubernetes/registry.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { World } from '../engine/world.ts';

/** Nothing outlives what controls it, and nothing waits to be deleted, except claims for the pods that have them. */
export function leftovers(world: World): string[] {
  const uids = new Set<string>();
  const resources = world.simulation.store.resources().filter((resource) => resource !== 'events');
  for (const resource of resources) for (const { metadata } of world.api.list(resource)) uids.add(metadata.uid ?? '');
  const problems: string[] = [];
  for (const resource of resources) {
    for (const { metadata } of world.api.list(resource)) {
      const owner = metadata.ownerReferences?.find(({ controller }) => controller);
      if (owner && !uids.has(owner.uid)) problems.push(`${resource} ${metadata.name} outlives its ${owner.kind} ${owner.name}`);
      if (metadata.deletionTimestamp && resource !== 'pods' && !isClaimInUse(world, resource, objectKey({ metadata }))) problems.push(`${resource} ${metadata.name} is still being deleted`);
    }
  }
  return problems;
}

function isClaimInUse({ api }: World, resource: string, key: string): boolean {
  return resource === 'persistentvolumeclaims' && [...api.byIndex<Pod>('pods', 'claim', key)].some(({ spec }) => spec.nodeName);
}

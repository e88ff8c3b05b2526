import { resourceTypeByName } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { CommitInvariant } from './index.ts';

export const resourceVersionsGrow: CommitInvariant = {
  name: 'resource versions grow',
  check({ revision, object }, _world, history) {
    if (revision <= history.revision) return `revision ${revision} follows ${history.revision}`;
    return object.metadata.resourceVersion === String(revision) ? undefined : `resourceVersion ${object.metadata.resourceVersion ?? ''} at revision ${revision}`;
  },
};

export const identityStays: CommitInvariant = {
  name: 'identity stays',
  check({ object: { metadata: after, kind }, previous }) {
    const before = previous?.metadata;
    if (!before) return undefined;
    const same = before.uid === after.uid && before.name === after.name && before.namespace === after.namespace && before.creationTimestamp === after.creationTimestamp;
    return same && previous.kind === kind ? undefined : `${JSON.stringify(before)} became ${JSON.stringify(after)}`;
  },
};

export const generationsGrow: CommitInvariant = {
  name: 'generations grow with the desired state',
  check({ resource, object: { metadata: after }, previous }) {
    const before = previous?.metadata;
    if (!before || !resourceTypeByName(resource)?.hasGeneration) return undefined;
    const step = (after.generation ?? 0) - (before.generation ?? 0);
    return step === 0 || step === 1 ? undefined : `generation ${before.generation ?? 0} became ${after.generation ?? 0}`;
  },
};

export const observedGenerationsFollow: CommitInvariant = {
  name: 'observed generations follow',
  check({ object, previous }) {
    const [after, before] = [observed(object), previous && observed(previous)];
    if (after === undefined) return before === undefined ? undefined : 'observedGeneration went away';
    if (after > (object.metadata.generation ?? 0)) return `observedGeneration ${after} is ahead of generation ${object.metadata.generation ?? 0}`;
    return before !== undefined && after < before ? `observedGeneration went from ${before} to ${after}` : undefined;
  },
};

function observed(object: KubernetesObject): number | undefined {
  return (object as { status?: { observedGeneration?: number } }).status?.observedGeneration;
}

export const deletionIsFinal: CommitInvariant = {
  name: 'deletion is final',
  check({ object, previous }) {
    return previous?.metadata.deletionTimestamp && !object.metadata.deletionTimestamp ? 'deletionTimestamp was taken away' : undefined;
  },
};

export const ownersExist: CommitInvariant = {
  name: 'owners exist',
  check({ type, object }, _world, { uids }) {
    if (type !== 'ADDED') return undefined;
    const { ownerReferences = [] } = object.metadata;
    const unknown = ownerReferences.find(({ uid }) => !uids.has(uid));
    if (unknown) return `owner ${unknown.kind} ${unknown.name} (${unknown.uid}) never existed`;
    return ownerReferences.filter(({ controller }) => controller).length > 1 ? 'two owners control it' : undefined;
  },
};

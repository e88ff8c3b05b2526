import type { PersistentVolume, PersistentVolumeClaim } from '../../../../../shared/kubernetes/types/storage.ts';
import type { StatefulSet } from '../../../../../shared/kubernetes/types/stateful-set.ts';
import { clusterScoped, namespaced } from '../names.ts';
import type { Reference, RelationRule } from '../rule.ts';

const storageClass = (name: string | undefined, field: string): Reference[] =>
  name ? [{ kind: 'class', to: clusterScoped('storage.k8s.io/v1', 'StorageClass', name), field }] : [];

/** A claim, its volume and its class. */
export const claim: RelationRule = {
  resources: ['persistentvolumeclaims'],
  references(object) {
    const { volumeName, storageClassName } = (object as PersistentVolumeClaim).spec ?? {};
    return [
      ...(volumeName ? [{ kind: 'volume' as const, to: clusterScoped('v1', 'PersistentVolume', volumeName), field: 'spec.volumeName' }] : []),
      // Once a volume is there nobody asks for the class any more.
      ...storageClass(storageClassName, 'spec.storageClassName').map((reference) => (volumeName ? { ...reference, optional: true } : reference)),
    ];
  },
};

/** A volume and its class. A class of a volume made by hand is a name to match by, and need not exist. */
export const volume: RelationRule = {
  resources: ['persistentvolumes'],
  references: (object) => storageClass((object as PersistentVolume).spec?.storageClassName, 'spec.storageClassName').map((reference) => ({ ...reference, optional: true })),
};

const claimsShown = 50;

/** A StatefulSet and the claims made from its templates, by name: `<template>-<set>-<ordinal>`. */
export const claimTemplates: RelationRule = {
  resources: ['statefulsets'],
  references(object) {
    const { spec, metadata } = object as StatefulSet;
    const start = spec?.ordinals?.start ?? 0;
    const count = Math.min(spec?.replicas ?? 1, claimsShown);
    return (spec?.volumeClaimTemplates ?? []).flatMap((template, at) => {
      const field = `spec.volumeClaimTemplates[${at}]`;
      const claims = Array.from({ length: count }, (_, index): Reference => (
        { kind: 'mount', to: namespaced(object, 'v1', 'PersistentVolumeClaim', `${template.metadata.name}-${metadata.name}-${start + index}`), field, optional: true }
      ));
      return [...claims, ...storageClass(template.spec?.storageClassName, `${field}.spec.storageClassName`)];
    });
  },
};

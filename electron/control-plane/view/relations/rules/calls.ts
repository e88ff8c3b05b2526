import { podSpecOf } from '../../../../../shared/kubernetes/pod-template.ts';
import { serviceNamed } from '../../../../../shared/network/cluster-name.ts';
import { matchingProfile } from '../../../../../shared/topology/behaviour.ts';
import { isControlled } from '../names.ts';
import type { Reference, RelationRule } from '../rule.ts';

/** A workload and the Services that its programs call: stated by the behaviour profiles of its images. Hosts outside the cluster are no objects. */
export const calls: RelationRule = {
  resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs'],
  readsPrograms: true,
  references(object, { profiles, isNamespace }) {
    if (profiles.length === 0 || isControlled(object)) return [];
    const found = new Map<string, Reference>();
    for (const { image = '' } of podSpecOf(object)?.spec.containers ?? []) {
      const profile = matchingProfile(profiles, image);
      for (const [at, { service, perRequest = 1 }] of (profile?.calls ?? []).entries()) {
        const named = serviceNamed(service, object.metadata.namespace ?? 'default', isNamespace);
        if (!profile || !named) continue;
        const key = `${named.namespace}/${named.name}`;
        if (!found.has(key)) found.set(key, { kind: 'calls', to: { apiVersion: 'v1', kind: 'Service', ...named }, field: `spec.images[${profiles.indexOf(profile)}].calls[${at}]`, detail: `× ${perRequest}` });
      }
    }
    return [...found.values()];
  },
};

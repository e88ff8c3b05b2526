import { namespaced } from '../names.ts';
import type { RelationRule } from '../rule.ts';

/** An EndpointSlice and its Service. */
export const endpointSlice: RelationRule = {
  resources: ['endpointslices'],
  references(object) {
    const service = object.metadata.labels?.['kubernetes.io/service-name'];
    return service ? [{ kind: 'endpoints', to: namespaced(object, 'v1', 'Service', service), field: 'metadata.labels[kubernetes.io/service-name]' }] : [];
  },
};

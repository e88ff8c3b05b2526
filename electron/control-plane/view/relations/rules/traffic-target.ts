import type { TrafficSource } from '../../../../../shared/kubernetes/types/traffic-source.ts';
import type { RelationRule } from '../rule.ts';

/** A source of requests and the Service that it asks for. One that asks for a host has no relation: names are found by DNS. */
export const trafficTarget: RelationRule = {
  resources: ['trafficsources'],
  references(object) {
    const service = (object as TrafficSource).spec?.target?.service;
    if (!service?.name) return [];
    const { namespace, name, port } = service;
    return [{
      kind: 'traffic', to: { apiVersion: 'v1', kind: 'Service', namespace, name }, field: 'spec.target.service',
      ...(port === undefined ? {} : { detail: String(port) }),
    }];
  },
};

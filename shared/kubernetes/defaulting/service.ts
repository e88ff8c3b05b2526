import type { Fields } from '../fields.ts';
import { ensureFields, fieldsOf, isSet, itemsOf, setDefault, textOf, textsOf } from '../fields.ts';

const clientIpTimeoutSeconds = 10_800;

/** Source: core/v1 SetDefaults_Service. */
export function defaultService(service: Fields): void {
  const spec = ensureFields(service, 'spec');
  setDefault(spec, 'sessionAffinity', 'None');
  if (textOf(spec, 'sessionAffinity') === 'None') delete spec['sessionAffinityConfig'];
  if (textOf(spec, 'sessionAffinity') === 'ClientIP') {
    const clientIP = ensureFields(ensureFields(spec, 'sessionAffinityConfig'), 'clientIP');
    setDefault(clientIP, 'timeoutSeconds', clientIpTimeoutSeconds);
  }
  setDefault(spec, 'type', 'ClusterIP');
  for (const port of itemsOf(spec, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
    if (port['targetPort'] === undefined || port['targetPort'] === 0 || port['targetPort'] === '') port['targetPort'] = port['port'];
  }
  const type = textOf(spec, 'type');
  const isExternal = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && textsOf(spec, 'externalIPs').length > 0);
  if (isExternal) setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  if (type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer') setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer' && !isSet(spec, 'allocateLoadBalancerNodePorts')) spec['allocateLoadBalancerNodePorts'] = true;
  if (type === 'LoadBalancer') defaultServiceStatus(fieldsOf(service, 'status'));
}

/** A balancer's address is one that nodes treat as their own, unless it says otherwise. */
export function defaultServiceStatus(status: Fields): void {
  for (const ingress of itemsOf(fieldsOf(status, 'loadBalancer'), 'ingress')) if (textOf(ingress, 'ip') !== '') setDefault(ingress, 'ipMode', 'VIP');
}

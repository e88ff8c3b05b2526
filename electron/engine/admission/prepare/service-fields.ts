import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import { ensureFields, fieldsOf, itemsOf, numberOf, textOf, textsOf } from '../../../../shared/kubernetes/fields.ts';

/** Types that have a virtual address. */
export function needsClusterIp(spec: Fields): boolean {
  return ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(textOf(spec, 'type'));
}

export function needsNodePort(spec: Fields): boolean {
  const type = textOf(spec, 'type');
  return type === 'NodePort' || (type === 'LoadBalancer' && spec['allocateLoadBalancerNodePorts'] !== false);
}

export function needsHealthCheckNodePort(spec: Fields): boolean {
  return textOf(spec, 'type') === 'LoadBalancer' && textOf(spec, 'externalTrafficPolicy') === 'Local';
}

/** `clusterIP` and `clusterIPs` mean the same; the older field leads. Source: normalizeClusterIPs. */
export function normalizeClusterIps(old: Fields | undefined, next: Fields): void {
  const clusterIP = textOf(next, 'clusterIP');
  const clusterIPs = textsOf(next, 'clusterIPs');
  if (!old) {
    if (clusterIP !== '' && clusterIPs.length === 0) next['clusterIPs'] = [clusterIP];
    return;
  }
  const oldClusterIP = textOf(old, 'clusterIP');
  if (clusterIP === oldClusterIP) return;
  if (clusterIP === '' && oldClusterIP !== '' && jsonEqual(clusterIPs, textsOf(old, 'clusterIPs'))) delete next['clusterIPs'];
  else if (jsonEqual(clusterIPs, textsOf(old, 'clusterIPs'))) next['clusterIPs'] = clusterIP === '' ? [] : [clusterIP];
}

/** What the server chose before stays, where the update leaves it out. Source: patchAllocatedValues. */
export function keepAllocatedValues(old: Fields, next: Fields): void {
  if (needsClusterIp(old) && needsClusterIp(next)) {
    if (textOf(next, 'clusterIP') === '' && textOf(old, 'clusterIP') !== '') next['clusterIP'] = old['clusterIP'];
    if (
      textsOf(next, 'clusterIPs').length === 0 && textOf(next, 'clusterIP') === textOf(old, 'clusterIP') && old['clusterIPs'] !== undefined
    ) {
      next['clusterIPs'] = old['clusterIPs'];
    }
  }
  if (needsNodePort(old) && needsNodePort(next)) keepNodePorts(old, next);
  if (
    needsHealthCheckNodePort(old) && needsHealthCheckNodePort(next) && numberOf(next, 'healthCheckNodePort') === 0
    && old['healthCheckNodePort'] !== undefined
  ) {
    next['healthCheckNodePort'] = old['healthCheckNodePort'];
  }
}

function keepNodePorts(old: Fields, next: Fields): void {
  const used = new Set(itemsOf(next, 'ports').map((port) => `${textOf(port, 'protocol')}/${numberOf(port, 'nodePort')}`));
  for (const port of itemsOf(next, 'ports')) {
    if (numberOf(port, 'nodePort') !== 0) continue;
    const before = itemsOf(old, 'ports').find((other) => other['port'] === port['port'] && other['protocol'] === port['protocol']);
    const nodePort = numberOf(before, 'nodePort');
    if (nodePort !== 0 && !used.has(`${textOf(port, 'protocol')}/${nodePort}`)) port['nodePort'] = nodePort;
  }
}

/**
 * Fields of the old type that the new type does not have go away, when the update left them as they were. Source: dropTypeDependentFields.
 */
export function dropTypeDependentFields(old: Fields, next: Fields): void {
  if (
    needsClusterIp(old) && !needsClusterIp(next) && textOf(old, 'clusterIP') === textOf(next, 'clusterIP')
    && jsonEqual(old['clusterIPs'], next['clusterIPs'])
  ) {
    delete next['clusterIP'];
    delete next['clusterIPs'];
  }
  for (const field of ['ipFamilies', 'ipFamilyPolicy']) if (!needsClusterIp(next) && jsonEqual(old[field], next[field])) delete next[field];
  if (needsNodePort(old) && !needsNodePort(next) && sameNodePorts(old, next)) {
    for (const port of itemsOf(next, 'ports')) delete port['nodePort'];
  }
  if (needsHealthCheckNodePort(old) && !needsHealthCheckNodePort(next) && old['healthCheckNodePort'] === next['healthCheckNodePort']) {
    delete next['healthCheckNodePort'];
  }
  const wasLoadBalancer = textOf(old, 'type') === 'LoadBalancer';
  if (wasLoadBalancer && textOf(next, 'type') !== 'LoadBalancer') {
    for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) if (jsonEqual(old[field], next[field])) delete next[field];
  }
  if (
    textOf(old, 'externalTrafficPolicy') !== '' && !isExternallyAccessible(next)
    && old['externalTrafficPolicy'] === next['externalTrafficPolicy']
  ) {
    delete next['externalTrafficPolicy'];
  }
  if (
    old['internalTrafficPolicy'] !== undefined && !needsClusterIp(next) && old['internalTrafficPolicy'] === next['internalTrafficPolicy']
  ) {
    delete next['internalTrafficPolicy'];
  }
}

/** Types and settings for which `externalTrafficPolicy` means something. */
export function isExternallyAccessible(spec: Fields): boolean {
  const type = textOf(spec, 'type');
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && textsOf(spec, 'externalIPs').length > 0);
}

function sameNodePorts(old: Fields, next: Fields): boolean {
  const key = (port: Fields) => `${textOf(port, 'protocol')}/${numberOf(port, 'nodePort')}`;
  const ports = (spec: Fields) => new Set(itemsOf(spec, 'ports').map(key));
  const before = ports(old);
  return [...ports(next)].every((port) => before.has(port));
}

/** Completes a Service that comes as an update, before validation. */
export function prepareServiceUpdate(old: Fields, next: Fields): void {
  const oldSpec = fieldsOf(old, 'spec');
  const spec = ensureFields(next, 'spec');
  normalizeClusterIps(oldSpec, spec);
  keepAllocatedValues(oldSpec, spec);
  dropTypeDependentFields(oldSpec, spec);
}

/** Whether the Service wants a headless address list instead of a virtual address. */
export function isHeadless(spec: Fields): boolean {
  return textOf(spec, 'clusterIP') === 'None' || textsOf(spec, 'clusterIPs')[0] === 'None';
}

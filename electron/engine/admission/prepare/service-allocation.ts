import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, fieldsOf, isSet, itemsOf, numberOf, textOf, textsOf } from '../../../../shared/kubernetes/fields.ts';
import type { FieldErrors } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { validateClusterIps } from '../../../../shared/kubernetes/validation/service-addresses.ts';
import { duplicate, invalid } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { formatIpv4, parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';
import { ipv4Number } from '../../network/addressing/ipv4.ts';
import { defaultServiceRange, type AdmissionContext } from '../context.ts';
import { isHeadless, needsClusterIp, needsHealthCheckNodePort, needsNodePort } from './service-fields.ts';

const firstNodePort = 30_000;
const lastNodePort = 32_767;
/** Flag --service-node-port-range. */
export const nodePortRange = `${firstNodePort}-${lastNodePort}`;

/**
 * Gives a Service its IP families, virtual address and node ports. Explicit ones are taken when they are free and in range. This comes
 * before validation; its errors alone are reported. Source: pkg/registry/core/service/storage/alloc.go.
 *
 * Where we differ: the lowest free address and port are taken, the API server picks at random; the cluster is IPv4 only.
 *
 * @param old the Service before the update; absent on create
 */
export function allocateServiceAddresses(service: Fields, old: Fields | undefined, context: AdmissionContext): FieldErrors {
  const spec = ensureFields(service, 'spec');
  const oldSpec = old && fieldsOf(old, 'spec');
  if (needsClusterIp(spec)) {
    const errors = [...validateClusterIps(spec)];
    if (errors.length > 0) return errors;
    errors.push(...initIpFamilies(spec, oldSpec));
    if (errors.length > 0) return errors;
    if (!oldSpec || !needsClusterIp(oldSpec)) errors.push(...allocateClusterIp(service, spec, context));
    if (errors.length > 0) return errors;
  }
  return needsNodePort(spec) || hasExplicitNodePort(spec) ? allocateNodePorts(service, spec, context) : [];
}

function initIpFamilies(spec: Fields, old: Fields | undefined): FieldErrors {
  // An update that leaves them out keeps them.
  for (const field of ['ipFamilies', 'ipFamilyPolicy']) if (old && !isSet(spec, field) && isSet(old, field)) spec[field] = old[field];
  const errors: FieldErrors = [];
  const families = textsOf(spec, 'ipFamilies');
  const isDual = families.length === 2 || textsOf(spec, 'clusterIPs').length === 2;
  if (isDual && !isSet(spec, 'ipFamilyPolicy')) spec['ipFamilyPolicy'] = 'RequireDualStack';
  const policy = textOf(spec, 'ipFamilyPolicy');
  if (isDual && policy === 'SingleStack') {
    errors.push(invalid('spec.ipFamilyPolicy', policy, 'must be RequireDualStack or PreferDualStack when multiple ipFamilies are specified'));
  }
  families.forEach((family, index) => {
    if (family === 'IPv6') errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'));
  });
  const headlessWithoutSelector = isHeadless(spec) && Object.keys(fieldsOf(spec, 'selector')).length === 0;
  if (policy === 'RequireDualStack' && !headlessWithoutSelector) {
    errors.push(invalid('spec.ipFamilyPolicy', policy, 'this cluster is not configured for dual-stack services'));
  }
  if (errors.length > 0) return errors;
  if (!isSet(spec, 'ipFamilyPolicy')) spec['ipFamilyPolicy'] = 'SingleStack';
  if (families.length === 0) spec['ipFamilies'] = ['IPv4'];
  return errors;
}

function allocateClusterIp(service: Fields, spec: Fields, context: AdmissionContext): FieldErrors {
  if (isHeadless(spec)) {
    spec['clusterIP'] = 'None';
    spec['clusterIPs'] = ['None'];
    return [];
  }
  const { serviceRange = defaultServiceRange } = context;
  const { first, size } = parseIpv4Block(serviceRange);
  const asked = textsOf(spec, 'clusterIPs')[0] ?? textOf(spec, 'clusterIP');
  const used = usedBy(service, context, (other) => textsOf(other, 'clusterIPs'));
  if (asked !== '') {
    const number = ipv4Number(asked);
    if (number === undefined || number < first || number >= first + size) {
      return [
        invalid(
          'spec.clusterIPs', [asked],
          `failed to allocate IP ${asked}: the provided IP (${asked}) is not in the valid range. The range of valid IPs is ${serviceRange}`,
        ),
      ];
    }
    if (used.has(asked)) return [invalid('spec.clusterIPs', [asked], `failed to allocate IP ${asked}: provided IP is already allocated`)];
    return [];
  }
  for (let host = firstDynamic(size); host < size - 1; host += 1) {
    const address = formatIpv4(first + host);
    if (used.has(address)) continue;
    spec['clusterIP'] = address;
    spec['clusterIPs'] = [address];
    return [];
  }
  return [invalid('spec.clusterIPs', [], 'failed to allocate a serviceIP: range is full')];
}

/**
 * The first addresses stay free for Services that ask for one, such as the API server and the cluster's DNS. Source: calculateRangeOffset,
 * pkg/registry/core/service/ipallocator.
 */
function firstDynamic(size: number): number {
  return size <= 16 ? 1 : Math.min(Math.max(16, Math.floor(size / 16)), 256);
}

function hasExplicitNodePort(spec: Fields): boolean {
  return textOf(spec, 'type') === 'LoadBalancer' && itemsOf(spec, 'ports').some((port) => numberOf(port, 'nodePort') !== 0);
}

function allocateNodePorts(service: Fields, spec: Fields, context: AdmissionContext): FieldErrors {
  const errors: FieldErrors = [];
  const used = usedBy(service, context, (other) => [
    ...itemsOf(other, 'ports').map((port) => numberOf(port, 'nodePort')), numberOf(other, 'healthCheckNodePort'),
  ]);
  const mine = new Map<number, string>();
  const take = (port: Fields) => mine.set(numberOf(port, 'nodePort'), textOf(port, 'protocol'));
  itemsOf(spec, 'ports').forEach((port, index) => {
    const asked = numberOf(port, 'nodePort');
    if (asked === 0) return;
    const path = `spec.ports[${index}].nodePort`;
    if (context.dryRun !== true && (asked < firstNodePort || asked > lastNodePort)) {
      errors.push(
        invalid(path, asked, `provided port is not in the valid range. The range of valid ports is ${nodePortRange}`),
      );
    } else if (used.has(asked)) errors.push(invalid(path, asked, 'provided port is already allocated'));
    else if (mine.get(asked) === textOf(port, 'protocol')) errors.push(duplicate(path, asked));
    else take(port);
  });
  if (errors.length > 0 || !needsNodePort(spec)) return errors;
  const next = freePort(used, mine);
  // Ports that differ only in protocol share one node port.
  const byNumber = new Map(itemsOf(spec, 'ports').filter((port) => numberOf(port, 'nodePort') !== 0).map((port) => [port['port'], port]));
  for (const port of itemsOf(spec, 'ports')) {
    if (numberOf(port, 'nodePort') !== 0) continue;
    const twin = byNumber.get(port['port']);
    port['nodePort'] = twin && twin['protocol'] !== port['protocol'] ? twin['nodePort'] : next();
    byNumber.set(port['port'], port);
    take(port);
  }
  if (needsHealthCheckNodePort(spec) && numberOf(spec, 'healthCheckNodePort') === 0) spec['healthCheckNodePort'] = next();
  return errors;
}

function freePort(used: ReadonlySet<unknown>, mine: ReadonlyMap<number, string>): () => number {
  let candidate = firstNodePort - 1;
  return () => {
    do candidate += 1; while (used.has(candidate) || mine.has(candidate));
    return candidate;
  };
}

function usedBy<T>(service: Fields, context: AdmissionContext, read: (spec: Fields) => T[]): Set<T> {
  const { name, namespace } = fieldsOf(service, 'metadata');
  const used = new Set<T>();
  for (const other of context.list('services')) {
    if (other.metadata.name === name && other.metadata.namespace === namespace) continue;
    for (const value of read(fieldsOf(other as unknown as Fields, 'spec'))) used.add(value);
  }
  return used;
}

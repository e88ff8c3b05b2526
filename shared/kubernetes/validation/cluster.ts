import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, numberOf, optionalNumber, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { legacyCidr, parseCidr } from '../names-ip.ts';
import { mustParseQuantity } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, internalError, invalid, invalidAll } from './field-errors.ts';
import { dns1123LabelName, dns1123SubdomainName, validateFinalizerName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateResourceQuantity } from './resources.ts';
import { validateTaints } from './tolerations.ts';
import type { KindValidation } from './validate.ts';

/** Source: ValidateNamespace. */
export const namespaceValidation: KindValidation = {
  create: (namespace) => [
    ...validateObjectMeta(fieldsOf(namespace, 'metadata'), false, dns1123LabelName),
    ...textsOf(fieldsOf(namespace, 'spec'), 'finalizers').flatMap((finalizer) => validateFinalizerName(finalizer, 'spec.finalizers')),
  ],
  update: (next, old) => validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
};

/** Source: ValidateNode, ValidateNodeUpdate. Errors of taints name `metadata.taints`, as the API server's do. */
export const nodeValidation: KindValidation = {
  create: (node) => {
    const spec = fieldsOf(node, 'spec');
    return [
      ...validateObjectMeta(
        fieldsOf(node, 'metadata'), false, dns1123SubdomainName,
      ), ...validateTaints(itemsOf(spec, 'taints'), 'metadata.taints'),
      ...validateNodeResources(node), ...validatePodCidrs(textsOf(spec, 'podCIDRs')),
    ];
  },
  update: (next, old) => {
    const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
    const errors = [
      ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateNodeResources(next),
      ...validateTaints(itemsOf(spec, 'taints'), 'metadata.taints'),
    ];
    const cidrs = textsOf(oldSpec, 'podCIDRs');
    if (cidrs.length > 0 && !jsonEqual(cidrs, textsOf(spec, 'podCIDRs'))) {
      errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
    }
    const provider = textOf(oldSpec, 'providerID');
    if (provider !== '' && provider !== textOf(spec, 'providerID')) {
      errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
    }
    return errors;
  },
};

function validateNodeResources(node: Fields): FieldErrors {
  return ['capacity', 'allocatable'].flatMap((list) => Object.entries(textMapOf(fieldsOf(node, 'status'), list))
    .flatMap(([name, text]) => validateResourceQuantity(name, mustParseQuantity(text), `status.${list}.${name}`)));
}

function validatePodCidrs(cidrs: readonly string[]): FieldErrors {
  const path = 'spec.podCIDRs';
  const errors = cidrs.flatMap((cidr, index) => invalidAll(`${path}[${index}]`, cidr, legacyCidr(cidr)));
  if (cidrs.length < 2) return errors;
  if (cidrs.some((cidr) => !parseCidr(cidr))) errors.push(internalError(path, 'invalid PodCIDRs. failed to check with dual stack'));
  const families = new Set(cidrs.map((cidr) => (cidr.includes(':') ? 'IPv6' : 'IPv4')));
  if (errors.length > 0 || cidrs.length > 2 || families.size < 2) {
    errors.push(invalid(path, cidrs, 'may specify no more than one CIDR for each IP family'));
  }
  return errors;
}

/** Source: ValidateLease. */
export const leaseValidation: KindValidation = {
  create: (lease) => [
    ...validateObjectMeta(fieldsOf(lease, 'metadata'), true, dns1123SubdomainName), ...validateLeaseSpec(fieldsOf(lease, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateLeaseSpec(fieldsOf(next, 'spec')),
  ],
};

function validateLeaseSpec(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const duration = optionalNumber(spec, 'leaseDurationSeconds');
  if (duration !== undefined && duration <= 0) errors.push(invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0'));
  const transitions = numberOf(spec, 'leaseTransitions');
  if (transitions < 0) errors.push(invalid('spec.leaseTransitions', transitions, 'must be greater than or equal to 0'));
  return errors;
}

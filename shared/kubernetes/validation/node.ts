import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, optionalFields, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { legacyCidr, parseCidr } from '../names-ip.ts';
import { mustParseQuantity } from '../quantity.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, internalError, invalid, invalidAll } from './field-errors.ts';
import { dns1123SubdomainName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { validateResourceQuantity } from './resources.ts';
import { validateTaints } from './tolerations.ts';
import type { KindValidation } from './validate.ts';

/** Source: ValidateNode, ValidateNodeUpdate; an update is held to both. Errors of taints name `metadata.taints`, as the API server's do. */
export const nodeValidation: KindValidation = {
  create: validateNode, update: (next, old) => [...validateNode(next), ...validateNodeUpdate(next, old)],
};

function validateNode(node: Fields): FieldErrors {
  const spec = fieldsOf(node, 'spec');
  return [
    ...validateObjectMeta(fieldsOf(node, 'metadata'), false, dns1123SubdomainName), ...validateTaints(itemsOf(spec, 'taints'), 'metadata.taints'),
    ...validateNodeResources(node), ...validatePodCidrs(textsOf(spec, 'podCIDRs')),
  ];
}

/** What an update may change, also one of the status. Source: ValidateNodeUpdate. */
export function validateNodeUpdate(next: Fields, old: Fields): FieldErrors {
  const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
  const errors = [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateNodeResources(next), ...validateAddresses(next),
  ];
  const cidrs = textsOf(oldSpec, 'podCIDRs');
  if (cidrs.length > 0 && !jsonEqual(cidrs, textsOf(spec, 'podCIDRs'))) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  const provider = textOf(oldSpec, 'providerID');
  if (provider !== '' && provider !== textOf(spec, 'providerID')) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  const source = optionalFields(spec, 'configSource');
  if (source && !optionalFields(source, 'configMap')) errors.push(invalid('spec.configSource', source, 'exactly one reference subfield must be non-nil'));
  errors.push(...validateTaints(itemsOf(spec, 'taints'), 'metadata.taints'));
  if (textOf(spec, 'externalID') !== textOf(oldSpec, 'externalID')) errors.push(forbidden('spec.externalID', 'may not be updated'));
  return errors;
}

/** No address is there twice. */
function validateAddresses(node: Fields): FieldErrors {
  const seen = new Set<string>();
  return itemsOf(fieldsOf(node, 'status'), 'addresses').flatMap((address, index) => {
    const key = `${textOf(address, 'type')} ${textOf(address, 'address')}`;
    return seen.size === seen.add(key).size ? [duplicate(`status.addresses[${index}]`, address)] : [];
  });
}

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

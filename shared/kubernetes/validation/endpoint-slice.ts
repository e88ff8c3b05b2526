import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, optionalFields, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { validateLabels } from '../label-selector-validation.ts';
import { ip } from '../names-ip.ts';
import { dns1123Label, dns1123Subdomain, labelKey, labelValue } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, invalid, invalidAll, notSupported, required, tooMany } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, validateObjectMeta } from './metadata.ts';
import { protocols } from './ports.ts';
import { validateNonSpecialIp } from './service-addresses.ts';
import type { KindValidation } from './validate.ts';

const maxEndpoints = 1_000;
const maxPorts = 20_000;
const maxAddresses = 100;
const maxTopologyLabels = 16;
const maxHints = 8;

/** Source: pkg/apis/discovery/validation ValidateEndpointSlice. */
export const endpointSliceValidation: KindValidation = {
  create: (slice) => validateEndpointSlice(slice),
  update: (next, old) => [...validateEndpointSlice(next, old), ...validateImmutable(next['addressType'], old['addressType'], 'addressType')],
};

function validateEndpointSlice(slice: Fields, old?: Fields): FieldErrors {
  // What is there already was found valid when it came, and stored objects do not change.
  const known = new Set(old && old['addressType'] === slice['addressType'] ? itemsOf(old, 'endpoints') : []);
  return [...validateObjectMeta(fieldsOf(slice, 'metadata'), true, dns1123SubdomainName), ...validateSlice(slice, known)];
}

function validateSlice(slice: Fields, known: ReadonlySet<Fields>): FieldErrors {
  const errors: FieldErrors = [];
  const type = textOf(slice, 'addressType');
  if (type === '') errors.push(required('addressType'));
  else if (!['FQDN', 'IPv4', 'IPv6'].includes(type)) errors.push(notSupported('addressType', type, ['FQDN', 'IPv4', 'IPv6']));
  const [endpoints, ports] = [itemsOf(slice, 'endpoints'), itemsOf(slice, 'ports')];
  if (endpoints.length > maxEndpoints) return [...errors, tooMany('endpoints', endpoints.length, maxEndpoints)];
  endpoints.forEach((endpoint, index) => { if (!known.has(endpoint)) errors.push(...validateEndpoint(endpoint, type, `endpoints[${index}]`)); });
  if (ports.length > maxPorts) return [...errors, tooMany('ports', ports.length, maxPorts)];
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const name = textOf(port, 'name');
    if (name !== '') errors.push(...invalidAll(`ports[${index}].name`, name, dns1123Label(name)));
    if (names.has(name)) errors.push(duplicate(`ports[${index}].name`, name));
    names.add(name);
    const protocol = optionalText(port, 'protocol');
    if (protocol === undefined) errors.push(required(`ports[${index}].protocol`));
    else if (!protocols.includes(protocol)) errors.push(notSupported(`ports[${index}].protocol`, protocol, protocols));
    const appProtocol = optionalText(port, 'appProtocol');
    if (appProtocol !== undefined) errors.push(...invalidAll(`ports[${index}].appProtocol`, appProtocol, labelKey(appProtocol)));
  });
  return errors;
}

/** Addresses of a type that is not known pass; the type is refused by itself. */
function validateAddress(address: string, type: string, path: string): FieldErrors {
  if (type === 'FQDN') return validateDomain(address, path);
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const faults = ip(address);
  if (faults.length === 0 && address.includes(':') !== (type === 'IPv6')) faults.push(`must be an ${type} address`);
  return [...invalidAll(path, address, faults), ...validateNonSpecialIp(address, path)];
}

/** Source: IsFullyQualifiedDomainName. */
function validateDomain(address: string, path: string): FieldErrors {
  if (address === '') return [required(path)];
  const name = address.replace(/\.$/, '');
  const faults = dns1123Subdomain(name);
  if (faults.length > 0) return [invalid(path, name, faults.join(','))];
  const labels = name.split('.');
  if (labels.length < 2) return [invalid(path, name, 'should be a domain with at least two segments separated by dots')];
  return labels.flatMap((label) => (dns1123Label(label).length > 0 ? [invalid(path, label, dns1123Label(label).join(','))] : []));
}

function validateEndpoint(endpoint: Fields, type: string, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const addresses = textsOf(endpoint, 'addresses');
  if (addresses.length === 0) errors.push(required(`${path}.addresses`, 'must contain at least 1 address'));
  if (addresses.length > maxAddresses) errors.push(tooMany(`${path}.addresses`, addresses.length, maxAddresses));
  addresses.forEach((address, index) => {
    errors.push(...validateAddress(address, type, `${path}.addresses[${index}]`));
  });
  const hostname = optionalText(endpoint, 'hostname');
  if (hostname !== undefined) errors.push(...invalidAll(`${path}.hostname`, hostname, dns1123Label(hostname)));
  const nodeName = optionalText(endpoint, 'nodeName');
  if (nodeName !== undefined) errors.push(...invalidAll(`${path}.nodeName`, nodeName, dns1123Subdomain(nodeName)));
  const topology = textMapOf(endpoint, 'deprecatedTopology');
  if (Object.keys(topology).length > maxTopologyLabels) errors.push(tooMany(`${path}.deprecatedTopology`, Object.keys(topology).length, maxTopologyLabels));
  errors.push(...validateLabels(topology, `${path}.deprecatedTopology`));
  const hints = optionalFields(endpoint, 'hints');
  if (!hints) return errors;
  return [
    ...errors, ...validateHint(itemsOf(hints, 'forZones'), labelValue, `${path}.hints.forZones`),
    ...validateHint(itemsOf(hints, 'forNodes'), dns1123Subdomain, `${path}.hints.forNodes`),
  ];
}

/** From where an endpoint should be used; too many places are not looked at one by one. */
function validateHint(places: readonly Fields[], rule: (name: string) => string[], path: string): FieldErrors {
  if (places.length > maxHints) return [tooMany(path, places.length, maxHints)];
  const names = places.map((place) => textOf(place, 'name'));
  return names.flatMap((name, index) => [
    ...(names.indexOf(name) < index ? [duplicate(`${path}[${index}].name`, name)] : []), ...invalidAll(`${path}[${index}].name`, name, rule(name)),
  ]);
}

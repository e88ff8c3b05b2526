import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, optionalFields, optionalNumber, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { jsonEqual } from '../../json.ts';
import { validateLabelSelector } from '../label-selector-validation.ts';
import { legacyCidr, maskedAddress, parseCidr, parseIp } from '../names-ip.ts';
import { byteLength, dns1123Label, dns1123Subdomain, portName, portNumber, wildcardSubdomain } from '../names.ts';
import type { LabelSelector } from '../types/meta.ts';
import { validateDomainPrefixedPath } from './domain-prefixed-path.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, invalidAll, notSupported, required, tooLong } from './field-errors.ts';
import { validateImmutable } from './immutable.ts';
import { dns1123SubdomainName, pathSegmentName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { protocols } from './ports.ts';
import type { KindValidation } from './validate.ts';

/** Source: pkg/apis/networking/validation ValidateNetworkPolicy. */
export const networkPolicyValidation: KindValidation = {
  create: (policy) => [
    ...validateObjectMeta(fieldsOf(policy, 'metadata'), true, dns1123SubdomainName), ...validateNetworkPolicySpec(fieldsOf(policy, 'spec')),
  ],
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateNetworkPolicySpec(fieldsOf(next, 'spec')),
  ],
};

function validateNetworkPolicySpec(spec: Fields): FieldErrors {
  const errors = validateLabelSelector(optionalFields(spec, 'podSelector') as LabelSelector | undefined, 'spec.podSelector');
  for (const [direction, peers] of [['ingress', 'from'], ['egress', 'to']] as const) {
    itemsOf(spec, direction).forEach((rule, index) => {
      const path = `spec.${direction}[${index}]`;
      itemsOf(rule, 'ports').forEach((port, position) => errors.push(...validatePolicyPort(port, `${path}.ports[${position}]`)));
      itemsOf(rule, peers).forEach((peer, position) => errors.push(...validatePeer(peer, `${path}.${peers}[${position}]`)));
    });
  }
  const types = textsOf(spec, 'policyTypes');
  if (types.length > 2) return [...errors, invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')];
  types.forEach((type, index) => {
    if (type !== 'Ingress' && type !== 'Egress') errors.push(notSupported(`spec.policyTypes[${index}]`, type, ['Egress', 'Ingress']));
  });
  return errors;
}

function validatePolicyPort(port: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const protocol = optionalText(port, 'protocol');
  if (protocol !== undefined && !protocols.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, protocols));
  const value = port['port'];
  const end = optionalNumber(port, 'endPort');
  if (typeof value === 'number') {
    errors.push(...invalidAll(`${path}.port`, value, portNumber(value)));
    if (end !== undefined) {
      if (end < value) errors.push(invalid(`${path}.endPort`, value, 'must be greater than or equal to `port`'));
      errors.push(...invalidAll(`${path}.endPort`, end, portNumber(end)));
    }
  } else if (typeof value === 'string') {
    if (end !== undefined) errors.push(invalid(`${path}.endPort`, end, 'may not be specified when `port` is non-numeric'));
    errors.push(...invalidAll(`${path}.port`, value, portName(value)));
  } else if (end !== undefined) errors.push(invalid(`${path}.endPort`, end, 'may not be specified when `port` is not specified'));
  return errors;
}

function validatePeer(peer: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const present = ['podSelector', 'namespaceSelector', 'ipBlock'].filter((field) => isSet(peer, field));
  for (const field of ['podSelector', 'namespaceSelector']) {
    errors.push(...validateLabelSelector(optionalFields(peer, field) as LabelSelector | undefined, `${path}.${field}`));
  }
  const block = optionalFields(peer, 'ipBlock');
  if (block) errors.push(...validateIpBlock(block, `${path}.ipBlock`));
  if (present.length === 0) errors.push(required(path, 'must specify a peer'));
  else if (present.length > 1 && block) errors.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  return errors;
}

function validateIpBlock(block: Fields, path: string): FieldErrors {
  const cidr = textOf(block, 'cidr');
  if (cidr === '') return [required(`${path}.cidr`)];
  const errors = invalidAll(`${path}.cidr`, cidr, legacyCidr(cidr));
  if (!parseCidr(cidr)) return errors;
  textsOf(block, 'except').forEach((except, index) => {
    const at = `${path}.except[${index}]`;
    errors.push(...invalidAll(at, except, legacyCidr(except)));
    if (parseCidr(except) && !isStrictSubset(except, cidr)) errors.push(invalid(at, except, 'must be a strict subset of `cidr`'));
  });
  return errors;
}

function isStrictSubset(inner: string, outer: string): boolean {
  const [a, b] = [parseCidr(inner), parseCidr(outer)];
  if (!a || !b || a.prefixLength <= b.prefixLength) return false;
  return jsonEqual(maskedAddress({ ...a, prefixLength: b.prefixLength }).bytes, maskedAddress(b).bytes);
}

/** Source: ValidateIngressCreate, ValidateIngressUpdate. */
export const ingressValidation: KindValidation = {
  create: (ingress) => {
    const metadata = fieldsOf(ingress, 'metadata');
    const errors = validateIngress(ingress);
    const annotation = 'kubernetes.io/ingress.class';
    const className = textMapOf(metadata, 'annotations')[annotation];
    const classField = optionalText(fieldsOf(ingress, 'spec'), 'ingressClassName');
    if (className !== undefined && classField !== undefined && className !== classField) {
      errors.push(invalid(`annotations.${annotation}`, className, 'must match `ingressClassName` when both are specified'));
    }
    return errors;
  },
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateIngress(next),
  ],
};

function validateIngress(ingress: Fields): FieldErrors {
  return [...validateObjectMeta(fieldsOf(ingress, 'metadata'), true, dns1123SubdomainName), ...validateIngressSpec(fieldsOf(ingress, 'spec'))];
}

function validateIngressSpec(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const rules = itemsOf(spec, 'rules');
  const backend = optionalFields(spec, 'defaultBackend');
  if (rules.length === 0 && !backend) errors.push(invalid('spec', null, 'either `defaultBackend` or `rules` must be specified'));
  if (backend) errors.push(...validateBackend(backend, 'spec.defaultBackend'));
  rules.forEach((rule, index) => errors.push(...validateRule(rule, `spec.rules[${index}]`)));
  itemsOf(spec, 'tls').forEach((tls, index) => {
    const path = `spec.tls[${index}]`;
    textsOf(tls, 'hosts').forEach((host, position) => errors.push(...invalidAll(`${path}.hosts[${position}]`, host, hostRule(host))));
    const secret = textOf(tls, 'secretName');
    if (secret !== '') errors.push(...invalidAll(`spec.tls[${index}].secretName`, secret, dns1123Subdomain(secret)));
  });
  const className = optionalText(spec, 'ingressClassName');
  if (className !== undefined) errors.push(...invalidAll('spec.ingressClassName', className, dns1123Subdomain(className)));
  return errors;
}

function hostRule(host: string): string[] {
  return host.includes('*') ? wildcardSubdomain(host) : dns1123Subdomain(host);
}

function validateRule(rule: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const host = textOf(rule, 'host');
  if (host !== '') {
    if (parseIp(host)) errors.push(invalid(`${path}.host`, host, 'must be a DNS name, not an IP address'));
    errors.push(...invalidAll(`${path}.host`, host, hostRule(host)));
  }
  const http = optionalFields(rule, 'http');
  if (!http) return errors;
  const paths = itemsOf(http, 'paths');
  if (paths.length === 0) errors.push(required(`${path}.http.paths`));
  paths.forEach((item, index) => errors.push(...validateHttpPath(item, `${path}.http.paths[${index}]`)));
  return errors;
}

const invalidSequences = ['//', '/./', '/../', '%2f', '%2F'];
const invalidSuffixes = ['/..', '/.'];

function validateHttpPath(item: Fields, path: string): FieldErrors {
  const type = optionalText(item, 'pathType');
  const value = textOf(item, 'path');
  const errors: FieldErrors = [];
  switch (type) {
    case undefined:
      return [required(`${path}.pathType`, 'pathType must be specified')];
    case 'Exact':
    case 'Prefix':
      if (!value.startsWith('/')) errors.push(invalid(`${path}.path`, value, 'must be an absolute path'));
      if (value === '') break;
      for (const sequence of invalidSequences) {
        if (value.includes(sequence)) errors.push(invalid(`${path}.path`, value, `must not contain '${sequence}'`));
      }
      for (const suffix of invalidSuffixes) {
        if (value.endsWith(suffix)) errors.push(invalid(`${path}.path`, value, `cannot end with '${suffix}'`));
      }
      break;
    case 'ImplementationSpecific':
      if (value !== '' && !value.startsWith('/')) errors.push(invalid(`${path}.path`, value, 'must be an absolute path'));
      break;
    default:
      errors.push(notSupported(`${path}.pathType`, type, ['Exact', 'ImplementationSpecific', 'Prefix']));
  }
  return [...errors, ...validateBackend(fieldsOf(item, 'backend'), `${path}.backend`)];
}

function validateBackend(backend: Fields, path: string): FieldErrors {
  const [resource, service] = [optionalFields(backend, 'resource'), optionalFields(backend, 'service')];
  if (resource && service) return [invalid(path, '', 'cannot set both resource and service backends')];
  if (resource) {
    return validateTypedReference(resource, `${path}.resource`);
  }
  if (!service) return [invalid(path, '', 'resource or service backend is required')];
  const errors: FieldErrors = [];
  const name = textOf(service, 'name');
  if (name === '') errors.push(required(`${path}.service.name`));
  else errors.push(...invalidAll(`${path}.service.name`, name, dns1123Label(name)));
  const [byName, byNumber] = [textOf(fieldsOf(service, 'port'), 'name'), numberOf(fieldsOf(service, 'port'), 'number')];
  if (byName !== '' && byNumber !== 0) errors.push(invalid(path, '', 'cannot set both port name & port number'));
  else if (byName !== '') errors.push(...invalidAll(`${path}.service.port.name`, byName, portName(byName)));
  else if (byNumber !== 0) errors.push(...invalidAll(`${path}.service.port.number`, byNumber, portNumber(byNumber)));
  else errors.push(required(path, 'port name or number is required'));
  return errors;
}

/** Source: ValidateIngressClass. */
export const ingressClassValidation: KindValidation = {
  create: validateIngressClass,
  update: (next, old) => [
    ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')),
    ...validateImmutable(fieldsOf(next, 'spec')['controller'], fieldsOf(old, 'spec')['controller'], 'spec.controller'), ...validateIngressClass(next),
  ],
};

function validateIngressClass(ingressClass: Fields): FieldErrors {
  return [
    ...validateObjectMeta(fieldsOf(ingressClass, 'metadata'), false, dns1123SubdomainName), ...validateIngressClassSpec(fieldsOf(ingressClass, 'spec')),
  ];
}

/** Source: validateIngressTypedLocalObjectReference. */
function validateTypedReference(reference: Fields, path: string): FieldErrors {
  const group = optionalText(reference, 'apiGroup');
  return [
    ...(group === undefined ? [] : invalidAll(`${path}.apiGroup`, group, dns1123Subdomain(group))),
    ...['kind', 'name'].flatMap((field) => {
      const value = textOf(reference, field);
      return value === '' ? [required(`${path}.${field}`)] : invalidAll(`${path}.${field}`, value, pathSegmentName(value, false));
    }),
  ];
}

function validateIngressClassSpec(spec: Fields): FieldErrors {
  const errors: FieldErrors = [];
  const controller = textOf(spec, 'controller');
  if (byteLength(controller) > 250) errors.push(tooLong('spec.controller', 250));
  errors.push(...validateDomainPrefixedPath(controller, 'spec.controller'));
  const parameters = optionalFields(spec, 'parameters');
  if (!parameters) return errors;
  errors.push(...validateTypedReference(parameters, 'spec.parameters'));
  const [scope, namespace] = [optionalText(parameters, 'scope'), optionalText(parameters, 'namespace')];
  if (scope === undefined) return [...errors, required('spec.parameters.scope')];
  if (scope !== 'Cluster' && scope !== 'Namespace') {
    errors.push(notSupported('spec.parameters.scope', scope, ['Cluster', 'Namespace']));
  }
  const at = 'spec.parameters.namespace';
  if (scope === 'Namespace') {
    if (namespace === undefined) errors.push(required(at, "`parameters.scope` is set to 'Namespace'"));
    else errors.push(...invalidAll(at, namespace, dns1123Label(namespace)));
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    errors.push(forbidden(at, "`parameters.scope` is set to 'Cluster'"));
  }
  return errors;
}

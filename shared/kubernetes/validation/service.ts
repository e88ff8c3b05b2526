import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, optionalFields, optionalNumber, optionalText, textMapOf, textOf, textsOf } from '../fields.ts';
import { validateLabels } from '../label-selector-validation.ts';
import { legacyCidr, legacyIp } from '../names-ip.ts';
import { dns1123Label, dns1123Subdomain, labelKey, portNumber } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notSupported, required } from './field-errors.ts';
import { dns1123LabelName, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { protocols, validatePortNumberOrName } from './ports.ts';
import { isHeadless, validateClusterIps, validateClusterIpsUpdate, validateNonSpecialIp, validateFamiliesUpdate } from './service-addresses.ts';
import type { KindValidation } from './validate.ts';

const maxAffinitySeconds = 86_400;
const sourceRangesAnnotation = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const clusterTypes = new Set(['ClusterIP', 'NodePort', 'LoadBalancer']);
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

/** Source: core validation.go ValidateService. Names follow the relaxed rule of 1.36: a DNS label that may begin with a digit. */
export const serviceValidation: KindValidation = {
  create: (service) => [...validateObjectMeta(fieldsOf(service, 'metadata'), true, dns1123LabelName), ...validateService(service)],
  update: (next, old) => {
    const [spec, oldSpec] = [fieldsOf(next, 'spec'), fieldsOf(old, 'spec')];
    return [
      ...validateObjectMetaUpdate(fieldsOf(next, 'metadata'), fieldsOf(old, 'metadata')), ...validateClusterIpsUpdate(spec, oldSpec),
      ...validateFamiliesUpdate(spec, oldSpec), ...validateLoadBalancerClass(spec, oldSpec), ...validateHealthCheckPortUpdate(spec, oldSpec), ...validateService(next),
    ];
  },
};

function validateService(service: Fields): FieldErrors {
  const spec = fieldsOf(service, 'spec');
  const type = textOf(spec, 'type');
  const ports = itemsOf(spec, 'ports');
  const headless = isHeadless(spec);
  const errors = validateTopologyAnnotations(textMapOf(fieldsOf(service, 'metadata'), 'annotations'));
  if (ports.length === 0 && !headless && type !== 'ExternalName') errors.push(required('spec.ports'));
  errors.push(
    ...validateByType(spec, type, headless), ...validatePorts(ports), ...validateLabels(textMapOf(spec, 'selector'), 'spec.selector'),
  );
  errors.push(...validateAffinity(spec), ...validateClusterIps(spec));
  textsOf(spec, 'externalIPs').forEach((address, index) => {
    const texts = legacyIp(address);
    errors.push(
      ...(texts.length > 0
        ? invalidAll(`spec.externalIPs[${index}]`, address, texts)
        : validateNonSpecialIp(address, `spec.externalIPs[${index}]`)),
    );
  });
  if (type === '') errors.push(required('spec.type'));
  else if (!types.includes(type)) errors.push(notSupported('spec.type', type, types));
  errors.push(...validatePortsTogether(ports, type), ...validateSourceRanges(service, type));
  if (isSet(spec, 'allocateLoadBalancerNodePorts') && type !== 'LoadBalancer') {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', onlyLoadBalancer));
  }
  return [...errors, ...validateLoadBalancerClass(spec), ...validateTrafficPolicies(spec, type)];
}

/** The older of two names for one thing must not contradict the newer. */
function validateTopologyAnnotations(annotations: Record<string, string>): FieldErrors {
  const [mode, hints] = ['service.kubernetes.io/topology-mode', 'service.kubernetes.io/topology-aware-hints'];
  const [value, older] = [annotations[mode], annotations[hints]];
  if (value === undefined || older === undefined || value === older) return [];
  return [invalid(`metadata.annotations[${mode}]`, value, `must match annotations[${hints}] when both are specified`)];
}

function validateByType(spec: Fields, type: string, headless: boolean): FieldErrors {
  if (type === 'LoadBalancer' || type === 'NodePort') {
    return headless ? [invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)] : [];
  }
  if (type !== 'ExternalName') return [];
  const errors = ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']
    .filter((field) => isSet(spec, field) && !(Array.isArray(spec[field]) && textsOf(spec, field).length === 0))
    .map((field) => forbidden(`spec.${field}`, 'may not be set for ExternalName services'));
  const name = textOf(spec, 'externalName').replace(/\.$/, '');
  return [...errors, ...(name === '' ? [required('spec.externalName')] : invalidAll('spec.externalName', name, dns1123Subdomain(name)))];
}

function validatePorts(ports: readonly Fields[]): FieldErrors {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const errors: FieldErrors = [];
    const name = textOf(port, 'name');
    if (name === '' && ports.length > 1) errors.push(required(`${path}.name`));
    else if (name !== '') {
      errors.push(...invalidAll(`${path}.name`, name, dns1123Label(name)));
      if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
      names.add(name);
    }
    errors.push(...invalidAll(`${path}.port`, numberOf(port, 'port'), portNumber(numberOf(port, 'port'))));
    const protocol = textOf(port, 'protocol');
    if (protocol === '') errors.push(required(`${path}.protocol`));
    else if (!protocols.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, protocols));
    errors.push(...validatePortNumberOrName(port['targetPort'], `${path}.targetPort`));
    const appProtocol = optionalText(port, 'appProtocol');
    if (appProtocol !== undefined) errors.push(...invalidAll(`${path}.appProtocol`, appProtocol, labelKey(appProtocol)));
    return errors;
  });
}

function validatePortsTogether(ports: readonly Fields[], type: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  const isRepeated = (key: string) => seen.size === seen.add(key).size;
  ports.forEach((port, index) => {
    const nodePort = numberOf(port, 'nodePort');
    if (type === 'ClusterIP' && nodePort !== 0) {
      errors.push(forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
    if (nodePort !== 0 && isRepeated(`node/${textOf(port, 'protocol')}/${nodePort}`)) {
      errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
    }
    const key = { protocol: textOf(port, 'protocol'), port: numberOf(port, 'port') };
    if (isRepeated(`${key.protocol}/${key.port}`)) errors.push(duplicate(`spec.ports[${index}]`, key));
  });
  return errors;
}

function validateAffinity(spec: Fields): FieldErrors {
  const affinity = textOf(spec, 'sessionAffinity');
  if (affinity === '') return [required('spec.sessionAffinity')];
  const path = 'spec.sessionAffinityConfig';
  if (affinity === 'None') {
    return isSet(spec, 'sessionAffinityConfig') ? [forbidden(path, 'must not be set when session affinity is None')] : [];
  }
  if (affinity !== 'ClientIP') return [notSupported('spec.sessionAffinity', affinity, ['ClientIP', 'None'])];
  const seconds = optionalNumber(optionalFields(optionalFields(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
  if (seconds === undefined) return [required(`${path}.clientIP.timeoutSeconds`, 'when session affinity type is ClientIP')];
  if (seconds > 0 && seconds <= maxAffinitySeconds) return [];
  return [invalid(`${path}.clientIP.timeoutSeconds`, seconds, `must be greater than 0 and less than ${maxAffinitySeconds}`)];
}

/** The field's path is misspelt as the API server misspells it. */
function validateSourceRanges(service: Fields, type: string): FieldErrors {
  const ranges = textsOf(fieldsOf(service, 'spec'), 'loadBalancerSourceRanges');
  const errors: FieldErrors = [];
  if (ranges.length > 0) {
    const path = 'spec.LoadBalancerSourceRanges';
    if (type !== 'LoadBalancer') errors.push(forbidden(path, onlyLoadBalancer));
    ranges.forEach((range, index) => errors.push(...invalidAll(`${path}[${index}]`, range.trim(), legacyCidr(range.trim()))));
    return errors;
  }
  const annotation = textMapOf(fieldsOf(service, 'metadata'), 'annotations')[sourceRangesAnnotation];
  if (annotation === undefined) return errors;
  const path = `metadata.annotations[${sourceRangesAnnotation}]`;
  if (type !== 'LoadBalancer') errors.push(forbidden(path, onlyLoadBalancer));
  if (annotation.trim() === '') return errors;
  return [...errors, ...annotation.split(',').flatMap((range) => invalidAll(path, range.trim(), legacyCidr(range.trim())))];
}

/** An update runs it against the old spec and then, as part of the whole, by itself: a bad class is named twice. */
function validateLoadBalancerClass(spec: Fields, old?: Fields): FieldErrors {
  const path = 'spec.loadBalancerClass';
  const [next, before] = [optionalText(spec, 'loadBalancerClass'), optionalText(old, 'loadBalancerClass')];
  const isLoadBalancer = textOf(spec, 'type') === 'LoadBalancer';
  const stays = old !== undefined && isLoadBalancer && textOf(old, 'type') === 'LoadBalancer';
  const errors = stays && next !== before ? [invalid(path, next, 'may not change once set')] : [];
  if (next === undefined) return errors;
  return [...errors, ...(isLoadBalancer ? invalidAll(path, next, labelKey(next)) : [forbidden(path, onlyLoadBalancer)])];
}

function needsHealthCheck(spec: Fields): boolean {
  return textOf(spec, 'type') === 'LoadBalancer' && textOf(spec, 'externalTrafficPolicy') === 'Local';
}

function validateHealthCheckPortUpdate(spec: Fields, old: Fields): FieldErrors {
  if (!needsHealthCheck(spec) || !needsHealthCheck(old) || numberOf(spec, 'healthCheckNodePort') === numberOf(old, 'healthCheckNodePort')) {
    return [];
  }
  return [forbidden('spec.healthCheckNodePort', 'field is immutable')];
}

function validateTrafficPolicies(spec: Fields, type: string): FieldErrors {
  const errors: FieldErrors = [];
  const external = textOf(spec, 'externalTrafficPolicy');
  const accessible = type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && textsOf(spec, 'externalIPs').length > 0);
  if (!accessible && external !== '') {
    errors.push(invalid('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'));
  }
  if (accessible && external === '') errors.push(required('spec.externalTrafficPolicy'));
  else if (accessible && external !== '' && external !== 'Cluster' && external !== 'Local') {
    errors.push(notSupported('spec.externalTrafficPolicy', external, ['Cluster', 'Local']));
  }
  const healthPort = numberOf(spec, 'healthCheckNodePort');
  if (healthPort !== 0 && !needsHealthCheck(spec)) {
    errors.push(
      invalid(
        'spec.healthCheckNodePort', healthPort, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
      ),
    );
  } else if (healthPort !== 0) errors.push(...invalidAll('spec.healthCheckNodePort', healthPort, portNumber(healthPort)));
  const internal = optionalText(spec, 'internalTrafficPolicy');
  if (internal === undefined && clusterTypes.has(type)) errors.push(required('spec.internalTrafficPolicy'));
  if (internal !== undefined && internal !== 'Cluster' && internal !== 'Local') {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, ['Cluster', 'Local']));
  }
  const distribution = optionalText(spec, 'trafficDistribution');
  const distributions = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
  if (distribution !== undefined && !distributions.includes(distribution)) {
    errors.push(notSupported('spec.trafficDistribution', distribution, distributions));
  }
  return errors;
}

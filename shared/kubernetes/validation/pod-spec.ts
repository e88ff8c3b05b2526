import type { Fields } from '../fields.ts';
import { fieldsOf, flagOf, isSet, itemsOf, numberOf, optionalFields, optionalNumber, optionalText, textMapOf, textOf } from '../fields.ts';
import { validateLabels } from '../label-selector-validation.ts';
import { byteLength, dns1123Label, dns1123Subdomain, labelKey } from '../names.ts';
import { validateAffinity } from './affinity.ts';
import type { PodSurroundings } from './container.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './container.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notFound, notSupported, required } from './field-errors.ts';
import { mirrorPod } from './pod-annotations.ts';
import { validateDnsConfig, validateHostAliases } from './pod-dns.ts';
import { validatePodLevelConsistency } from './pod-level-resources.ts';
import { validateResourceRequirements } from './resources.ts';
import { validateOperatingSystem, validatePodSecurityContext } from './security-context.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpreadConstraints } from './topology-spread.ts';
import { validateVolumes } from './volume.ts';

const maxInt32 = 2_147_483_647;

/**
 * A pod's spec, in a pod or in a template. Source: ValidatePodSpec.
 *
 * @param metadata of the Pod whose spec it is, which is held to a little more than a template; undefined for a template
 */
export function validatePodSpec(spec: Fields, path: string, metadata: Fields | undefined): FieldErrors {
  const errors: FieldErrors = [];
  const claims = itemsOf(spec, 'resourceClaims');
  const volumes = validateVolumes(itemsOf(spec, 'volumes'), `${path}.volumes`, textOf(metadata, 'name'));
  const isStatic = textMapOf(metadata, 'annotations')[mirrorPod] !== undefined;
  errors.push(...volumes.errors, ...(isStatic ? claims.map(() => forbidden('', 'static pods do not support resource claims')) : validateResourceClaims(claims, `${path}.resourceClaims`)));
  const surroundings: PodSurroundings = {
    volumes: volumes.valid,
    claimNames: new Set(claims.map((claim) => textOf(claim, 'name')).filter((name) => name !== '')),
    restartPolicy: textOf(spec, 'restartPolicy'),
    graceSeconds: optionalNumber(spec, 'terminationGracePeriodSeconds'),
    hostUsers: spec['hostUsers'] !== false,
    os: isSet(spec, 'os') ? textOf(optionalFields(spec, 'os'), 'name') : undefined,
  };
  const [containers, initContainers] = [itemsOf(spec, 'containers'), itemsOf(spec, 'initContainers')];
  errors.push(...validateContainers(containers, surroundings, `${path}.containers`));
  errors.push(...validateInitContainers(initContainers, containers, surroundings, `${path}.initContainers`));
  errors.push(
    ...validateEphemeralContainers(
      itemsOf(spec, 'ephemeralContainers'), [...containers, ...initContainers], surroundings, `${path}.ephemeralContainers`,
    ),
  );
  errors.push(...validatePodLevelResources(spec, surroundings, path));
  errors.push(...validateHostNetworkPorts(spec, path, metadata !== undefined));
  errors.push(...validateChoice(spec, 'restartPolicy', ['Always', 'OnFailure', 'Never'], path));
  errors.push(...validateChoice(spec, 'dnsPolicy', ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'], path));
  errors.push(...validateLabels(textMapOf(spec, 'nodeSelector'), `${path}.nodeSelector`));
  errors.push(...validatePodSecurityContext(spec, path));
  errors.push(...validateAffinity(optionalFields(spec, 'affinity'), `${path}.affinity`));
  errors.push(...validateDnsConfig(optionalFields(spec, 'dnsConfig'), textOf(spec, 'dnsPolicy'), `${path}.dnsConfig`));
  errors.push(...validateGates(spec, path));
  errors.push(...validateTopologySpreadConstraints(itemsOf(spec, 'topologySpreadConstraints'), `${path}.topologySpreadConstraints`));
  errors.push(...validateHostUsers(spec, path), ...validateVariableFiles(spec, path));
  errors.push(...validateNames(spec, path));
  errors.push(...validateTolerations(itemsOf(spec, 'tolerations'), `${path}.tolerations`));
  errors.push(...validateHostAliases(itemsOf(spec, 'hostAliases'), `${path}.hostAliases`));
  if (isSet(spec, 'preemptionPolicy')) errors.push(...validateChoice(spec, 'preemptionPolicy', ['PreemptLowerPriority', 'Never'], path));
  if (isSet(spec, 'overhead')) {
    errors.push(...validateResourceRequirements({ limits: fieldsOf(spec, 'overhead') }, `${path}.overhead`, { podClaimNames: new Set() }));
  }
  errors.push(...validateOperatingSystem(spec, path));
  return errors;
}

function validateChoice(spec: Fields, field: string, supported: readonly string[], path: string): FieldErrors {
  const value = textOf(spec, field);
  if (value === '') return [required(`${path}.${field}`)];
  return supported.includes(value) ? [] : [notSupported(`${path}.${field}`, value, supported)];
}

function validateResourceClaims(claims: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  claims.forEach((claim, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(claim, 'name');
    if (name === '') errors.push(required(`${at}.name`));
    else if (seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    else errors.push(...invalidAll(`${at}.name`, name, dns1123Label(name)));
    seen.add(name);
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((field) => isSet(claim, field));
    if (sources.length > 1) {
      errors.push(invalid(at, claim, 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified'));
    }
    if (sources.length === 0) errors.push(invalid(at, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    for (const field of sources) errors.push(...invalidAll(`${at}.${field}`, textOf(claim, field), dns1123Subdomain(textOf(claim, field))));
  });
  return errors;
}

function validatePodLevelResources(spec: Fields, surroundings: PodSurroundings, path: string): FieldErrors {
  const resources = optionalFields(spec, 'resources');
  if (!resources) return [];
  const at = `${path}.resources`;
  if (surroundings.os === 'windows') return [forbidden(at, 'may not be set for a windows pod')];
  return [
    ...(isSet(resources, 'claims') ? [forbidden(`${at}.claims`, 'claims cannot be set for Resources at pod-level')] : []),
    ...validateResourceRequirements(resources, at, { podClaimNames: surroundings.claimNames, podLevel: true }),
    ...validatePodLevelConsistency(spec, at),
  ];
}

/** On the node's network a port of the container is a port of the node. Source: validatePodHostNetworkDeps. */
function validateHostNetworkPorts(spec: Fields, path: string, ofPod: boolean): FieldErrors {
  if (!flagOf(spec, 'hostNetwork')) return [];
  return itemsOf(spec, 'containers').flatMap((container, index) => itemsOf(container, 'ports').flatMap((port, position) => {
    const [hostPort, containerPort] = [numberOf(port, 'hostPort'), numberOf(port, 'containerPort')];
    if ((!ofPod && hostPort === 0) || hostPort === containerPort) return [];
    return [
      invalid(
        `${path}.containers[${index}].ports[${position}].hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true',
      ),
    ];
  }));
}

function validateGates(spec: Fields, path: string): FieldErrors {
  const errors = itemsOf(spec, 'readinessGates').flatMap((gate, index) => {
    const type = textOf(gate, 'conditionType');
    return invalidAll(`${path}.readinessGates[${index}].conditionType`, type, labelKey(type));
  });
  const seen = new Set<string>();
  itemsOf(spec, 'schedulingGates').forEach((gate, index) => {
    const name = textOf(gate, 'name');
    errors.push(...invalidAll(`${path}.schedulingGates[${index}]`, name, labelKey(name)));
    if (seen.has(name)) errors.push(duplicate(`${path}.schedulingGates[${index}]`, name));
    seen.add(name);
  });
  return errors;
}

function validateHostUsers(spec: Fields, path: string): FieldErrors {
  if (spec['hostUsers'] !== false) return [];
  const fields = [['hostNetwork', 'hostNetwork'], ['hostPID', 'HostPID'], ['hostIPC', 'HostIPC']] as const;
  const text = 'when `hostUsers` is false';
  const namespaces = fields.filter(([field]) => flagOf(spec, field)).map(([, shown]) => forbidden(`${path}.${shown}`, text));
  const devices = containersWithPaths(spec, path).filter(({ container }) => itemsOf(container, 'volumeDevices').length > 0)
    .map(({ at }) => forbidden(`${at}.volumeDevices`, text));
  return [...namespaces, ...devices];
}

/** Containers of all kinds, in the order in which the API server goes over them. */
function containersWithPaths(spec: Fields, path: string): { container: Fields; at: string }[] {
  return ['initContainers', 'containers', 'ephemeralContainers']
    .flatMap((list) => itemsOf(spec, list).map((container, index) => ({ container, at: `${path}.${list}[${index}]` })));
}

/** Variables from files need a directory of the pod's own. Source: validateFileKeyRefVolumes. */
function validateVariableFiles(spec: Fields, path: string): FieldErrors {
  return containersWithPaths(spec, path).flatMap(({ container, at }) => itemsOf(container, 'env').flatMap((variable, index) => {
    const reference = optionalFields(optionalFields(variable, 'valueFrom'), 'fileKeyRef');
    if (!reference) return [];
    const where = `${at}.env[${index}].valueFrom.fileKeyRef.volumeName`;
    const name = textOf(reference, 'volumeName');
    const volume = itemsOf(spec, 'volumes').findLast((one) => textOf(one, 'name') === name);
    if (!volume) return [notFound(where, name)];
    return isSet(volume, 'emptyDir') ? [] : [invalid(where, name, 'referenced volume must be of type emptyDir')];
  }));
}

/** Names of other objects, host names, and the deadline. */
function validateNames(spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  for (const field of ['serviceAccountName', 'nodeName', 'priorityClassName']) {
    const name = textOf(spec, field);
    if (name !== '') errors.push(...invalidAll(`${path}.${field}`, name, dns1123Subdomain(name)));
  }
  const runtimeClass = optionalText(spec, 'runtimeClassName');
  if (runtimeClass !== undefined) errors.push(...invalidAll(`${path}.runtimeClassName`, runtimeClass, dns1123Subdomain(runtimeClass)));
  const deadline = optionalNumber(spec, 'activeDeadlineSeconds');
  if (deadline !== undefined && (deadline < 1 || deadline > maxInt32)) {
    errors.push(invalid(`${path}.activeDeadlineSeconds`, deadline, `must be between 1 and ${maxInt32}, inclusive`));
  }
  for (const field of ['hostname', 'subdomain']) {
    const name = textOf(spec, field);
    if (name !== '') errors.push(...invalidAll(`${path}.${field}`, name, dns1123Label(name)));
  }
  const override = optionalText(spec, 'hostnameOverride');
  if (override === undefined) return errors;
  const at = `${path}.hostnameOverride`;
  if (byteLength(override) > 64) {
    errors.push({ reason: 'FieldValueTooLong', field: at, message: 'Too long: may not be more than 64 bytes' });
  }
  errors.push(...invalidAll(at, override, dns1123Subdomain(override)));
  if (flagOf(spec, 'setHostnameAsFQDN')) errors.push(forbidden(at, 'may not be specified when `setHostnameAsFQDN` is true'));
  if (flagOf(spec, 'hostNetwork')) errors.push(forbidden(at, 'may not be specified when `hostNetwork` is true'));
  return errors;
}

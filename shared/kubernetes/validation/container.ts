import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, numberOf, numbersOf, optionalText, textOf } from '../fields.ts';
import { dns1123Label, portName, portNumber } from '../names.ts';
import { validateEnv, validateEnvFrom } from './container-env.ts';
import type { VolumesByName } from './container-mounts.ts';
import { validateVolumeDevices, validateVolumeMounts } from './container-mounts.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, invalidAll, notFound, notSupported, required, tooMany } from './field-errors.ts';
import { protocols } from './ports.ts';
import { validateLifecycle, validateProbes } from './probe.ts';
import { validateResourceRequirements } from './resources.ts';
import { validateContainerSecurityContext } from './security-context.ts';

/** What the containers of one pod have in common. */
export interface PodSurroundings {
  volumes: VolumesByName;
  claimNames: ReadonlySet<string>;
  restartPolicy: string;
  graceSeconds: number | undefined;
  /** `spec.hostUsers` is not false. */
  hostUsers: boolean;
  /** `spec.os.name`; undefined without `spec.os`. */
  os: string | undefined;
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];
const terminationMessagePolicies = ['FallbackToLogsOnError', 'File'];
const restartPolicies = ['Always', 'Never', 'OnFailure'];

/** `spec.containers`. Source: validateContainers. */
export function validateContainers(containers: readonly Fields[], pod: PodSurroundings, path: string): FieldErrors {
  if (containers.length === 0) return [required(path)];
  const errors: FieldErrors = [];
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(container, 'name');
    errors.push(...validateContainerCommon(container, pod, at));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    errors.push(...validateLifecycle(container, pod.graceSeconds, pod.os, at));
    errors.push(...validateProbes(container, pod.graceSeconds, at));
    errors.push(...validateRestart(container, at, false));
  });
  errors.push(...validateUniqueHostPorts(containers, path));
  return errors;
}

/** `spec.initContainers`; with restartPolicy Always they are sidecars. Source: validateInitContainers. */
export function validateInitContainers(
  containers: readonly Fields[], regular: readonly Fields[], pod: PodSurroundings, path: string,
): FieldErrors {
  const errors: FieldErrors = [];
  const names = new Set(regular.map((container) => textOf(container, 'name')));
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(container, 'name');
    errors.push(...validateContainerCommon(container, pod, at));
    errors.push(...validateRestart(container, at, true));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    else if (name !== '') names.add(name);
    // Init containers run one after the other: only the ports of a single one can collide. Their errors name the list.
    errors.push(...validateUniqueHostPorts([container], path));
    if (textOf(container, 'restartPolicy') === 'Always') {
      errors.push(...validateLifecycle(container, pod.graceSeconds, pod.os, at), ...validateProbes(container, pod.graceSeconds, at));
      return;
    }
    for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
      if (isSet(container, field)) {
        errors.push(forbidden(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'));
      }
    }
    itemsOf(container, 'resizePolicy').forEach((entry, position) => {
      if (textOf(entry, 'restartPolicy') !== 'RestartContainer') return;
      const where = `${at}.resizePolicy[${position}].restartPolicy`;
      errors.push(invalid(where, 'RestartContainer', "must not be set to 'RestartContainer' for non-sidecar initContainers"));
    });
  });
  return errors;
}

const ephemeralFields = new Set([
  'name', 'image', 'command', 'args', 'workingDir', 'env', 'envFrom', 'volumeMounts', 'volumeDevices', 'terminationMessagePath',
  'terminationMessagePolicy', 'imagePullPolicy', 'securityContext', 'stdin', 'stdinOnce', 'tty', 'targetContainerName',
]);

/** `spec.ephemeralContainers`. Source: validateEphemeralContainers. */
export function validateEphemeralContainers(
  containers: readonly Fields[], others: readonly Fields[], pod: PodSurroundings, path: string,
): FieldErrors {
  const errors: FieldErrors = [];
  const refusal = 'cannot be set for an Ephemeral Container';
  const otherNames = new Set(others.map((container) => textOf(container, 'name')));
  const names = new Set(otherNames);
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(container, 'name');
    errors.push(...validateContainerCommon(container, pod, at), ...validateImageTrimmed(container, at));
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
    names.add(name);
    const target = textOf(container, 'targetContainerName');
    if (target !== '' && !otherNames.has(target)) errors.push(notFound(`${at}.targetContainerName`, target));
    for (const [field, value] of Object.entries(container)) {
      const empty = field === 'resources' && Object.keys(value as Fields).length === 0;
      if (!ephemeralFields.has(field) && !empty) errors.push(forbidden(`${at}.${field}`, refusal));
    }
    itemsOf(container, 'volumeMounts').forEach((mount, position) => {
      for (const field of ['subPath', 'subPathExpr']) {
        if (textOf(mount, field) !== '') errors.push(forbidden(`${at}.volumeMounts[${position}].${field}`, refusal));
      }
    });
  });
  return errors;
}

/** Source: validateContainerCommon. */
function validateContainerCommon(container: Fields, pod: PodSurroundings, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const name = textOf(container, 'name');
  if (name === '') errors.push(required(`${path}.name`));
  else errors.push(...invalidAll(`${path}.name`, name, dns1123Label(name)));
  if (textOf(container, 'image') === '') errors.push(required(`${path}.image`));
  errors.push(...validateChoice(container, 'terminationMessagePolicy', terminationMessagePolicies, path));
  const [mounts, devices] = [itemsOf(container, 'volumeMounts'), itemsOf(container, 'volumeDevices')];
  errors.push(...validateContainerPorts(itemsOf(container, 'ports'), `${path}.ports`));
  errors.push(...validateEnv(itemsOf(container, 'env'), `${path}.env`));
  errors.push(...validateEnvFrom(itemsOf(container, 'envFrom'), `${path}.envFrom`));
  errors.push(...validateVolumeMounts(mounts, devices, pod.volumes, container, `${path}.volumeMounts`));
  errors.push(...validateVolumeDevices(devices, mounts, pod.volumes, `${path}.volumeDevices`));
  errors.push(...validateChoice(container, 'imagePullPolicy', pullPolicies, path));
  errors.push(...validateResourceRequirements(fieldsOf(container, 'resources'), `${path}.resources`, { podClaimNames: pod.claimNames }));
  errors.push(...validateResizePolicy(itemsOf(container, 'resizePolicy'), pod.restartPolicy, `${path}.resizePolicy`));
  errors.push(...validateContainerSecurityContext(container, pod.hostUsers, path));
  return errors;
}

/** A field that must have one of these values; defaulting has filled it in. */
function validateChoice(container: Fields, field: string, supported: readonly string[], path: string): FieldErrors {
  const value = textOf(container, field);
  if (value === '') return [required(`${path}.${field}`)];
  return supported.includes(value) ? [] : [notSupported(`${path}.${field}`, value, supported)];
}

/** For pods only; templates may have such images. Source: validateContainerOnlyForPod. */
export function validateImageTrimmed(container: Fields, path: string): FieldErrors {
  const image = textOf(container, 'image');
  return image === image.trim() ? [] : [invalid(`${path}.image`, image, 'must not have leading or trailing whitespace')];
}

function validateContainerPorts(ports: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  const names = new Set<string>();
  ports.forEach((port, index) => {
    const at = `${path}[${index}]`;
    const name = textOf(port, 'name');
    if (name !== '') {
      const texts = portName(name);
      if (texts.length > 0) errors.push(...invalidAll(`${at}.name`, name, texts));
      else if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
      else names.add(name);
    }
    const [containerPort, hostPort] = [numberOf(port, 'containerPort'), numberOf(port, 'hostPort')];
    if (containerPort === 0) errors.push(required(`${at}.containerPort`));
    else errors.push(...invalidAll(`${at}.containerPort`, containerPort, portNumber(containerPort)));
    if (hostPort !== 0) errors.push(...invalidAll(`${at}.hostPort`, hostPort, portNumber(hostPort)));
    errors.push(...validateChoice(port, 'protocol', protocols, at));
  });
  return errors;
}

/** Source: checkHostPortConflicts. */
function validateUniqueHostPorts(containers: readonly Fields[], path: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  containers.forEach((container, index) => {
    itemsOf(container, 'ports').forEach((port, position) => {
      const hostPort = numberOf(port, 'hostPort');
      if (hostPort === 0) return;
      const key = `${textOf(port, 'protocol')}/${textOf(port, 'hostIP')}/${hostPort}`;
      if (seen.has(key)) errors.push(duplicate(`${path}[${index}].ports[${position}].hostPort`, key));
      seen.add(key);
    });
  });
  return errors;
}

/** A restart policy of the container's own, with exceptions by exit code. Source: validateContainerRestartPolicy. */
function validateRestart(container: Fields, path: string, isInit: boolean): FieldErrors {
  const policy = optionalText(container, 'restartPolicy');
  const rules = itemsOf(container, 'restartPolicyRules');
  const errors: FieldErrors = [];
  if (policy === undefined) {
    if (rules.length > 0) errors.push(required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used'));
    if (rules.length === 0 || isInit) return errors;
  } else if (!restartPolicies.includes(policy)) errors.push(notSupported(`${path}.restartPolicy`, policy, restartPolicies));
  if (rules.length > 20) errors.push(tooMany(`${path}.restartPolicyRules`, rules.length, 20));
  rules.forEach((rule, index) => {
    const at = `${path}.restartPolicyRules[${index}]`;
    const action = textOf(rule, 'action');
    if (action !== 'Restart' && action !== 'RestartAllContainers') {
      errors.push(notSupported(`${at}.action`, action, ['Restart', 'RestartAllContainers']));
    }
    if (!isSet(rule, 'exitCodes')) {
      errors.push(required(`${at}.exitCodes`, 'must be specified'));
      return;
    }
    const exitCodes = fieldsOf(rule, 'exitCodes');
    const operator = textOf(exitCodes, 'operator');
    if (operator !== 'In' && operator !== 'NotIn') errors.push(notSupported(`${at}.exitCodes.operator`, operator, ['In', 'NotIn']));
    const values = numbersOf(exitCodes, 'values');
    if (values.length > 255) errors.push(tooMany(`${at}.exitCodes.values`, values.length, 255));
  });
  return errors;
}

function validateResizePolicy(policies: readonly Fields[], podRestartPolicy: string, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  policies.forEach((entry, index) => {
    const [resource, policy] = [textOf(entry, 'resourceName'), textOf(entry, 'restartPolicy')];
    if (seen.has(resource)) errors.push(duplicate(`${path}[${index}]`, resource));
    seen.add(resource);
    if (resource === '') errors.push(required(path));
    else if (resource !== 'cpu' && resource !== 'memory') errors.push(notSupported(path, resource, ['cpu', 'memory']));
    if (policy === '') errors.push(required(path));
    else if (policy !== 'NotRequired' && policy !== 'RestartContainer') {
      errors.push(notSupported(path, policy, ['NotRequired', 'RestartContainer']));
    }
    if (podRestartPolicy === 'Never' && policy !== 'NotRequired') {
      errors.push(invalid(path, policy, "must be 'NotRequired' when `restartPolicy` is 'Never'"));
    }
  });
  return errors;
}

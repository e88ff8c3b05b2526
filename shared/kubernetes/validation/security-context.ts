import type { Fields } from '../fields.ts';
import { flagOf, isSet, itemsOf, numbersOf, optionalFields, optionalNumber, optionalText, textOf, textsOf } from '../fields.ts';
import { byteLength } from '../names.ts';
import type { FieldErrors } from './field-errors.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooLong } from './field-errors.ts';
import { validateLocalDescendingPath } from './paths.ts';
import { validateHostProcess, validateWindowsOptions } from './windows.ts';

const maxInt32 = 2_147_483_647;
const sysctlPattern = /^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$/;
const sysctlMaxLength = 253;
const windowsOnly = 'windows options cannot be set for a linux pod';

/** `spec.securityContext`. Source: validatePodSpecSecurityContext. */
export function validatePodSecurityContext(spec: Fields, path: string): FieldErrors {
  const context = optionalFields(spec, 'securityContext');
  const at = `${path}.securityContext`;
  const errors: FieldErrors = [];
  for (const field of ['fsGroup', 'runAsUser', 'runAsGroup']) errors.push(...validateId(optionalNumber(context, field), `${at}.${field}`));
  numbersOf(context, 'supplementalGroups').forEach((id, index) => errors.push(...validateId(id, `${at}.supplementalGroups[${index}]`)));
  if (flagOf(spec, 'shareProcessNamespace') && flagOf(spec, 'hostPID')) {
    errors.push(invalid(`${at}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled'));
  }
  errors.push(...validateSysctls(context, spec, `${at}.sysctls`));
  errors.push(...validateChoice(context, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], at));
  errors.push(...validateProfiles(context, at));
  errors.push(...validateChoice(context, 'supplementalGroupsPolicy', ['Merge', 'Strict'], at));
  errors.push(...validateChoice(context, 'seLinuxChangePolicy', ['MountOption', 'Recursive'], at));
  return [...errors, ...validateWindowsOptions(context, at), ...validateHostProcess(spec, path)];
}

/** `securityContext` of a container. Source: ValidateSecurityContext. */
export function validateContainerSecurityContext(container: Fields, hostUsers: boolean, path: string): FieldErrors {
  const context = optionalFields(container, 'securityContext');
  if (!context) return [];
  const at = `${path}.securityContext`;
  const errors: FieldErrors = [];
  for (const field of ['runAsUser', 'runAsGroup']) errors.push(...validateId(optionalNumber(context, field), `${at}.${field}`));
  errors.push(...validateChoice(context, 'procMount', ['Default', 'Unmasked'], at));
  if (hostUsers && textOf(context, 'procMount') === 'Unmasked') {
    errors.push(invalid(`${at}.procMount`, 'Unmasked', '`hostUsers` must be false to use `Unmasked`'));
  }
  if (context['allowPrivilegeEscalation'] === false) {
    if (flagOf(context, 'privileged')) {
      errors.push(invalid(at, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    }
    if (textsOf(optionalFields(context, 'capabilities'), 'add').includes('CAP_SYS_ADMIN')) {
      errors.push(invalid(at, context, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN'));
    }
  }
  return [...errors, ...validateProfiles(context, at), ...validateWindowsOptions(context, at)];
}

function validateId(id: number | undefined, path: string): FieldErrors {
  return id === undefined || (id >= 0 && id <= maxInt32) ? [] : [invalid(path, id, `must be between 0 and ${maxInt32}, inclusive`)];
}

function validateChoice(owner: Fields | undefined, field: string, supported: readonly string[], path: string): FieldErrors {
  const value = optionalText(owner, field);
  return value === undefined || supported.includes(value) ? [] : [notSupported(`${path}.${field}`, value, supported)];
}

function validateSysctls(context: Fields | undefined, spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const seen = new Set<string>();
  itemsOf(context, 'sysctls').forEach((sysctl, index) => {
    const name = textOf(sysctl, 'name');
    const at = `${path}[${index}].name`;
    if (name === '') errors.push(required(at));
    else if (byteLength(name) > sysctlMaxLength || !sysctlPattern.test(name)) {
      errors.push(invalid(at, name, `must have at most ${sysctlMaxLength} characters and match regex ${sysctlPattern.source}`));
    } else if (seen.has(name)) errors.push(duplicate(at, name));
    const dotted = name.replaceAll('/', '.');
    if (flagOf(spec, 'hostNetwork') && dotted.startsWith('net.')) {
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    }
    else if (flagOf(spec, 'hostIPC') && isIpcSysctl(dotted)) errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    seen.add(name);
  });
  return errors;
}

function isIpcSysctl(name: string): boolean {
  return name === 'kernel.sem' || ['kernel.shm', 'kernel.msg', 'fs.mqueue.'].some((prefix) => name.startsWith(prefix));
}

function validateProfiles(context: Fields | undefined, path: string): FieldErrors {
  return [
    ...validateSeccomp(optionalFields(context, 'seccompProfile'), `${path}.seccompProfile`),
    ...validateAppArmor(optionalFields(context, 'appArmorProfile'), `${path}.appArmorProfile`),
  ];
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function validateSeccomp(profile: Fields | undefined, path: string): FieldErrors {
  if (!profile) return [];
  const errors: FieldErrors = [];
  const type = textOf(profile, 'type');
  if (type === '') errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (!profileTypes.includes(type)) errors.push(notSupported(`${path}.type`, type, profileTypes));
  const localhost = optionalText(profile, 'localhostProfile');
  const at = `${path}.localhostProfile`;
  if (type !== 'Localhost') {
    if (localhost !== undefined) errors.push(invalid(at, profile, 'can only be set when seccomp type is Localhost'));
  } else if (localhost === undefined) errors.push(required(at, 'must be set when seccomp type is Localhost'));
  else errors.push(...validateLocalDescendingPath(localhost, at));
  return errors;
}

function validateAppArmor(profile: Fields | undefined, path: string): FieldErrors {
  if (!profile) return [];
  const type = textOf(profile, 'type');
  const at = `${path}.localhostProfile`;
  const localhost = optionalText(profile, 'localhostProfile');
  if (type === '') return [required(`${path}.type`, 'type is required when appArmorProfile is set')];
  if (!profileTypes.includes(type)) return [notSupported(`${path}.type`, type, profileTypes)];
  if (type !== 'Localhost') {
    return localhost === undefined ? [] : [invalid(at, localhost, 'can only be set when AppArmor type is Localhost')];
  }
  if (localhost === undefined || localhost === '') return [required(at, 'must be set when AppArmor type is Localhost')];
  if (localhost.trim() !== localhost) return [invalid(at, localhost, 'must not be padded with whitespace')];
  return byteLength(localhost) > 4_095 ? [tooLong(at, 4_095)] : [];
}

const linuxPodFields = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'runAsUser', 'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy', 'seLinuxChangePolicy',
];
const linuxContainerFields = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation',
  'procMount', 'runAsUser', 'runAsGroup',
];

/** Whether a field is there at all: false counts but for the two flags that cannot be absent, an empty list of sysctls does not. */
function isGiven(owner: Fields | undefined, field: string): boolean {
  if (field === 'hostPID' || field === 'hostIPC') return flagOf(owner, field);
  return field === 'sysctls' ? itemsOf(owner, field).length > 0 : isSet(owner, field);
}

/** `spec.os` and what it rules out. Source: validateOS, validateLinux, validateWindows. */
export function validateOperatingSystem(spec: Fields, path: string): FieldErrors {
  const os = optionalFields(spec, 'os');
  if (!os) return [];
  const name = textOf(os, 'name');
  if (name === '') return [required(`${path}.os.name`, 'cannot be empty')];
  if (name !== 'linux' && name !== 'windows') return [notSupported(`${path}.os`, name, ['linux', 'windows'])];
  const errors: FieldErrors = [];
  const refuse = (owner: Fields | undefined, fields: readonly string[], at: string, text: string) => {
    for (const field of fields) if (isGiven(owner, field)) errors.push(forbidden(`${at}.${field}`, text));
  };
  const windows = name === 'windows';
  const text = windows ? 'cannot be set for a windows pod' : windowsOnly;
  if (windows) refuse(spec, ['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace'], path, text);
  refuse(optionalFields(spec, 'securityContext'), windows ? linuxPodFields : ['windowsOptions'], `${path}.securityContext`, text);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    itemsOf(spec, list).forEach((container, index) => {
      refuse(
        optionalFields(container, 'securityContext'), windows ? linuxContainerFields : ['windowsOptions'],
        `${path}.${list}[${index}].securityContext`, text,
      );
    });
  }
  return errors;
}

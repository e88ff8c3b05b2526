import type { Fields } from '../fields.ts';
import { flagOf, isSet, optionalFields, optionalText, textOf } from '../fields.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid, notFound, notSupported, required } from './field-errors.ts';
import { validateLocalDescendingPath, validateNoBacksteps } from './paths.ts';

/** Volumes of the pod by name. */
export type VolumesByName = ReadonlyMap<string, Fields>;

/** Source: ValidateVolumeMounts. A few errors name the list instead of the item, as the API server does. */
export function validateVolumeMounts(
  mounts: readonly Fields[], devices: readonly Fields[], volumes: VolumesByName, container: Fields, path: string,
): FieldErrors {
  const errors: FieldErrors = [];
  const seenPaths = new Set<string>();
  const deviceNames = new Set(devices.map((device) => textOf(device, 'name')));
  const devicePaths = new Set(devices.map((device) => textOf(device, 'devicePath')));
  mounts.forEach((mount, index) => {
    const itemPath = `${path}[${index}]`;
    const name = textOf(mount, 'name');
    const mountPath = textOf(mount, 'mountPath');
    if (name === '') errors.push(required(`${itemPath}.name`));
    if (!volumes.has(name)) errors.push(notFound(`${itemPath}.name`, name));
    if (mountPath === '') errors.push(required(`${itemPath}.mountPath`));
    if (seenPaths.has(mountPath)) errors.push(invalid(`${itemPath}.mountPath`, mountPath, 'must be unique'));
    seenPaths.add(mountPath);
    if (deviceNames.has(name)) errors.push(invalid(`${itemPath}.name`, name, 'must not already exist in volumeDevices'));
    if (devicePaths.has(mountPath)) {
      errors.push(invalid(`${itemPath}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    errors.push(...validateSubPaths(mount, path, itemPath));
    if (isSet(mount, 'mountPropagation')) {
      errors.push(...validatePropagation(textOf(mount, 'mountPropagation'), container, `${path}.mountPropagation`));
    }
    errors.push(...validateRecursiveReadOnly(mount, `${path}.recursiveReadOnly`));
  });
  return errors;
}

function validateSubPaths(mount: Fields, path: string, itemPath: string): FieldErrors {
  const errors: FieldErrors = [];
  const subPath = textOf(mount, 'subPath');
  const subPathExpr = textOf(mount, 'subPathExpr');
  if (subPath !== '') errors.push(...validateLocalDescendingPath(subPath, `${path}.subPath`));
  if (subPathExpr === '') return errors;
  if (subPath !== '') errors.push(invalid(`${itemPath}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  errors.push(...validateLocalDescendingPath(subPathExpr, `${path}.subPathExpr`));
  return errors;
}

function validatePropagation(mode: string, container: Fields, path: string): FieldErrors {
  const modes = ['Bidirectional', 'HostToContainer', 'None'];
  if (!modes.includes(mode)) return [notSupported(path, mode, modes)];
  const privileged = flagOf(optionalFields(container, 'securityContext'), 'privileged');
  if (mode === 'Bidirectional' && !privileged) {
    return [forbidden(path, 'Bidirectional mount propagation is available only to privileged containers')];
  }
  return [];
}

function validateRecursiveReadOnly(mount: Fields, path: string): FieldErrors {
  const mode = optionalText(mount, 'recursiveReadOnly');
  if (mode === undefined || mode === 'Disabled') return [];
  if (mode !== 'Enabled' && mode !== 'IfPossible') return [notSupported(path, mode, ['Disabled', 'IfPossible', 'Enabled'])];
  const errors: FieldErrors = [];
  if (!flagOf(mount, 'readOnly')) errors.push(forbidden(path, `may only be specified when readOnly is true`));
  const propagation = optionalText(mount, 'mountPropagation');
  if (propagation !== undefined && propagation !== 'None') {
    errors.push(forbidden(path, 'may only be specified when mountPropagation is None or not specified'));
  }
  return errors;
}

/** Source: ValidateVolumeDevices. */
export function validateVolumeDevices(
  devices: readonly Fields[], mounts: readonly Fields[], volumes: VolumesByName, path: string,
): FieldErrors {
  const errors: FieldErrors = [];
  const names = new Set<string>();
  const paths = new Set<string>();
  const mountNames = new Set(mounts.map((mount) => textOf(mount, 'name')));
  const mountPaths = new Set(mounts.map((mount) => textOf(mount, 'mountPath')));
  devices.forEach((device, index) => {
    const itemPath = `${path}[${index}]`;
    const name = textOf(device, 'name');
    const devicePath = textOf(device, 'devicePath');
    const volume = volumes.get(name);
    if (name === '') errors.push(required(`${itemPath}.name`));
    if (names.has(name)) errors.push(invalid(`${itemPath}.name`, name, 'must be unique'));
    if (volume && !isSet(volume, 'persistentVolumeClaim') && !isSet(volume, 'ephemeral')) {
      errors.push(
        invalid(`${itemPath}.name`, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode'),
      );
    }
    if (!volume) errors.push(notFound(`${itemPath}.name`, name));
    if (devicePath === '') errors.push(required(`${itemPath}.devicePath`));
    if (paths.has(devicePath)) errors.push(invalid(`${itemPath}.devicePath`, devicePath, 'must be unique'));
    if (devicePath !== '' && validateNoBacksteps(devicePath, path).length > 0) {
      errors.push(invalid(`${itemPath}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    }
    else paths.add(devicePath);
    if (mountNames.has(name)) errors.push(invalid(`${itemPath}.name`, name, 'must not already exist in volumeMounts'));
    if (mountPaths.has(devicePath)) {
      errors.push(invalid(`${itemPath}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name !== '') names.add(name);
  });
  return errors;
}

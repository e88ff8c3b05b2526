import type { Manager } from '../../../../shared/kubernetes/managed-fields/managers.ts';
import { byteLength } from '../../../../shared/kubernetes/names.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import { forbidden, invalid, invalidStatus, required, tooLong } from '../../../../shared/kubernetes/validation/field-errors.ts';

/**
 * The name under which a person's gestures in the window own fields. Components are named as their real processes: `kube-scheduler`,
 * `kube-controller-manager`, `kubelet`, `kube-apiserver`.
 */
export const gestureManager = 'clusterwright';

const longestManager = 128;

/** The manager of a request without the fieldManager parameter: the product of its user agent. Source: managerOrUserAgent, handlers/create.go. */
export function managerFromUserAgent(userAgent: string): string {
  const product = [...userAgent.slice(0, Math.max(userAgent.indexOf('/'), 0) || undefined)].filter(isPrintable).join('');
  let name = '';
  for (const character of product) {
    if (byteLength(name + character) > longestManager) break;
    name += character;
  }
  return name;
}

/** What is wrong with the options of a PATCH. Source: apimachinery/pkg/apis/meta/v1/validation, ValidatePatchOptions. */
export function patchOptionsProblem(isApply: boolean, manager: string | undefined, force: boolean | undefined): Status | undefined {
  const errors = [];
  if (isApply && !manager) errors.push(required('fieldManager', 'is required for apply patch'));
  if (!isApply && force !== undefined) errors.push(forbidden('force', 'may not be specified for non-apply patch'));
  if (manager && byteLength(manager) > longestManager) errors.push(tooLong('fieldManager', longestManager));
  if (manager && ![...manager].every(isPrintable)) errors.push(invalid('fieldManager', manager, 'should only contain printable characters'));
  return errors.length > 0 ? invalidStatus('PatchOptions', 'meta.k8s.io', '', errors) : undefined;
}

function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);
}

/** By manager, version and subresource. */
const managers = new Map<string, Map<string, Map<string, Manager>>>();

/** A writer that does not apply; one object for equal ones. */
export function updateManager(manager: string, apiVersion: string, subresource = ''): Manager {
  let versions = managers.get(manager);
  if (!versions) {
    if (managers.size >= managerLimit) managers.clear();
    managers.set(manager, (versions = new Map()));
  }
  let doors = versions.get(apiVersion);
  if (!doors) versions.set(apiVersion, (doors = new Map()));
  let known = doors.get(subresource);
  if (!known) doors.set(subresource, (known = { manager, operation: 'Update', apiVersion, subresource }));
  return known;
}

/** More than the processes and tools of a cluster are; beyond it writers are merely made anew. */
const managerLimit = 1000;

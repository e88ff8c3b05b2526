import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Write } from '../controller.ts';

/** What the controller reads from a Node about a volume, and what it writes there. */

export function isInUse(node: Node, volumeName: string): boolean {
  return node.status?.volumesInUse?.includes(volumeName) ?? false;
}

export function isReportedAttached(node: Node, volumeName: string): boolean {
  return node.status?.volumesAttached?.some(({ name }) => name === volumeName) ?? false;
}

/** Source: nodeIsHealthy, pkg/controller/volume/attachdetach/reconciler. */
export function isHealthy(node: Node | undefined): boolean {
  return node?.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

/** Someone has declared the machine shut down for good, so its volumes may be taken from it at once. */
export function isOutOfService(node: Node | undefined): boolean {
  return node?.spec.taints?.some(({ key, effect }) => key === 'node.kubernetes.io/out-of-service' && effect === 'NoExecute') ?? false;
}

/** No write when it says so already. Source: statusupdater/node_status_updater.go. */
export function reportWrites(node: Node | undefined, volumeName: string, attached: boolean): Write[] {
  if (!node || isReportedAttached(node, volumeName) === attached) return [];
  const { volumesAttached = [], ...status } = node.status ?? {};
  const next = attached
    ? [...volumesAttached, { name: volumeName, devicePath: '' }] : volumesAttached.filter(({ name }) => name !== volumeName);
  const object: Node = { ...node, status: next.length > 0 ? { ...status, volumesAttached: next } : status };
  return [{ verb: 'updateStatus', object }];
}

import type { ObjectRef } from '../kubernetes/registry.ts';

/**
 * What runs on a machine and is no object of the API: components of the control plane, and the processes of a node. The window selects and explains them like
 * objects: `clusterwright.dev/v1/Component/MACHINE/NAME`.
 */
export const componentKind = 'Component';

export const nodeProcesses = ['kubelet', 'kube-proxy', 'containerd'] as const;
export type NodeProcess = (typeof nodeProcesses)[number];

export function componentRef(machine: string, name: string): ObjectRef {
  return { apiVersion: 'clusterwright.dev/v1', kind: componentKind, namespace: machine, name };
}

/** Undefined: the reference is that of an object. */
export function componentOf(ref: ObjectRef | undefined): { machine: string; name: string } | undefined {
  return ref?.kind === componentKind && ref.apiVersion === 'clusterwright.dev/v1' ? { machine: ref.namespace ?? '', name: ref.name } : undefined;
}

export function isNodeProcess(name: string): name is NodeProcess {
  return (nodeProcesses as readonly string[]).includes(name);
}

import { parseRefKey, refKey } from '../../shared/kubernetes/registry.ts';

export { parseRefKey, refKey };

export function podKey(namespace: string, name: string): string {
  return `v1/Pod/${namespace}/${name}`;
}

/** A machine on the canvas is selected as its Machine; its Node has the same name. */
export function machineKey(name: string): string {
  return `clusterwright.dev/v1/Machine//${name}`;
}

export function namespaceKey(name: string): string {
  return `v1/Namespace//${name}`;
}

export function nodeGroupKey(name: string): string {
  return `clusterwright.dev/v1/NodeGroup//${name}`;
}

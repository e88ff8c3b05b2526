import { parseRefKey, refKey } from '../../shared/kubernetes/registry.ts';
import { componentRef } from '../../shared/view/component-ref.ts';

export { parseRefKey, refKey };

/** Of a component on its machine; see `componentRef`. */
export function componentKey(machine: string, name: string): string {
  return refKey(componentRef(machine, name));
}

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

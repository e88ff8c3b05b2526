import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';

export { refKey };

/** The inverse of `refKey`: `apps/v1/Deployment/default/web` names a Deployment. Undefined when the text is no key. */
export function parseRefKey(key: string): ObjectRef | undefined {
  const parts = key.split('/');
  if (parts.length < 4) return undefined;
  const [kind, namespace, name] = parts.slice(-3) as [string, string, string];
  return { apiVersion: parts.slice(0, -3).join('/'), kind, ...(namespace === '' ? {} : { namespace }), name };
}

export function podKey(namespace: string, name: string): string {
  return `v1/Pod/${namespace}/${name}`;
}

/** A machine on the canvas is selected as its Machine; its Node has the same name. */
export function machineKey(name: string): string {
  return `clusterwright.dev/v1/Machine//${name}`;
}

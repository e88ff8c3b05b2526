import { manifestRef } from './manifest-ref.ts';
import type { Manifest } from './types.ts';

const always = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Namespaces that manifests use but nobody defines, as manifests. `kubectl apply` would refuse such objects; a file opened here gets the namespaces, and the person a
 * warning.
 */
export function missingNamespaces(manifests: readonly Manifest[]): Manifest[] {
  const defined = new Set([...always, ...manifests.filter((manifest) => manifest.kind === 'Namespace' && manifest.apiVersion === 'v1').map((manifest) => manifest.metadata.name)]);
  const missing = new Set<string>();
  for (const manifest of manifests) {
    const { namespace } = manifestRef(manifest);
    if (namespace && !defined.has(namespace)) missing.add(namespace);
  }
  return [...missing].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
}

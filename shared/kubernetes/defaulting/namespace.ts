import type { Fields } from '../fields.ts';
import { ensureFields, setDefault, textOf } from '../fields.ts';

/** Source: core/v1 SetDefaults_Namespace and SetDefaults_NamespaceStatus. */
export function defaultNamespace(namespace: Fields): void {
  setDefault(ensureFields(namespace, 'status'), 'phase', 'Active');
  const metadata = ensureFields(namespace, 'metadata');
  const name = textOf(metadata, 'name');
  if (name !== '') ensureFields(metadata, 'labels')['kubernetes.io/metadata.name'] = name;
}

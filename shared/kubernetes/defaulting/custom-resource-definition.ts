import type { Fields } from '../fields.ts';
import { ensureFields, setDefault, textOf } from '../fields.ts';

/** Source: apiextensions/v1 SetDefaults_CustomResourceDefinition, SetDefaults_CustomResourceDefinitionSpec. */
export function defaultCustomResourceDefinition(definition: Fields): void {
  const spec = ensureFields(definition, 'spec');
  const names = ensureFields(spec, 'names');
  const kind = textOf(names, 'kind');
  if (kind !== '') {
    setDefault(names, 'singular', kind.toLowerCase());
    setDefault(names, 'listKind', `${kind}List`);
  }
  setDefault(spec, 'conversion', { strategy: 'None' });
}

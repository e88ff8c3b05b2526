import type { Fields } from '../fields.ts';
import { ensureFields, fieldsOf, optionalFields, setDefault, textMapOf } from '../fields.ts';

/** Labels and selector come from the template. Source: SetDefaults_ReplicationController. */
export function defaultReplicationController(controller: Fields): void {
  const spec = ensureFields(controller, 'spec');
  setDefault(spec, 'replicas', 1);
  const template = optionalFields(spec, 'template');
  const labels = textMapOf(fieldsOf(template, 'metadata'), 'labels');
  if (Object.keys(labels).length === 0) return;
  if (Object.keys(textMapOf(spec, 'selector')).length === 0) spec['selector'] = { ...labels };
  const metadata = ensureFields(controller, 'metadata');
  if (Object.keys(textMapOf(metadata, 'labels')).length === 0) metadata['labels'] = { ...labels };
}

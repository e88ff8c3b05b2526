import type { Fields } from '../fields.ts';
import { ensureFields, setDefault } from '../fields.ts';
import { defaultPodTemplate } from './pod.ts';

/** Source: apps/v1 SetDefaults_ReplicaSet. */
export function defaultReplicaSet(replicaSet: Fields): void {
  const spec = ensureFields(replicaSet, 'spec');
  setDefault(spec, 'replicas', 1);
  defaultPodTemplate(spec);
}

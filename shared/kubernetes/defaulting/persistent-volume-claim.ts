import type { Fields } from '../fields.ts';
import { ensureFields, isSet, setDefault } from '../fields.ts';
import { defaultResources } from './resources.ts';

/** Source: core/v1 SetDefaults_PersistentVolumeClaim. */
export function defaultPersistentVolumeClaim(claim: Fields): void {
  setDefault(ensureFields(claim, 'status'), 'phase', 'Pending');
  defaultClaimSpec(ensureFields(claim, 'spec'));
}

/** Source: SetDefaults_PersistentVolumeClaimSpec. */
export function defaultClaimSpec(spec: Fields): void {
  if (!isSet(spec, 'volumeMode')) spec['volumeMode'] = 'Filesystem';
  defaultResources(spec);
}

import type { Fields } from '../fields.ts';
import { ensureFields, isSet, setDefault } from '../fields.ts';
import { defaultResourceList } from './resources.ts';
import { defaultVolumeSource } from './volume.ts';

/** Source: core/v1 SetDefaults_PersistentVolume. */
export function defaultPersistentVolume(volume: Fields): void {
  setDefault(ensureFields(volume, 'status'), 'phase', 'Pending');
  const spec = ensureFields(volume, 'spec');
  setDefault(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  if (!isSet(spec, 'volumeMode')) spec['volumeMode'] = 'Filesystem';
  defaultResourceList(spec, 'capacity');
  defaultVolumeSource(spec);
}

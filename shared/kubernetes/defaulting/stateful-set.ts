import type { Fields } from '../fields.ts';
import { ensureFields, itemsOf, optionalFields, setDefault, textOf } from '../fields.ts';
import { defaultPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { defaultPodTemplate } from './pod.ts';

/**
 * Source: apps/v1 SetDefaults_StatefulSet. `updateStrategy.rollingUpdate.maxUnavailable` is dropped: its feature gate
 * (MaxUnavailableStatefulSet) is off.
 */
export function defaultStatefulSet(statefulSet: Fields): void {
  const spec = ensureFields(statefulSet, 'spec');
  setDefault(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensureFields(spec, 'updateStrategy');
  // Whoever says the type, but nothing of it, gets no partition either.
  if (textOf(strategy, 'type') === '') {
    strategy['type'] = 'RollingUpdate';
    ensureFields(strategy, 'rollingUpdate');
  }
  const rollingUpdate = optionalFields(strategy, 'rollingUpdate');
  if (rollingUpdate) {
    delete rollingUpdate['maxUnavailable'];
    if (textOf(strategy, 'type') === 'RollingUpdate') setDefault(rollingUpdate, 'partition', 0);
  }
  const retention = ensureFields(spec, 'persistentVolumeClaimRetentionPolicy');
  setDefault(retention, 'whenDeleted', 'Retain');
  setDefault(retention, 'whenScaled', 'Retain');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  for (const claim of itemsOf(spec, 'volumeClaimTemplates')) {
    claim['apiVersion'] = 'v1';
    claim['kind'] = 'PersistentVolumeClaim';
    defaultPersistentVolumeClaim(claim);
  }
  defaultPodTemplate(spec);
}

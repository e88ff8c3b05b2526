import type { Fields } from '../fields.ts';
import { ensureFields, setDefault, textOf } from '../fields.ts';
import { defaultPodTemplate } from './pod.ts';

/** Source: apps/v1 SetDefaults_DaemonSet. */
export function defaultDaemonSet(daemonSet: Fields): void {
  const spec = ensureFields(daemonSet, 'spec');
  const strategy = ensureFields(spec, 'updateStrategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (textOf(strategy, 'type') === 'RollingUpdate') {
    const rollingUpdate = ensureFields(strategy, 'rollingUpdate');
    if (rollingUpdate['maxUnavailable'] === undefined) rollingUpdate['maxUnavailable'] = 1;
    if (rollingUpdate['maxSurge'] === undefined) rollingUpdate['maxSurge'] = 0;
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  defaultPodTemplate(spec);
}

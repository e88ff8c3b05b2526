import type { Fields } from '../fields.ts';
import { ensureFields, setDefault, textOf } from '../fields.ts';
import { defaultPodTemplate } from './pod.ts';

/** Source: apps/v1 SetDefaults_Deployment. */
export function defaultDeployment(deployment: Fields): void {
  const spec = ensureFields(deployment, 'spec');
  setDefault(spec, 'replicas', 1);
  const strategy = ensureFields(spec, 'strategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (textOf(strategy, 'type') === 'RollingUpdate') {
    const rollingUpdate = ensureFields(strategy, 'rollingUpdate');
    if (rollingUpdate['maxUnavailable'] === undefined) rollingUpdate['maxUnavailable'] = '25%';
    if (rollingUpdate['maxSurge'] === undefined) rollingUpdate['maxSurge'] = '25%';
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  defaultPodTemplate(spec);
}

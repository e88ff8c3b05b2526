import type { Fields } from '../fields.ts';
import { ensureFields, flagOf, isSet, itemsOf, numberOf, optionalFields, setDefault, textOf } from '../fields.ts';
import { defaultContainer } from './container.ts';
import { defaultPodLevelResources } from './pod-level-resources.ts';
import { defaultRequestsFromLimits, defaultResourceList, defaultResources } from './resources.ts';
import { defaultVolume } from './volume.ts';

/** Defaults of a Pod; those of its spec that pod templates get too are in {@link defaultPodSpec}. Source: SetDefaults_Pod. */
export function defaultPod(pod: Fields): void {
  const spec = ensureFields(pod, 'spec');
  defaultPodSpec(spec);
  for (const list of ['containers', 'initContainers']) for (const container of itemsOf(spec, list)) defaultRequestsFromLimits(container);
  defaultPodLevelResources(spec);
  if (!isSet(spec, 'enableServiceLinks')) spec['enableServiceLinks'] = true;
  if (flagOf(spec, 'hostNetwork')) {
    for (const list of ['containers', 'initContainers']) for (const container of itemsOf(spec, list)) defaultHostPorts(container);
  }
}

/** Defaults of every PodTemplateSpec. */
export function defaultPodTemplate(owner: Fields): void {
  defaultPodSpec(ensureFields(ensureFields(owner, 'template'), 'spec'));
}

/**
 * Source: SetDefaults_PodSpec, and the two names of the service account, which conversion keeps equal. `workloadRef` is dropped: its feature gate
 * (GenericWorkload) is off.
 */
export function defaultPodSpec(spec: Fields): void {
  delete spec['workloadRef'];
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'schedulerName', 'default-scheduler');
  const serviceAccount = textOf(spec, 'serviceAccountName') || textOf(spec, 'serviceAccount');
  if (serviceAccount !== '') {
    spec['serviceAccountName'] = serviceAccount;
    spec['serviceAccount'] = serviceAccount;
  }
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const container of itemsOf(spec, list)) defaultContainer(container);
  }
  for (const volume of itemsOf(spec, 'volumes')) defaultVolume(volume);
  defaultResourceList(spec, 'overhead');
  if (optionalFields(spec, 'resources')) defaultResources(spec);
}

/** With the node's network, a port of the container is a port of the node. Source: defaultHostNetworkPorts. */
function defaultHostPorts(container: Fields): void {
  for (const port of itemsOf(container, 'ports')) if (numberOf(port, 'hostPort') === 0) port['hostPort'] = numberOf(port, 'containerPort');
}

import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { ok } from '../../../../shared/result.ts';
import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, fieldsOf, isSet, itemsOf, setDefault } from '../../../../shared/kubernetes/fields.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import { withoutRoundTripAnnotations } from '../../../../shared/kubernetes/served-versions/autoscaling.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Namespace } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { AdmissionContext } from '../context.ts';
import { defaultIngressClass } from '../plugins/default-ingress-class.ts';
import { taintNewNode } from '../plugins/node-taints.ts';
import { defaultStorageClassOf, normalizeDataSources, protectStorageObject } from '../plugins/storage.ts';
import { keepTemplateGeneration, setTemplateGeneration } from './daemon-set.ts';
import { generateJobSelector } from './job.ts';
import { preparePodCreate, preparePodUpdate } from './pod.ts';
import { normalizeClusterIps, prepareServiceUpdate } from './service-fields.ts';

/** What mutating admission and the registry do to a new object of a kind, in place, before validation. */
const creators: Readonly<Record<string, (object: Fields, context: AdmissionContext) => void>> = {
  'batch/v1/Job': (job, context) => {
    ensureFields(job, 'metadata')['uid'] = context.newUid();
    generateJobSelector(job);
  },
  'apps/v1/DaemonSet': (daemonSet) => setTemplateGeneration(daemonSet, 1),
  'v1/Service': (service) => normalizeClusterIps(undefined, ensureFields(service, 'spec')),
  'v1/Node': taintNewNode,
  'v1/Namespace': (namespace) => {
    const spec = ensureFields(namespace, 'spec');
    if (!Array.isArray(spec['finalizers']) || !spec['finalizers'].includes('kubernetes')) {
      spec['finalizers'] = [...(Array.isArray(spec['finalizers']) ? spec['finalizers'] : []), 'kubernetes'];
    }
  },
  'v1/PersistentVolumeClaim': (claim, context) => {
    protectStorageObject(claim, 'kubernetes.io/pvc-protection');
    defaultStorageClassOf(claim, context);
    normalizeDataSources(claim);
  },
  'networking.k8s.io/v1/Ingress': defaultIngressClass,
  'autoscaling/v2/HorizontalPodAutoscaler': dropRoundTripAnnotations,
  'v1/PersistentVolume': (volume) => protectStorageObject(volume, 'kubernetes.io/pv-protection'),
  'coordination.k8s.io/v1/Lease': (lease) => dropCoordination(ensureFields(lease, 'spec'), {}),
  // The one kind whose name the server makes up altogether.
  'v1/LimitRange': (limitRange, context) => setDefault(ensureFields(limitRange, 'metadata'), 'name', context.newUid()),
};

/** Fields behind the feature gate CoordinatedLeaderElection, which is off: a lease keeps them only if it has them. Source: leaseStrategy. */
function dropCoordination(spec: Fields, old: Fields): void {
  for (const field of ['strategy', 'preferredHolder']) if (!isSet(old, field)) delete spec[field];
}

/** Only v1 shows them. */
function dropRoundTripAnnotations(autoscaler: Fields): void {
  const metadata = ensureFields(autoscaler, 'metadata');
  const kept = withoutRoundTripAnnotations(autoscaler as JsonObject);
  if (kept) metadata['annotations'] = kept;
  else delete metadata['annotations'];
}

export function prepareCreate(object: KubernetesObject, context: AdmissionContext): ApiResult<KubernetesObject> {
  if (object.kind === 'Pod' && object.apiVersion === 'v1') return preparePodCreate(object as Pod, context);
  creators[`${object.apiVersion}/${object.kind}`]?.(object as unknown as Fields, context);
  return ok(object);
}

const preparedInPlace = new Set([
  'v1/Pod', 'v1/Service', 'apps/v1/DaemonSet', 'v1/PersistentVolumeClaim', 'rbac.authorization.k8s.io/v1/Role',
  'rbac.authorization.k8s.io/v1/ClusterRole',
]);

/** Whether `prepareUpdate` may change the object that it is given, which must then be a copy of its own. */
export function isPreparedInPlace({ apiVersion, kind }: KubernetesObject): boolean {
  return preparedInPlace.has(`${apiVersion}/${kind}`);
}

/** The same for an update. Returns the object to validate. @param typed by a component, which may use subresources of its own */
export function prepareUpdate(old: KubernetesObject, next: KubernetesObject, typed: boolean): KubernetesObject {
  switch (`${next.apiVersion}/${next.kind}`) {
    case 'v1/Namespace':
      // Its finalizers change through a call of their own, which only the namespace controller makes.
      return typed ? next : { ...next, spec: (old as Namespace).spec ?? {} } as Namespace;
    case 'v1/Pod':
      return preparePodUpdate(old as Pod, next as Pod);
    case 'v1/Service':
      prepareServiceUpdate(old as unknown as Fields, next as unknown as Fields);
      return next;
    case 'apps/v1/DaemonSet':
      keepTemplateGeneration(old as unknown as Fields, next as unknown as Fields);
      return next;
    case 'coordination.k8s.io/v1/Lease':
      if (!typed) dropCoordination(ensureFields(next as unknown as Fields, 'spec'), fieldsOf(old as unknown as Fields, 'spec'));
      return next;
    case 'autoscaling/v2/HorizontalPodAutoscaler':
      if (!typed) dropRoundTripAnnotations(next as unknown as Fields);
      return next;
    case 'v1/PersistentVolumeClaim':
      normalizeDataSources(next as unknown as Fields);
      return next;
    case 'rbac.authorization.k8s.io/v1/Role':
    case 'rbac.authorization.k8s.io/v1/ClusterRole':
      // Storage does not tell an empty list from none, and the field is always shown.
      if (itemsOf(next as unknown as Fields, 'rules').length === 0) (next as unknown as Fields)['rules'] = null;
      return next;
    default:
      return next;
  }
}

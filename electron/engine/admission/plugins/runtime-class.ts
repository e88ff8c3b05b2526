import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { err, ok } from '../../../../shared/result.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import type { PodSpec, ResourceList } from '../../../../shared/kubernetes/types/pod.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';

interface RuntimeClass extends KubernetesObject {
  overhead?: { podFixed?: ResourceList };
}

/**
 * The overhead of a new pod comes from its RuntimeClass, which must exist; a pod may not state another one. Source:
 * plugin/pkg/admission/runtimeclass.
 */
export function resolveOverhead(spec: PodSpec, podName: string, context: AdmissionContext): ApiResult<ResourceList | undefined> {
  const overhead = spec.overhead;
  const name = spec['runtimeClassName'];
  if (typeof name !== 'string') {
    if (!overhead) return ok(undefined);
    return err(forbiddenStatus('pods', podName, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'));
  }
  const runtimeClass = runtimeClassNamed(name, context);
  if (!runtimeClass) return err(forbiddenStatus('pods', podName, `pod rejected: RuntimeClass ${JSON.stringify(name)} not found`));
  const fixed = runtimeClass.overhead?.podFixed;
  if (overhead && !fixed) {
    return err(forbiddenStatus('pods', podName, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'));
  }
  if (overhead && !jsonEqual(overhead, fixed)) {
    return err(forbiddenStatus('pods', podName, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"));
  }
  return ok(fixed);
}

function runtimeClassNamed(name: string, context: AdmissionContext): RuntimeClass | undefined {
  for (const object of context.list(resourceTypeFor('node.k8s.io/v1', 'RuntimeClass').resource)) {
    if (object.metadata.name === name) return object;
  }
  return undefined;
}

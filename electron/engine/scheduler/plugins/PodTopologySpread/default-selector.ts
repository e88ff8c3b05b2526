import {
  selectorFromObject, selectorFromSet, selectorMatches, selectorOf, type Selector,
} from '../../../../../shared/kubernetes/label-selector.ts';
import type { ReplicaSet } from '../../../../../shared/kubernetes/types/apps.ts';
import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject, LabelSelector } from '../../../../../shared/kubernetes/types/meta.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import type { PodShape } from '../../cache/pod-info.ts';

/**
 * What groups a pod with its like: the selectors of the services that select it, together with that of its controller.
 * @returns undefined when nothing does. Source: pkg/scheduler/framework/plugins/helper/spread.go, DefaultSelector.
 */
export function defaultSelector({ namespace, labels, controller }: PodShape, api: ApiReader): Selector | undefined {
  const merged: Record<string, string> = {};
  for (const service of api.byIndex<Service>('services', 'namespace', namespace)) {
    const selector = service.spec.selector;
    if (selector && selectorMatches(selectorFromSet(selector), labels)) Object.assign(merged, selector);
  }
  const owner = controller && ownerSelector(controller, namespace, api);
  if (owner?.set) Object.assign(merged, owner.set);
  const requirements = [...selectorFromSet(merged).requirements, ...(owner?.selector?.requirements ?? [])];
  return requirements.length === 0 ? undefined : selectorOf(requirements);
}

interface OwnerSelector {
  set?: Record<string, string>;
  selector?: Selector;
}

type ReplicationController = KubernetesObject & { spec: { selector?: Record<string, string> } };

function ownerSelector(controller: NonNullable<PodShape['controller']>, namespace: string, api: ApiReader): OwnerSelector | undefined {
  const key = `${namespace}/${controller.name}`;
  switch (`${controller.apiVersion}/${controller.kind}`) {
    case 'v1/ReplicationController':
      return { set: api.get<ReplicationController>('replicationcontrollers', key)?.spec.selector ?? {} };
    case 'apps/v1/ReplicaSet':
      return fromObject(api.get<ReplicaSet>('replicasets', key)?.spec.selector);
    case 'apps/v1/StatefulSet':
      return fromObject(api.get<KubernetesObject & { spec: { selector?: LabelSelector } }>('statefulsets', key)?.spec.selector);
    default:
      return undefined;
  }
}

function fromObject(object: LabelSelector | undefined): OwnerSelector {
  const selector = selectorFromObject(object);
  return selector.ok && !selector.value.nothing ? { selector: selector.value } : {};
}

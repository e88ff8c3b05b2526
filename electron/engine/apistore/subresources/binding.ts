import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { Env } from '../../env.ts';
import { notFound } from '../api-errors.ts';
import type { ApiStore } from '../store.ts';
import { topologyLabelsOf } from '../topology-labels.ts';

/** v1 Binding: which node a pod is to run on. Its labels and annotations go over to the pod, over those that it has. */
export interface Binding {
  metadata: { name?: string; uid?: string; resourceVersion?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  target: { kind?: string; name?: string };
}

/**
 * POST pods/binding. Errors: NotFound (404), BadRequest (400) for another name, Conflict (409) when the pod is bound, being deleted, gated or
 * not the one meant, an unnamed error (500) for a target that is no node. Source: pkg/registry/core/pod/storage/storage.go, BindingREST.
 */
export function bindPod(store: ApiStore, env: Env, podKey: string, binding: Binding): ApiResult<Pod> {
  const podName = podKey.slice(podKey.indexOf('/') + 1);
  const { metadata, target } = binding;
  if (metadata.name !== podName) return err(failure('BadRequest', 'name in URL does not match name in Binding object'));
  const problems = targetProblems(target);
  if (problems.length > 0) return err(failure('', problems.length === 1 ? problems.join('') : `[${problems.join(', ')}]`));
  const pod = store.get<Pod>('pods', podKey);
  if (!pod) return err(notFound(resourceTypeByName('pods'), 'pods', podKey));
  const why = refusal(pod, metadata);
  if (why !== undefined) {
    return err(failure('Conflict', `Operation cannot be fulfilled on pods/binding "${podName}": ${why}`, { name: podName, kind: 'pods/binding' }));
  }
  const conditions = (pod.status?.conditions ?? []).filter((condition) => condition.type !== 'PodScheduled');
  const { annotations } = metadata;
  const labels = bindingLabels(store, binding);
  // Where the pod was expected is of no use to anyone now.
  const { nominatedNodeName: _cleared, ...status } = pod.status ?? {};
  return ok(store.put<Pod>('pods', {
    ...pod,
    metadata: {
      ...pod.metadata, ...(labels ? { labels: { ...pod.metadata.labels, ...labels } } : {}),
      ...(annotations ? { annotations: { ...pod.metadata.annotations, ...annotations } } : {}),
    },
    spec: { ...pod.spec, nodeName: target.name ?? '' },
    status: {
      ...status,
      conditions: [...conditions, { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: env.timestamp() }],
    },
  }));
}

/** Those of the binding win over those of the node, which are copied only where the target says that it is a node. */
function bindingLabels(store: ApiStore, { metadata: { labels }, target }: Binding): Record<string, string> | undefined {
  const topology = target.kind === 'Node' ? topologyLabelsOf(store.get<Node>('nodes', target.name ?? '')) : undefined;
  return topology ? { ...topology, ...labels } : labels;
}

/** Source: ValidatePodBinding. */
function targetProblems({ kind = '', name = '' }: Binding['target']): string[] {
  return [
    ...(kind === '' || kind === 'Node' ? [] : [`target.kind: Unsupported value: ${JSON.stringify(kind)}: supported values: "Node", "<empty>"`]),
    ...(name === '' ? ['target.name: Required value'] : []),
  ];
}

function refusal({ metadata, spec }: Pod, { uid, resourceVersion }: Binding['metadata']): string | undefined {
  const { name } = metadata;
  if (uid !== undefined && uid !== metadata.uid) return `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid ?? ''}`;
  if (resourceVersion !== undefined && resourceVersion !== metadata.resourceVersion) {
    return `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion ?? ''}`;
  }
  if (metadata.deletionTimestamp) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if (spec.nodeName) return `pod ${name} is already assigned to node "${spec.nodeName}"`;
  return spec.schedulingGates?.length ? `pod ${name} has non-empty .spec.schedulingGates` : undefined;
}

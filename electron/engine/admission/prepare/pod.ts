import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { ok } from '../../../../shared/result.ts';
import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { ObjectMeta } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod, PodSpec, PodStatus } from '../../../../shared/kubernetes/types/pod.ts';
import { topologyLabelsOf } from '../../apistore/topology-labels.ts';
import type { AdmissionContext } from '../context.ts';
import { withDefaultTolerations } from '../plugins/default-tolerations.ts';
import { limitRangerAnnotation, withLimitRangeDefaults } from '../plugins/limit-ranger-defaults.ts';
import { limitRangesIn } from '../plugins/limit-ranges.ts';
import { resolvePriority } from '../plugins/priority.ts';
import { resolveOverhead } from '../plugins/runtime-class.ts';
import { resolveServiceAccount } from '../plugins/service-account.ts';
import { withServiceAccountToken } from '../plugins/service-account-token.ts';
import { withAppArmorFields } from './app-armor.ts';
import { mergeMatchLabelKeys } from './match-label-keys.ts';

/** A defaulted pod after the mutating admission plugins and the registry's preparation. Source: pkg/registry/core/pod/strategy.go. */
export function preparePodCreate(pod: Pod, context: AdmissionContext): ApiResult<Pod> {
  const { name } = pod.metadata;
  const shownName = name || pod.metadata.generateName || '';
  const namespace = pod.metadata.namespace ?? '';
  const limited = withLimitRangeDefaults(pod.spec, limitRangesIn(namespace, context));
  const account = resolveServiceAccount(limited.spec, shownName, namespace, context);
  if (!account.ok) return account;
  const withAccount = { ...limited.spec, ...account.value.fields };
  const mounted = account.value.mountsToken ? withServiceAccountToken(withAccount, namespace) : withAccount;
  const priority = resolvePriority(pod.spec, shownName, context);
  if (!priority.ok) return priority;
  const overhead = resolveOverhead(pod.spec, shownName, context);
  if (!overhead.ok) return overhead;
  const spec: PodSpec = {
    ...withAppArmorFields(mounted, pod.metadata.annotations), ...priority.value, tolerations: [...withDefaultTolerations(pod.spec.tolerations)],
    ...(overhead.value ? { overhead: overhead.value } : {}),
  };
  return ok({
    ...pod, metadata: withTopologyLabels(withLimitRangerAnnotation(pod.metadata, limited.annotation), spec.nodeName, context), spec: mergeMatchLabelKeys(spec, pod.metadata.labels),
    status: initialPodStatus(spec),
  });
}

/** Notes what the LimitRanges set, if anything. */
export function withLimitRangerAnnotation(metadata: ObjectMeta, annotation: string | undefined): ObjectMeta {
  return annotation === undefined ? metadata : { ...metadata, annotations: { ...metadata.annotations, [limitRangerAnnotation]: annotation } };
}

/** A pod that comes with its node is told where that stands, unless it says something else itself. */
export function withTopologyLabels(metadata: ObjectMeta, nodeName: string | undefined, context: AdmissionContext): ObjectMeta {
  const labels = nodeName ? topologyLabelsOf(context.get('nodes', nodeName) as Node | undefined) : undefined;
  return labels ? { ...metadata, labels: { ...labels, ...metadata.labels } } : metadata;
}

/** Admission completes an update too: tolerations that every pod has come back, a missing priority is that of before. */
export function preparePodUpdate(old: Pod, next: Pod): Pod {
  const tolerations = [...withDefaultTolerations(next.spec.tolerations)];
  const priority = next.spec.priority ?? old.spec.priority;
  const preemptionPolicy = next.spec.preemptionPolicy ?? old.spec.preemptionPolicy;
  const spec: PodSpec = { ...next.spec, tolerations };
  if (priority !== undefined) spec.priority = priority;
  if (preemptionPolicy !== undefined) spec.preemptionPolicy = preemptionPolicy;
  return { ...next, spec };
}

export function initialPodStatus(spec: PodSpec): PodStatus {
  const status: PodStatus = { phase: 'Pending', qosClass: qosClass(spec) };
  if (!spec.schedulingGates?.length) return status;
  return {
    ...status,
    conditions: [{
      type: 'PodScheduled', status: 'False', lastProbeTime: null, reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    }],
  };
}

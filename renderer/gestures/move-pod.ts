import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { NodeSelectorTerm } from '../../shared/kubernetes/types/pod.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import { hostnameLabel, placementFields } from './create-pod.ts';
import type { Placement } from './create-pod.ts';
import { replacePod } from './replace-pod.ts';
import { templateOf, templatePatch } from '../../shared/kubernetes/pod-template.ts';

/** Dragging a bare pod to another machine: the old one is deleted, a new one is written that may only run there. */
export function movePod(pod: KubernetesObject, placement: Placement, takenPodNames: ReadonlySet<string>): DesignEdit {
  return replacePod(
    pod,
    takenPodNames,
    { key: 'canvas:edit.movePod', params: { name: pod.metadata.name, node: placement.node } },
    (spec) => {
      if (spec.nodeSelector) {
        delete spec.nodeSelector[hostnameLabel];
        if (Object.keys(spec.nodeSelector).length === 0) delete spec.nodeSelector;
      }
      const fields = placementFields(placement);
      if (fields.nodeName) spec.nodeName = fields.nodeName;
      if (fields.nodeSelector) spec.nodeSelector = { ...spec.nodeSelector, ...fields.nodeSelector };
    },
  );
}

/** Dragging a controller's pod away: it is evicted, its controller makes another, and the scheduler decides where. */
export function evictPods(pods: readonly ObjectRef[]): DesignEdit {
  const label: LocalizedText =
    pods.length === 1
      ? { key: 'canvas:edit.evictPod', params: { name: pods[0]?.name ?? '' } }
      : { key: 'canvas:edit.evictPods', params: { count: pods.length } };
  return { changes: pods.map((ref) => ({ op: 'evict', ref })), label };
}

/**
 * "Pin here": required node affinity for this machine in the workload's template (which rolls out), besides what affinity there is.
 * undefined: no template.
 */
export function pinWorkload(workload: KubernetesObject, node: string): DesignEdit | undefined {
  const template = templateOf(workload);
  if (!template) return undefined;
  const present = template.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const pin = { key: hostnameLabel, operator: 'In' as const, values: [node] };
  // Terms are alternatives, expressions in a term all hold: the pin goes into each term, in place of an earlier pin.
  const terms: NodeSelectorTerm[] = (present.length > 0 ? present : [{}]).map((term) => ({
    ...term,
    matchExpressions: [...(term.matchExpressions ?? []).filter((item) => item.key !== hostnameLabel), pin],
  }));
  const patch = templatePatch(workload.kind, {
    spec: { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } } },
  });
  return {
    changes: [{ op: 'patch', ref: refOf(workload), patch }],
    label: { key: 'canvas:edit.pin', params: { name: workload.metadata.name, node } },
  };
}

/** "Cordon the old node", then evict: the replacement cannot come back to it. */
export function cordonAndEvict(node: string, pods: readonly ObjectRef[]): DesignEdit {
  return {
    changes: [
      { op: 'patch', ref: { apiVersion: 'v1', kind: 'Node', name: node }, patch: { spec: { unschedulable: true } } },
      ...evictPods(pods).changes,
    ],
    label: { key: 'canvas:edit.cordonAndEvict', params: { node } },
  };
}

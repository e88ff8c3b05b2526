import type { Affinity, Pod, PodSpec, PodTemplateSpec, Toleration } from '../../../../shared/kubernetes/types/pod.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import { newControllerRef } from '../owner-references.ts';
import { podFromTemplate } from '../pod-from-template.ts';
import { revisionHashLabel } from '../revisions.ts';

/** The pods of a DaemonSet. Source: pkg/controller/daemon/util/daemonset_util.go. */

const generationLabel = 'pod-template-generation';
const generationAnnotation = 'deprecated.daemonset.template.generation';
const nodeNameField = 'metadata.name';

function exists(key: string, effect: 'NoExecute' | 'NoSchedule'): Toleration {
  return { key: `node.kubernetes.io/${key}`, operator: 'Exists', effect };
}

export const daemonTolerations: readonly Toleration[] = [
  exists('not-ready', 'NoExecute'), exists('unreachable', 'NoExecute'), exists('disk-pressure', 'NoSchedule'),
  exists('memory-pressure', 'NoSchedule'), exists('pid-pressure', 'NoSchedule'), exists('unschedulable', 'NoSchedule'),
];
const hostNetworkToleration = exists('network-unavailable', 'NoSchedule');

/** What every daemon pod tolerates beside what its template says. Source: AddOrUpdateDaemonPodTolerations. */
export function daemonPodTolerations(spec: PodSpec): Toleration[] {
  let tolerations = [...(spec.tolerations ?? [])];
  for (const added of spec.hostNetwork ? [...daemonTolerations, hostNetworkToleration] : daemonTolerations) {
    const same = tolerations.some((toleration) => covers(added, toleration));
    tolerations = same ? tolerations.map((toleration) => (covers(added, toleration) ? added : toleration)) : [...tolerations, added];
  }
  return tolerations;
}

/** Source: Toleration.MatchToleration. */
function covers(a: Toleration, b: Toleration): boolean {
  return a.key === b.key && a.effect === b.effect && a.operator === b.operator && (a.value ?? '') === (b.value ?? '');
}

/** How often the template changed, as the API server counts it. */
function templateGeneration(daemonSet: DaemonSet): string | undefined {
  return daemonSet.metadata.annotations?.[generationAnnotation];
}

/** The pod for one node: bound by the scheduler, to which its node affinity leaves no choice. Source: CreatePodTemplate, syncNodes. */
export function newDaemonPod(daemonSet: DaemonSet, nodeName: string, hash: string): Pod {
  const { template } = daemonSet.spec;
  const generation = templateGeneration(daemonSet);
  const labelled: PodTemplateSpec = {
    metadata: {
      ...template.metadata,
      labels: {
        ...template.metadata?.labels, ...(generation === undefined ? {} : { [generationLabel]: generation }), [revisionHashLabel]: hash,
      },
    },
    spec: {
      ...template.spec, tolerations: daemonPodTolerations(template.spec), affinity: affinityTo(nodeName, template.spec.affinity),
    },
  };
  return podFromTemplate(labelled, daemonSet, newControllerRef(daemonSet));
}

/** Source: ReplaceDaemonSetPodNodeNameNodeAffinity. */
function affinityTo(nodeName: string, affinity: Affinity | undefined): Affinity {
  const matchFields = [{ key: nodeNameField, operator: 'In' as const, values: [nodeName] }];
  return {
    ...affinity,
    nodeAffinity: { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } },
  };
}

/** The node that a pod is on, or is meant for; undefined for a pod of unknown aim. Source: GetTargetNodeName. */
export function targetNodeOf(pod: Pod): string | undefined {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const terms = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  for (const { matchFields } of terms) {
    const field = matchFields?.find(({ key, operator }) => key === nodeNameField && operator === 'In');
    if (field?.values?.length === 1) return field.values[0];
  }
  return undefined;
}

/** Whether a pod is of the current template. Source: IsPodUpdated. */
export function isPodUpdated(daemonSet: DaemonSet, pod: Pod, hash: string): boolean {
  const generation = templateGeneration(daemonSet);
  const { labels } = pod.metadata;
  return (generation !== undefined && labels?.[generationLabel] === generation) || labels?.[revisionHashLabel] === hash;
}

/** Assigned before unassigned, then oldest first. Source: podByCreationTimestampAndPhase. */
export function byAssignedAndAge(a: Pod, b: Pod): number {
  if (Boolean(a.spec.nodeName) !== Boolean(b.spec.nodeName)) return a.spec.nodeName ? -1 : 1;
  const [left, right] = [a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

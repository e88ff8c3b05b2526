import type { ControllerRevision } from '../../../../shared/kubernetes/types/controller-revision.ts';
import type { Pod, PodTemplateSpec, Volume } from '../../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import { newControllerRef } from '../owner-references.ts';
import { podFromTemplate } from '../pod-from-template.ts';
import { revisionHashLabel, templateOf } from '../revisions.ts';
import { claimName } from './claims.ts';

/** Names, ordinals and labels of a StatefulSet's pods. Source: pkg/controller/statefulset/stateful_set_utils.go. */

const podNameLabel = 'statefulset.kubernetes.io/pod-name';
const podIndexLabel = 'apps.kubernetes.io/pod-index';

export function podName(set: StatefulSet, ordinal: number): string {
  return `${set.metadata.name}-${ordinal}`;
}

/** The number at the end of the name of one of the set's pods; -1 for any other name. Source: getParentNameAndOrdinal. */
export function ordinalOf(set: StatefulSet, pod: Pod): number {
  const match = /^(.*)-(\d+)$/.exec(pod.metadata.name);
  return match && match[1] === set.metadata.name ? Number(match[2]) : -1;
}

export function startOrdinal(set: StatefulSet): number {
  return set.spec.ordinals?.start ?? 0;
}

export function inOrdinalRange(set: StatefulSet, ordinal: number): boolean {
  const start = startOrdinal(set);
  return ordinal >= start && ordinal < start + (set.spec.replicas ?? 1);
}

export function revisionOf(pod: Pod): string {
  return pod.metadata.labels?.[revisionHashLabel] ?? '';
}

/** The pod to create for an ordinal: below the partition of the current revision, else of the update revision. */
export function newVersionedPod(set: StatefulSet, current: ControllerRevision, update: ControllerRevision, ordinal: number): Pod {
  return newPod(set, isCurrentRevisionNeeded(set, ordinal) ? current : update, ordinal);
}

function isCurrentRevisionNeeded({ spec, status }: StatefulSet, ordinal: number): boolean {
  if (spec.updateStrategy?.type !== 'RollingUpdate') return false;
  const start = spec.ordinals?.start ?? 0;
  return ordinal < start + (spec.updateStrategy.rollingUpdate?.partition ?? status?.currentReplicas ?? 0);
}

function newPod(set: StatefulSet, revision: ControllerRevision, ordinal: number): Pod {
  const template: PodTemplateSpec = templateOf(revision) ?? set.spec.template;
  const name = podName(set, ordinal);
  const pod = podFromTemplate(template, set, newControllerRef(set));
  return {
    ...pod,
    metadata: {
      ...pod.metadata, name,
      labels: { ...pod.metadata.labels, ...identityLabels(name, ordinal), [revisionHashLabel]: revision.metadata.name },
    },
    spec: {
      ...pod.spec, hostname: name, ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...volumesOf(set, template, ordinal),
    },
  };
}

function identityLabels(name: string, ordinal: number): Record<string, string> {
  return { [podNameLabel]: name, [podIndexLabel]: String(ordinal) };
}

/** The volumes of the claim templates, then those of the template that no claim template replaces. Source: updateStorage. */
function volumesOf(set: StatefulSet, template: PodTemplateSpec, ordinal: number): { volumes?: Volume[] } {
  const claims = set.spec.volumeClaimTemplates ?? [];
  if (claims.length === 0) return template.spec.volumes ? { volumes: template.spec.volumes } : {};
  const names = new Set(claims.map((claim) => claim.metadata.name));
  return {
    volumes: [
      ...claims.map((claim): Volume => ({
        name: claim.metadata.name, persistentVolumeClaim: { claimName: claimName(set, claim, ordinal), readOnly: false },
      })),
      ...(template.spec.volumes ?? []).filter((volume) => !names.has(volume.name)),
    ],
  };
}

/** The pod with the labels that name it, or undefined when it has them. Source: identityMatches, updateIdentity. */
export function withIdentity(pod: Pod, ordinal: number): Pod | undefined {
  const wanted = identityLabels(pod.metadata.name, ordinal);
  const { labels } = pod.metadata;
  // Pods from before the index label do not get it later.
  if (labels?.[podNameLabel] === wanted[podNameLabel]) return undefined;
  return { ...pod, metadata: { ...pod.metadata, labels: { ...labels, ...wanted } } };
}

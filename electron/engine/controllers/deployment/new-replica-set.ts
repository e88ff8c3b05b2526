import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import { newControllerRef } from '../owner-references.ts';
import { maxRevision, newReplicaSetAnnotations } from './annotations.ts';
import { podTemplateHashLabel } from './replica-sets.ts';
import { newSizeOf } from './rolling.ts';
import { podTemplateHash } from './template-hash.ts';

const maxNameLength = 253;

/**
 * The ReplicaSet to create for the Deployment's template, already as large as the strategy allows.
 * Source: getNewReplicaSet, pkg/controller/deployment/sync.go.
 */
export function buildNewReplicaSet(deployment: Deployment, oldReplicaSets: readonly ReplicaSet[]): ReplicaSet {
  const { template } = deployment.spec;
  const hash = podTemplateHash(template, deployment.status?.collisionCount);
  const labels = { ...template.metadata?.labels, [podTemplateHashLabel]: hash };
  const replicaSet: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name.slice(0, maxNameLength - hash.length - 1)}-${hash}`,
      ...(deployment.metadata.namespace ? { namespace: deployment.metadata.namespace } : {}),
      labels,
      annotations: newReplicaSetAnnotations(deployment, undefined, maxRevision(oldReplicaSets) + 1, false),
      ownerReferences: [newControllerRef(deployment)],
    },
    spec: {
      replicas: 0,
      ...(deployment.spec.minReadySeconds ? { minReadySeconds: deployment.spec.minReadySeconds } : {}),
      selector: selectorWithHash(deployment.spec.selector, hash),
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
    status: { replicas: 0 },
  };
  const size = newSizeOf(deployment, replicaSet, [...oldReplicaSets, replicaSet]);
  return { ...replicaSet, spec: { ...replicaSet.spec, replicas: size } };
}

function selectorWithHash(selector: LabelSelector, hash: string): LabelSelector {
  return { ...selector, matchLabels: { ...selector.matchLabels, [podTemplateHashLabel]: hash } };
}

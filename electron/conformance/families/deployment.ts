/** `deployment-fenceposts`, `deployment-rollout`, `deployment-scale`. */
import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { IntOrString } from '../../../shared/kubernetes/types/meta.ts';
import { resolveFenceposts } from '../../engine/controllers/deployment/fenceposts.ts';
import { sizeOf } from '../../engine/controllers/deployment/replica-sets.ts';
import { rollingStep, type Resize } from '../../engine/controllers/deployment/rolling.ts';
import { scaleResizes } from '../../engine/controllers/deployment/scale.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, passed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface DeploymentInput {
  replicas: number;
  maxSurge?: IntOrString;
  maxUnavailable?: IntOrString;
}

interface ReplicaSetInput {
  name: string;
  replicas: number;
  available?: number;
  creationTimestamp?: string;
  annotations?: Record<string, string>;
}

type Sizes = Record<string, number>;

interface FencepostsCase extends DeploymentInput {
  surge: number;
  unavailable: number;
}

interface RolloutCase {
  deployment: DeploymentInput;
  newReplicaSet: string;
  steps: { before: ReplicaSetInput[]; scaled: 'newReplicaSet' | 'oldReplicaSets' | 'none'; after: Sizes }[];
}

interface ScaleCase {
  deployment: DeploymentInput;
  newReplicaSet: string;
  replicaSets: ReplicaSetInput[];
  after: Sizes;
}

export const deploymentFencepostsFamily = defineAdapter<FencepostsCase>(['deployment-fenceposts'], (vector) =>
  compare(
    { surge: vector.surge, unavailable: vector.unavailable }, resolveFenceposts(vector.maxSurge, vector.maxUnavailable, vector.replicas),
  ));

export const deploymentRolloutFamily = defineAdapter<RolloutCase>(['deployment-rollout'], (vector) => {
  const deployment = deploymentOf(vector.deployment);
  for (const [index, step] of vector.steps.entries()) {
    const outcome = checkStep(deployment, vector.newReplicaSet, step);
    if (outcome.kind === 'failed') return failed(`step ${index}: ${outcome.difference}`);
  }
  return passed;
});

export const deploymentScaleFamily = defineAdapter<ScaleCase>(['deployment-scale'], (vector) => {
  const { newReplicaSet, oldReplicaSets } = split(vector.replicaSets, vector.newReplicaSet);
  const resizes = scaleResizes(deploymentOf(vector.deployment), newReplicaSet, oldReplicaSets);
  return compare(vector.after, sizesAfter(newReplicaSet ? [...oldReplicaSets, newReplicaSet] : oldReplicaSets, resizes));
});

function checkStep(deployment: Deployment, newName: string, step: RolloutCase['steps'][number]): Outcome {
  const { newReplicaSet, oldReplicaSets } = split(step.before, newName);
  if (!newReplicaSet) return failed(`the step lacks the ReplicaSet ${newName}`);
  const resizes = rollingStep(deployment, newReplicaSet, oldReplicaSets);
  const scaled = resizes.length === 0 ? 'none' : resizes[0]?.replicaSet === newReplicaSet ? 'newReplicaSet' : 'oldReplicaSets';
  return compare({ scaled: step.scaled, after: step.after }, { scaled, after: sizesAfter([...oldReplicaSets, newReplicaSet], resizes) });
}

function deploymentOf({ replicas, maxSurge, maxUnavailable }: DeploymentInput): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd', namespace: 'default' },
    spec: {
      replicas,
      selector: {},
      template: { spec: { containers: [] } },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { ...(maxSurge !== undefined ? { maxSurge } : {}), ...(maxUnavailable !== undefined ? { maxUnavailable } : {}) },
      },
    },
  };
}

function split(
  inputs: readonly ReplicaSetInput[], newName: string,
): { newReplicaSet: ReplicaSet | undefined; oldReplicaSets: ReplicaSet[] } {
  const all = inputs.map(replicaSetOf);
  return {
    newReplicaSet: all.find((replicaSet) => replicaSet.metadata.name === newName),
    oldReplicaSets: all.filter((replicaSet) => replicaSet.metadata.name !== newName),
  };
}

function replicaSetOf({ name, replicas, available = 0, creationTimestamp, annotations }: ReplicaSetInput): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default', ...(creationTimestamp ? { creationTimestamp } : {}), ...(annotations ? { annotations } : {}) },
    spec: { replicas, selector: {}, template: { spec: { containers: [] } } },
    status: { replicas, availableReplicas: available },
  };
}

function sizesAfter(all: readonly ReplicaSet[], resizes: readonly Resize[]): Sizes {
  const sizes: Sizes = Object.fromEntries(all.map((replicaSet) => [replicaSet.metadata.name, sizeOf(replicaSet)]));
  for (const { replicaSet, size } of resizes) sizes[replicaSet.metadata.name] = size;
  return sizes;
}

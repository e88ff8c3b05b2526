import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Env } from '../../env.ts';
import { claimObjects } from '../claim.ts';
import { nothingToDo, type Outcome } from '../controller.ts';
import { cleanupWrites } from './cleanup.ts';
import { conditionOf, progressDeadlineMs, reasons } from './conditions.ts';
import { rolloutRecreate } from './recreate.ts';
import { rollingStep } from './rolling.ts';
import { isScalingEvent, scaleResizes } from './scale.ts';
import { isComplete } from './status.ts';
import { DeploymentSync } from './sync.ts';

export interface DeploymentView {
  /** ReplicaSets whose controller is this Deployment. */
  owned(): Iterable<ReplicaSet>;
  /** ReplicaSets without a controller in its namespace. */
  orphans(): Iterable<ReplicaSet>;
  podsOf(replicaSet: ReplicaSet): Iterable<Pod>;
  /** The ReplicaSet of that name in its namespace, whoever owns it. */
  existing(name: string): ReplicaSet | undefined;
}

/** Source: syncDeployment, pkg/controller/deployment/deployment_controller.go. */
export function reconcileDeployment(deployment: Deployment, view: DeploymentView, env: Env): Outcome {
  if (selectsEverything(deployment)) return refuseToSelectAll(deployment);
  const claim = claimObjects(deployment, matcherOf(deployment.spec.selector), view.owned(), view.orphans());
  const sync = new DeploymentSync(deployment, claim.claimed, [...claim.writes], env);
  if (deployment.metadata.deletionTimestamp) {
    sync.syncRevision();
    return sync.finish(false);
  }
  notePause(sync);
  if (deployment.spec.paused || isScalingEvent(sync.deployment, sync.all)) return rescale(sync);
  if (deployment.spec.strategy?.type === 'Recreate') return rolloutRecreate(sync, view.podsOf, view.existing);
  return rolloutRolling(sync, view.existing);
}

/** Source: sync, pkg/controller/deployment/sync.go. */
function rescale(sync: DeploymentSync): Outcome {
  sync.syncRevision();
  sync.resize(scaleResizes(sync.deployment, sync.newReplicaSet, sync.oldReplicaSets));
  if (sync.deployment.spec.paused) sync.writes.push(...cleanupWrites(sync.deployment, sync.oldReplicaSets));
  return sync.finish(false);
}

/** Source: rolloutRolling, pkg/controller/deployment/rolling.go. */
function rolloutRolling(sync: DeploymentSync, existing: (name: string) => ReplicaSet | undefined): Outcome {
  if (sync.newReplicaSet) sync.syncRevision();
  else if (!sync.createNewReplicaSet(existing)) return sync.finish(true);
  const { deployment, newReplicaSet } = sync;
  const scaled = newReplicaSet !== undefined && sync.resize(rollingStep(deployment, newReplicaSet, sync.oldReplicaSets));
  if (!scaled && isComplete(deployment, deployment.status ?? {})) sync.writes.push(...cleanupWrites(deployment, sync.oldReplicaSets));
  return sync.finish(true);
}

/** So that a pause does not count towards the progress deadline. Source: checkPausedConditions. */
function notePause(sync: DeploymentSync): void {
  const { spec, status } = sync.deployment;
  const current = conditionOf(status?.conditions, 'Progressing');
  if (progressDeadlineMs(sync.deployment) === undefined || current?.reason === reasons.timedOut) return;
  const noted = current?.reason === reasons.paused;
  if (spec.paused && !noted) sync.setProgressing('Unknown', reasons.paused, 'Deployment is paused');
  if (!spec.paused && noted) sync.setProgressing('Unknown', reasons.resumed, 'Deployment is resumed');
}

function selectsEverything({ spec: { selector } }: Deployment): boolean {
  return Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0;
}

function refuseToSelectAll(deployment: Deployment): Outcome {
  const { generation = 0 } = deployment.metadata;
  if ((deployment.status?.observedGeneration ?? 0) >= generation) return nothingToDo;
  const message = 'This deployment is selecting all pods. A non-empty selector is required.';
  return {
    kind: 'Done',
    writes: [
      { verb: 'event', about: deployment, record: { type: 'Warning', reason: 'SelectingAll', message } },
      { verb: 'updateStatus', object: { ...deployment, status: { ...deployment.status, observedGeneration: generation } } as Deployment },
    ],
  };
}

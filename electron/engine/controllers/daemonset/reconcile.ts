import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import { claimObjects } from '../claim.ts';
import { nothingToDo, type EventWrite, type Outcome, type Write } from '../controller.ts';
import { newDaemonPod } from './daemon-pod.ts';
import { eligibilityFor } from './eligibility.ts';
import type { FailedPodBackOff } from './failed-pod-back-off.ts';
import { cleanupWrites, constructHistory } from './history.ts';
import { planPods } from './manage.ts';
import { allowsSurge, rollingUpdate } from './rolling-update.ts';
import { daemonSetStatus, statusWrite } from './status.ts';
import { groupByNode, type DaemonView } from './view.ts';

/** Pods created, and deleted, in one pass at most. Source: BurstReplicas, pkg/controller/daemon/daemon_controller.go. */
export const burstReplicas = 250;

/** One look at a DaemonSet. Source: syncDaemonSet, pkg/controller/daemon/daemon_controller.go. */
export function reconcileDaemonSet(daemonSet: DaemonSet, api: ApiReader, backOff: FailedPodBackOff, env: Env): Outcome {
  const { selector } = daemonSet.spec;
  if (!Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length) {
    const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
    return { kind: 'Done', writes: [eventAbout(daemonSet, 'Warning', 'SelectingAll', message)] };
  }
  if (daemonSet.metadata.deletionTimestamp) return nothingToDo;
  const { uid = '', namespace = '' } = daemonSet.metadata;
  const history = constructHistory(daemonSet, api);
  const claim = claimObjects(
    daemonSet, matcherOf(selector), api.byIndex<Pod>('pods', 'controller', uid), api.byIndex<Pod>('pods', 'controller', `orphans/${namespace}`),
  );
  const view: DaemonView = {
    daemonSet, nodes: [...api.list<Node>('nodes')], podsByNode: groupByNode(claim.claimed), eligibility: eligibilityFor(daemonSet),
    hash: history.hash, allowsSurge: allowsSurge(daemonSet), backOff, env,
  };

  const plan = planPods(view);
  const events = plan.events.map(({ type, reason, message }) => eventAbout(daemonSet, type, reason, message));
  let changes = [...events, ...podWrites(view, plan.podsToDelete, plan.nodesNeedingPods)];
  // The update goes on once the informers have seen what was done here.
  const settled = plan.podsToDelete.length === 0 && plan.nodesNeedingPods.length === 0;
  if (settled && daemonSet.spec.updateStrategy?.type === 'RollingUpdate') {
    const { podsToDelete, newNodes } = rollingUpdate(view);
    changes = podWrites(view, podsToDelete, newNodes);
  }

  const { status, nextAvailableAtMs } = daemonSetStatus(view, history.collisionCount);
  const afterMs = Math.min(plan.retryAfterMs, nextAvailableAtMs - env.nowMs);
  return {
    kind: 'Done',
    writes: [
      ...history.writes, ...claim.writes, ...statusWrite(daemonSet, status), ...changes, ...cleanupWrites(daemonSet, history.old, claim.claimed),
    ],
    ...(afterMs < Infinity ? { requeue: { afterMs } } : {}),
    ...(plan.leftOut.length > 0 ? { decisions: [{ kind: 'NodesLeftOut', objectUid: uid, sinceMs: env.nowMs, atMs: env.nowMs, reasons: plan.leftOut }] } : {}),
  };
}

/** Creations first; deletions also when some of those are refused. Source: syncNodes. */
function podWrites({ daemonSet, hash }: DaemonView, podsToDelete: readonly Pod[], nodesNeedingPods: readonly string[]): Write[] {
  const deletions = podsToDelete.slice(0, burstReplicas).flatMap((pod): Write[] => [
    { verb: 'delete', resource: 'pods', key: objectKey(pod) },
    eventAbout(daemonSet, 'Normal', 'SuccessfulDelete', `Deleted pod: ${pod.metadata.name}`),
  ]);
  const nodes = nodesNeedingPods.slice(0, burstReplicas);
  if (nodes.length === 0) return deletions;
  let next = 0;
  return [{
    verb: 'createMany',
    count: nodes.length,
    make: () => newDaemonPod(daemonSet, nodes[next++] ?? '', hash),
    created: ({ metadata }) => eventAbout(daemonSet, 'Normal', 'SuccessfulCreate', `Created pod: ${metadata.name}`),
    refused: (status) => eventAbout(daemonSet, 'Warning', 'FailedCreate', `Error creating: ${status.message}`),
    onFailure: () => deletions,
  }, ...deletions];
}

function eventAbout(daemonSet: DaemonSet, type: 'Normal' | 'Warning', reason: string, message: string): EventWrite {
  return { verb: 'event', about: daemonSet, record: { type, reason, message } };
}

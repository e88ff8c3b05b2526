import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Env } from '../../env.ts';
import { claimObjects } from '../claim.ts';
import type { Outcome } from '../controller.ts';
import { claimRevisions, truncateHistory } from '../revisions.ts';
import { ordinalOf, revisionOf } from './identity.ts';
import { nextAvailableAtMs } from './pods.ts';
import { setRevisions } from './revisions.ts';
import { RolloutPass } from './rollout.ts';
import { countPods, statusWrite } from './status.ts';

/** One look at a StatefulSet. Source: sync, UpdateStatefulSet, performUpdate, pkg/controller/statefulset. */
export function reconcileStatefulSet(set: StatefulSet, api: ApiReader, env: Env): Outcome {
  const { uid = '', namespace = '' } = set.metadata;
  const history = claimRevisions(set, api);
  const orphans = [...api.byIndex<Pod>('pods', 'controller', `orphans/${namespace}`)].filter((pod) => ordinalOf(set, pod) >= 0);
  const claim = claimObjects(set, matcherOf(set.spec.selector), api.byIndex<Pod>('pods', 'controller', uid), orphans);
  const pods = claim.claimed;
  const revisions = setRevisions(set, history.revisions, api);
  const counts = countPods(set, pods, revisions, env);
  const pass = new RolloutPass(set, pods, revisions, counts, { api, env });
  pass.run();

  const live = new Set([revisions.current.metadata.name, revisions.update.metadata.name, ...pods.map(revisionOf)]);
  const nextAtMs = nextAvailableAtMs(pods, set.spec.minReadySeconds ?? 0, env);
  return {
    kind: 'Done',
    writes: [
      ...history.writes, ...claim.writes, ...revisions.writes, ...pass.writes, ...statusWrite(set, counts, revisions),
      ...truncateHistory(history.revisions, live, set.spec.revisionHistoryLimit ?? 10),
    ],
    ...(pass.waits ? { decisions: [pass.waits] } : {}),
    ...(nextAtMs < Infinity ? { requeue: { afterMs: nextAtMs - env.nowMs } } : {}),
  };
}

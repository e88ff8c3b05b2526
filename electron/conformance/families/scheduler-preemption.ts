import { Prng, streamState } from '../../engine/simulation/prng.ts';
import { defaultProfile } from '../../engine/scheduler/framework/profile.ts';
import { findCandidates, ineligible, preempt } from '../../engine/scheduler/plugins/DefaultPreemption/default-preemption.ts';
import { PodPlacer } from '../../engine/scheduler/schedule-pod.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { allOf, compare, failed, passed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import { cacheOf, type SchedulerCluster } from './scheduler.ts';

interface PreemptionCase {
  cluster: SchedulerCluster;
  pod: Pod;
  expect: {
    infeasible: Record<string, { code: string; reasons: string[] }>;
    eligible: boolean;
    candidates: Record<string, { victims: string[]; pdbViolations: number }>;
    /** Acceptable ones; empty: preemption does not help. */
    nominated: string[];
  };
}

export const schedulerPreemptionFamily = defineAdapter<PreemptionCase>(['scheduler-preemption'], ({ cluster, pod, expect }) => {
  const cache = cacheOf(cluster);
  const random = new Prng(streamState(1, 'scheduler'));
  const incoming = cache.shapes.infoOf(pod);
  const outcome = new PodPlacer(cache, defaultProfile()).place(incoming, random);
  if (outcome.kind !== 'Unfit') return failed(`expected that no node is feasible, actual: ${outcome.kind}`);
  const { refused } = outcome.run;
  const infeasible: PreemptionCase['expect']['infeasible'] = {};
  for (let index = 0; index < refused.count; index += 1) {
    const { code, reasons } = refused.refusalAt(index);
    infeasible[cache.at(refused.slotAt(index)).name] = { code, reasons: reasons.toSorted() };
  }
  const eligible = ineligible(incoming, outcome, cache) === undefined;
  const found = eligible ? findCandidates(incoming, outcome, cache, random).candidates : [];
  const candidates = Object.fromEntries(found.map(({ node, victims, pdbViolations }) => [
    node.name, { victims: victims.map(({ pod: victim }) => victim.metadata.name), pdbViolations },
  ]));
  const nominated = preempt(incoming, outcome, cache, random).nominatedNodeName ?? '';
  return allOf(
    () => compare(
      { infeasible: expect.infeasible, eligible: expect.eligible, candidates: expect.candidates }, { infeasible, eligible, candidates },
    ),
    () => (expect.nominated.includes(nominated) || (expect.nominated.length === 0 && nominated === '')
      ? passed : failed(`nominated: expected one of ${JSON.stringify(expect.nominated)}, actual ${JSON.stringify(nominated)}`)),
  );
});

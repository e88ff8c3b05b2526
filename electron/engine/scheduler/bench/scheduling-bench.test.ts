import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { runWorkload } from './scheduling-bench.ts';
import { workloads } from './workloads.ts';

// 150 nodes: enough for searches to end before they have seen all.
const small = workloads(0.03).map((workload) => ({ ...workload, title: `${workload.name} of ${workload.pods} pods` }));

/** Everything that was decided and written, Events and resource versions included. */
function outcome(simulation: Simulation): { placed: Record<string, string>; everything: unknown } {
  const pods = [...simulation.store.list<Pod>('pods')];
  const { components: _caches, ...everything } = simulation.save();
  return { placed: Object.fromEntries(pods.map(({ metadata, spec }) => [metadata.name, spec.nodeName ?? ''])), everything };
}

describe('the workloads of the bench', () => {
  it.each(small)('$title: what is kept from pod to pod changes no decision', (workload) => {
    const [kept, fresh] = [true, false].map((keepAnswers) => {
      const { simulation } = runWorkload(workload, { keepAnswers }, true);
      runWorkload(workload, { keepAnswers }, false, simulation);
      return outcome(simulation);
    });
    expect(kept?.placed).toEqual(fresh?.placed);
    expect(kept?.everything).toEqual(fresh?.everything);
  });

  it.each(small.filter(({ name }) => name !== 'MixedChurn' && name !== 'Unschedulable'))('$title: every measured pod gets a node', (workload) => {
    const { simulation } = runWorkload(workload, {}, true);
    runWorkload(workload, {}, false, simulation);
    const measured = workload.make(0).metadata.name.replace(/\d+$/, '');
    const waiting = [...simulation.store.list<Pod>('pods')].filter(({ metadata, spec }) => metadata.name.startsWith(measured) && !spec.nodeName);
    expect(waiting).toEqual([]);
  });
});

import { median, type BenchRow } from './benchmark.ts';
import { countPods, deployment, readyWorld } from './worlds.ts';

const runs = 3;

/** The whole control plane: Deployments from creation to Running, heartbeats of many nodes. */
export function benchWholeCluster(progress: (line: string) => void): BenchRow[] {
  return [toRunning(100, 10_000, progress, 2_000), toRunning(1_000, 10_000, progress), toRunning(5_000, 10_000, progress), heartbeats(5_000, progress)];
}

/** Wall time from the creation of one Deployment until its last pod runs, on machines that are already Ready. */
function toRunning(workers: number, pods: number, progress: (line: string) => void, goal?: number): BenchRow {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const world = readyWorld(workers);
    const startedMs = performance.now();
    const applied = world.apply([{ op: 'put', manifest: deployment(pods) }]);
    if (!applied.ok) throw new Error(applied.error.status.message);
    const fromMs = world.nowMs;
    while (countPods(world, (pod) => pod.status?.phase === 'Running') < pods) {
      if (world.nowMs - fromMs > 600_000) throw new Error('The pods do not come up.');
      world.advance({ untilMs: world.nowMs + 1_000 });
    }
    times.push(performance.now() - startedMs);
    progress(`${workers} nodes, ${pods} pods: ${Math.round(times.at(-1) as number)} ms, ${Math.round((world.nowMs - fromMs) / 1000)} s simulated`);
  }
  const ms = median(times);
  return {
    name: `${pods} pods to Running on ${workers} nodes`, value: ms, unit: 'ms', ...(goal === undefined ? {} : { goal, atLeast: false }), nodes: workers, pods,
    podsPerSecond: Math.round(pods / (ms / 1000)),
  };
}

/** What an idle cluster costs: leases and status of all nodes. */
function heartbeats(workers: number, progress: (line: string) => void): BenchRow {
  const world = readyWorld(workers);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedMs = performance.now();
    world.advance({ untilMs: world.nowMs + 60_000 });
    times.push(performance.now() - startedMs);
  }
  progress(`${workers} nodes idle for 60 s`);
  return { name: `${workers} idle nodes, 60 simulated seconds`, value: median(times), unit: 'ms', nodes: workers };
}

import { median, type BenchRow } from './benchmark.ts';
import { countPods, deployment, readyWorld } from './worlds.ts';

const runs = 3;

/** The whole control plane: Deployments from creation to Running, heartbeats of many nodes. */
export function benchWholeCluster(progress: (line: string) => void): BenchRow[] {
  return [toRunning(100, 10_000, progress, 2_000), toRunning(1_000, 10_000, progress), toRunning(5_000, 10_000, progress), heartbeats(5_000, progress), nodeDeath(500, progress), nodeDeath(5_000, progress)];
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

/**
 * What the death of one node costs from the plug on until its pods run elsewhere, beyond what the same time costs when nothing happens: wall time and commits. It
 * follows from the pods of that node, whatever the number of nodes.
 */
function nodeDeath(workers: number, progress: (line: string) => void): BenchRow {
  const podsPerNode = 6;
  const spanMs = 420_000;
  const world = readyWorld(workers);
  const applied = world.apply([{ op: 'put', manifest: deployment(workers * podsPerNode) }]);
  if (!applied.ok) throw new Error(applied.error.status.message);
  world.advance({ untilMs: world.nowMs + 120_000 });
  const timed = (): { ms: number; commits: number } => {
    const startedMs = performance.now();
    const { commits } = world.advance({ untilMs: world.nowMs + spanMs });
    return { ms: performance.now() - startedMs, commits };
  };
  const idle = timed();
  const pods = countPods(world, (pod) => pod.spec.nodeName === 'worker-1');
  world.inject({ kind: 'PowerOff', machine: 'worker-1' });
  const death = timed();
  progress(`${workers} nodes, one with ${pods} pods dies: ${Math.round(death.ms - idle.ms)} ms, ${death.commits - idle.commits} commits more than in an idle cluster`);
  return {
    name: `death of one of ${workers} nodes`, value: Math.max(0, death.ms - idle.ms), unit: 'ms', nodes: workers, pods, commits: death.commits - idle.commits,
    idleMs: Math.round(idle.ms),
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

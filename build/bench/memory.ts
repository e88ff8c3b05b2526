import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchRow, Benchmark } from './benchmark.ts';
import { countPods, deployment, readyWorld } from './worlds.ts';

const sizes = [{ nodes: 1_000, pods: 30_000 }, { nodes: 5_000, pods: 150_000, goal: 1_500 }];

export const memoryBenchmark: Benchmark = {
  name: 'memory',
  summary: 'what a large cluster takes while all its pods run and none of their Events has expired (a minute or two)',
  async run(progress) {
    return sizes.map((size) => held(size, progress));
  },
};

function held({ nodes, pods, goal }: (typeof sizes)[number], progress: (line: string) => void): BenchRow {
  const before = usedBytes();
  const world = readyWorld(nodes);
  const applied = world.apply([{ op: 'put', manifest: deployment(pods) }]);
  if (!applied.ok) throw new Error(applied.error.status.message);
  const fromMs = world.nowMs;
  const startedMs = performance.now();
  while (countPods(world, (pod) => pod.status?.phase === 'Running') < pods) {
    if (world.nowMs - fromMs > 1_800_000) throw new Error('The pods do not come up.');
    world.advance({ untilMs: world.nowMs + 10_000 });
  }
  const podsPerSecond = Math.round(pods / ((performance.now() - startedMs) / 1000));
  const bytes = usedBytes() - before;
  const events = world.api.count('events');
  progress(`${nodes} nodes, ${pods} pods, ${events} Events: ${Math.round(bytes / 1e6)} MB`);
  return {
    name: `${nodes} nodes and ${pods} pods held`, value: bytes / 1e6, unit: 'MB', ...(goal === undefined ? {} : { goal }), nodes, pods, events,
    podsPerSecond, bytesPerPod: Math.round(bytes / pods),
  };
}

/** The heap after everything that nobody holds has been thrown away. */
function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

import type { Benchmark } from './benchmark.ts';
import { benchPlacement } from './scheduling.ts';
import { benchWholeCluster } from './whole-cluster.ts';

export const engineBenchmark: Benchmark = {
  name: 'engine',
  summary: 'scheduling on kube-scheduler\'s own workloads, a Deployment of 10,000 pods from creation to Running, idle nodes',
  async run(progress) {
    return [...benchPlacement(progress), ...benchWholeCluster(progress)];
  },
};

import type { Benchmark } from './benchmark.ts';
import { engineBenchmark } from './engine.ts';
import { memoryBenchmark } from './memory.ts';
import { rendererBenchmark } from './renderer.ts';
import { scalingBenchmark } from './scaling.ts';
import { storeBenchmark } from './store.ts';
import { trafficBenchmark } from './traffic.ts';

/** All benchmarks. A new one is a file and a line. */
export const benchmarks: readonly Benchmark[] = [engineBenchmark, scalingBenchmark, trafficBenchmark, memoryBenchmark, storeBenchmark, rendererBenchmark];

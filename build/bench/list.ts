import type { Benchmark } from './benchmark.ts';
import { engineBenchmark } from './engine.ts';
import { rendererBenchmark } from './renderer.ts';
import { schedulingBenchmark } from './scheduling.ts';
import { storeBenchmark } from './store.ts';

/** All benchmarks. A new one is a file and a line. */
export const benchmarks: readonly Benchmark[] = [engineBenchmark, schedulingBenchmark, storeBenchmark, rendererBenchmark];

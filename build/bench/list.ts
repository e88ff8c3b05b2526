import type { Benchmark } from './benchmark.ts';
import { engineBenchmark } from './engine.ts';
import { memoryBenchmark } from './memory.ts';
import { rendererBenchmark } from './renderer.ts';
import { scalingBenchmark } from './scaling.ts';
import { servicesBenchmark } from './services.ts';
import { storeBenchmark } from './store.ts';
import { trafficBenchmark } from './traffic.ts';

/** All benchmarks. A new one is a file and a line. */
export const benchmarks: readonly Benchmark[] = [engineBenchmark, scalingBenchmark, servicesBenchmark, trafficBenchmark, memoryBenchmark, storeBenchmark, rendererBenchmark];

import type { BenchRow, Benchmark } from './benchmark.ts';

const podCounts = [300, 3_000, 30_000];
const gestureMs = 4_000;
/** Ten notches in, ten out. */
const stepsMs = 8_000;
const changesPerSecond = 1_000;

const titles = { pan: 'pan', zoom: 'zoom', steps: 'zoom in notches', watch: `${changesPerSecond} changes a second` } as const;

/** Goals of the design: 95 of 100 frames within 20 ms on two cores without a GPU. */
const goalMs = 20;

export const rendererBenchmark: Benchmark = {
  name: 'renderer',
  summary: `the canvas in a real Electron window: frame times while panning, zooming, zooming in notches and at ${changesPerSecond.toLocaleString('en')} status changes a second`,
  async run(progress) {
    // Before anything reads it: this build carries made-up clusters and must not replace the one that `npm start` runs.
    process.env['CLUSTERWRIGHT_OUT'] ??= 'out/bench';
    const { openBenchWindow } = await import('./renderer/bench-window.ts');
    const window = await openBenchWindow(progress);
    try {
      const rows: BenchRow[] = [];
      for (const pods of podCounts) {
        for (const gesture of ['pan', 'zoom', 'steps', 'watch'] as const) {
          const shown = await window.show(`pods-${pods}`, changesPerSecond);
          if (gesture === 'watch') await window.play();
          const { frames, scriptMs, layoutMs, heapMb } = await window.measure(gesture, gesture === 'steps' ? stepsMs : gestureMs);
          const name = `${titles[gesture]}, ${pods} pods`;
          progress(`${name}: ${frames.p50} / ${frames.p95} / ${frames.max} ms, ${scriptMs} ms script and ${layoutMs} ms layout a frame`);
          rows.push({
            name, value: frames.p95, unit: 'ms p95', goal: goalMs, pods, machines: shown.machines, p50: frames.p50, p95: frames.p95, max: frames.max,
            frames: frames.frames, scriptMsPerFrame: scriptMs, layoutMsPerFrame: layoutMs, heapMb,
          });
        }
      }
      return rows;
    } finally {
      await window.close();
    }
  },
};

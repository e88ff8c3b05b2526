import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { CompareNews } from '../../shared/ipc/compare.ts';
import { pairRunOf, type CompareTask } from './task.ts';

/** The thread of one comparison: lives through both designs and tells how far it is. It is ended from outside when nobody wants to know any more. */
z.config({ jitless: true });

type News = CompareNews extends infer N ? (N extends unknown ? Omit<N, 'runId'> : never) : never;

/** Between two words about how far it is. */
const tellEveryMs = 100;
/** A design that runs in the window goes first. */
const niceness = 10;

function tell(news: News): void {
  parentPort?.postMessage(news);
}

// Of a thread only there; elsewhere it would be the whole process.
if (process.platform === 'linux') os.setPriority(0, niceness);

const run = pairRunOf(workerData as CompareTask);
if (run.ok) {
  let told = 0;
  while (!run.value.isOver) {
    run.value.step();
    if (performance.now() - told < tellEveryMs) continue;
    told = performance.now();
    tell({ state: 'running', done: run.value.done });
  }
  tell({ state: 'done', comparison: run.value.finish() });
} else tell({ state: 'failed', error: run.error });

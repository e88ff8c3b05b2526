import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { StartThread } from './comparisons.ts';

/**
 * Starts a thread for each comparison. Its program is handed over as text: a thread cannot read out of the archive that a packaged application is.
 * @param program path of the bundle of `electron/compare/worker.ts`
 */
export function threadStarter(program: string): StartThread {
  let source: string | undefined;
  return (task, onNews, onEnd) => {
    source ??= readFileSync(program, 'utf8');
    const worker = new Worker(source, { eval: true, workerData: task, name: 'compare' });
    let reason: string | undefined;
    worker.on('message', onNews);
    worker.on('error', (cause) => { reason = cause instanceof Error ? cause.stack ?? cause.message : String(cause); });
    worker.on('exit', () => onEnd(reason));
    return { stop: () => void worker.terminate() };
  };
}

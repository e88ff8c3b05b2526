import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { CompareNews } from '../../shared/ipc/compare.ts';
import { ok } from '../../shared/result.ts';
import { pairRunOf, type CompareTask } from '../compare/task.ts';
import { Comparisons, type StartThread } from './comparisons.ts';

const design = (name: string, more = ''): string => `apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: {name: ${name}}\nspec:\n  seed: 4\n  machines: [{name: worker-1, roles: [worker], bootSeconds: 5}]\n  ${more}\n`;
const planned = 'faults: [{at: 30s, kind: PowerOff, machine: worker-1, for: 40s}]';

interface Started {
  task: CompareTask;
  news: (news: Record<string, unknown>) => void;
  end: (reason: string | undefined) => void;
  stopped: boolean;
}

function comparisons(): { comparisons: Comparisons; started: Started[]; told: CompareNews[] } {
  const started: Started[] = [];
  const told: CompareNews[] = [];
  const startThread: StartThread = (task, news, end) => {
    const thread: Started = { task, news, end, stopped: false };
    started.push(thread);
    return { stop: () => { thread.stopped = true; } };
  };
  const textOf = (choice: { kind: string }) => ok({ name: choice.kind, text: design(choice.kind, planned) });
  return { comparisons: new Comparisons({ startThread, textOf, tell: (news) => told.push(news) }), started, told };
}

const request = { a: { kind: 'sample', sample: 'x' }, b: { kind: 'design', designId: 'y' }, faults: { kind: 'planned', of: 'b' } } as const;

test('a comparison is told of until it is over, and of one that was cancelled or replaced nothing more', () => {
  const { comparisons: all, started, told } = comparisons();
  expect(all.start(request)).toEqual(ok({ runId: 1 }));
  expect(started[0]?.task).toMatchObject({ a: { name: 'sample' }, b: { name: 'design' }, faults: { of: 'b' } });
  started[0]?.news({ state: 'running', done: 0.5 });
  all.start(request);
  expect(started[0]?.stopped).toBe(true);
  started[0]?.news({ state: 'running', done: 0.6 });
  started[1]?.news({ state: 'running', done: 0.1 });
  all.cancel(1);
  expect(started[1]?.stopped).toBe(false);
  started[1]?.end('out of memory');
  expect(told).toEqual([{ runId: 1, state: 'running', done: 0.5 }, { runId: 2, state: 'running', done: 0.1 }, { runId: 2, state: 'failed', error: { kind: 'Internal', detail: 'out of memory' } }]);
  all.start(request);
  all.cancel(3);
  expect(started[2]?.stopped).toBe(true);
});

test('it is known what a design plans', () => {
  expect(comparisons().comparisons.facts({ kind: 'sample', sample: 'x' })).toEqual(ok({ name: 'sample', faults: 1 }));
});

test.each<[string, Partial<CompareTask>, unknown]>([
  ['a design that is none', { b: { name: 'b.yaml', text: 'a: [' } }, { kind: 'BadFile', fileName: 'b.yaml' }],
  ['a step that is none', { faults: { name: 's.yaml', text: '- {at: soon, do: {powerOff: m}}' } }, { kind: 'BadRequest', detail: expect.stringMatching(/^s\.yaml: .*"soon" is not a time/) as string }],
  ['a step that names a file', { faults: { name: 's.yaml', text: '- {at: 1m, do: {apply: more.yaml}}' } }, { kind: 'BadRequest', detail: expect.stringContaining('more.yaml') as string }],
  ['too short a time', { untilMs: 1_000, faults: { name: 's.yaml', text: '- {at: 10m, do: {powerOff: worker-1}}' } }, { kind: 'BadRequest', detail: expect.stringContaining('nothing to measure') as string }],
])('%s is told of', (_name, change, error) => {
  expect(pairRunOf({ a: { name: 'a', text: design('a') }, b: { name: 'b', text: design('b') }, faults: { of: 'a' }, ...change })).toMatchObject({ ok: false, error });
});

test('the thread finds what a run in one piece finds, and tells how far it is', async () => {
  const task: CompareTask = { a: { name: 'a.cluster', text: design('a', planned) }, b: { name: 'b.cluster', text: design('b') }, faults: { of: 'a' }, untilMs: 120_000 };
  const run = pairRunOf(task);
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  expect(run.value.done).toBe(0);
  run.value.step();
  expect(run.value.done).toBeGreaterThan(0);
  const worker = new Worker(path.resolve(import.meta.dirname, '../compare/worker.ts'), { workerData: task });
  const news: CompareNews[] = [];
  worker.on('message', (message: CompareNews) => news.push(message));
  await new Promise((resolve) => { worker.on('exit', resolve); });
  expect(news.at(-1)).toEqual({ state: 'done', comparison: run.value.finish() });
  expect(news.slice(0, -1).every((one) => one.state === 'running' && one.done > 0 && one.done < 1)).toBe(true);
});

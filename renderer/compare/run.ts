import { create } from 'zustand';
import type { Comparison } from '../../shared/compare/comparison.ts';
import type { CompareNews, CompareRequest } from '../../shared/ipc/compare.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { request } from '../ipc/client.ts';

/** The comparison that this window has asked for. */
export type CompareState =
  | { state: 'none' }
  /** `runId` comes with the answer to the request. */
  | { state: 'running'; runId?: number; done: number }
  | { state: 'done'; comparison: Comparison }
  | { state: 'failed'; error: AppError };

export const useComparison = create<CompareState>()(() => ({ state: 'none' }));

function show(next: CompareState): void {
  useComparison.setState(next, true);
}

export async function startComparison(wanted: CompareRequest): Promise<void> {
  show({ state: 'running', done: 0 });
  const answer = await request('compare.start', wanted);
  if (!answer.ok) show({ state: 'failed', error: answer.error });
  else if (useComparison.getState().state === 'running') show({ state: 'running', runId: answer.value.runId, done: 0 });
}

/** Ends it; what was found so far is thrown away. */
export function cancelComparison(): void {
  const now = useComparison.getState();
  if (now.state !== 'running') return;
  show({ state: 'none' });
  if (now.runId !== undefined) void request('compare.cancel', { runId: now.runId });
}

export function forgetComparison(): void {
  cancelComparison();
  show({ state: 'none' });
}

/** News of one that was cancelled, or of another window's, is none. The answer to the request always comes before the first news. */
export function receiveComparison(news: CompareNews): void {
  const now = useComparison.getState();
  if (now.state !== 'running' || now.runId !== news.runId) return;
  if (news.state === 'running') show({ ...now, done: news.done });
  else if (news.state === 'done') show({ state: 'done', comparison: news.comparison });
  else show({ state: 'failed', error: news.error });
}

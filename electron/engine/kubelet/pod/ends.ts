import { reasonOfExit } from '../behaviours.ts';
import type { Instance, PlannedEnd } from './container-state.ts';

const killed = 137;

/**
 * Fixes how and when a running process ends: the earliest of its own exit, being stopped, and the memory limits of itself and its pod. A process that hangs neither exits nor hears SIGTERM.
 */
export function planEnd(instance: Instance): void {
  const { hungAtMs = Infinity, exit, stop, oomAtMs = Infinity, podOomAtMs = Infinity } = instance;
  const killedMs = Math.min(oomAtMs, podOomAtMs);
  let end: PlannedEnd = { atMs: Infinity, code: 0, reason: 'Completed' };
  if (exit && exit.atMs <= hungAtMs) end = exit;
  const stopped = stop && stop.atMs > hungAtMs ? { atMs: stop.killAtMs, code: killed, reason: reasonOfExit(killed) } : stop;
  if (stopped && stopped.atMs < end.atMs) end = stopped;
  if (killedMs < end.atMs) end = { atMs: killedMs, code: killed, reason: 'OOMKilled' };
  instance.endsAtMs = end.atMs;
  instance.exitCode = end.code;
  instance.reason = end.reason;
}

/** The process ends now, whatever was planned. */
export function endNow(instance: Instance, nowMs: number, exitCode: number, reason: string = reasonOfExit(exitCode)): void {
  delete instance.hungAtMs;
  delete instance.oomAtMs;
  delete instance.podOomAtMs;
  delete instance.stop;
  instance.exit = { atMs: nowMs, code: exitCode, reason };
  planEnd(instance);
}

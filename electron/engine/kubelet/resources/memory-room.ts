import type { Instance } from '../pod/container-state.ts';
import { ratesOf } from './use.ts';

/**
 * When the memory of some running containers together, as it grows now, has come by `room` bytes. A volume in memory that is full by then
 * grows no more.
 * @returns simulated milliseconds; Infinity: never
 */
export function memoryReachedMs(instances: readonly Instance[], room: number, nowMs: number): number {
  const stops = instances.flatMap(({ growth }) => growth?.diskUntilMs ?? []).filter((atMs) => atMs > nowMs).sort((a, b) => a - b);
  let [atMs, left] = [nowMs, room];
  for (const untilMs of [...stops, Infinity]) {
    let rate = 0;
    for (const instance of instances) rate += ratesOf(instance, atMs).memoryBytes;
    const reachedMs = rate > 0 ? atMs + Math.ceil((Math.max(0, left) * 1000) / rate) : Infinity;
    if (reachedMs <= untilMs) return reachedMs;
    left -= (rate * (untilMs - atMs)) / 1000;
    atMs = untilMs;
  }
  return Infinity;
}

import type { Curve } from '../../shared/compare/comparison.ts';

/** Times in ms, all requests, and the served ones, each value in the middle of its step. */
export function curveTable({ fromMs, stepMs, served, failed }: Curve): [number[], number[], number[]] {
  return [served.map((_, at) => fromMs + (at + 0.5) * stepMs), served.map((value, at) => value + (failed[at] ?? 0)), [...served]];
}

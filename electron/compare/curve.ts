import type { Curve } from '../../shared/compare/comparison.ts';
import { sum, type Second } from './availability.ts';

/** A curve with more points is not seen better. */
const mostPoints = 600;

/** Served and failed requests per second over the measured time, each point the mean of as many seconds as it takes. */
export function curveOf(seconds: readonly Second[], fromMs: number): Curve {
  const each = Math.max(1, Math.ceil(seconds.length / mostPoints));
  const pieces = Array.from({ length: Math.ceil(seconds.length / each) }, (_, at) => seconds.slice(at * each, (at + 1) * each));
  const mean = (piece: readonly Second[], value: (second: Second) => number): number => Math.round((sum(piece, value) / piece.length) * 1_000) / 1_000;
  return {
    fromMs, stepMs: each * 1_000, served: pieces.map((piece) => mean(piece, ({ served }) => served)), failed: pieces.map((piece) => mean(piece, ({ sent, served }) => Math.max(0, sent - served))),
  };
}

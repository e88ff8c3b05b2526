/** Numbers over time, at moments at which they changed; the oldest go. Plain data. */
export interface TrafficPoint {
  atMs: number;
  rps: number;
  failedRps: number;
  p50Ms: number;
  p95Ms: number;
}

const mostPoints = 240;
/** Changes within this time are one point, which has the values of the last. */
const gapMs = 2_000;

/** What is left of a rate when so much of it is served; sums of many parts are not exact, and a rest in their last digits is none. */
export function failedRate(rps: number, servedRps: number): number {
  const failed = rps - servedRps;
  return failed > rps * 1e-9 ? failed : 0;
}

/** Adds what holds from `point.atMs` on. What is drawn between two points is a step. */
export function addPoint(points: TrafficPoint[], point: TrafficPoint): void {
  const last = points.at(-1);
  if (last && sameValues(last, point)) return;
  const before = points.at(-2);
  if (last && before && last.atMs - before.atMs < gapMs && point.atMs - before.atMs < gapMs) points.pop();
  if (last?.atMs === point.atMs) points.pop();
  points.push(point);
  if (points.length > mostPoints) points.splice(0, points.length - mostPoints);
}

function sameValues(a: TrafficPoint, b: TrafficPoint): boolean {
  return a.rps === b.rps && a.failedRps === b.failedRps && a.p50Ms === b.p50Ms && a.p95Ms === b.p95Ms;
}

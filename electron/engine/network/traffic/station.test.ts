import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noLatency, percentiles } from './latency.ts';
import { serve } from './station.ts';

const behaviour = { cpuSeconds: 0.01, memoryBytes: 1024, latencyMs: 10, maxConcurrent: 100, calls: [] };

describe('a container under load', () => {
  it('without load answers in the time of its profile, and takes all', () => {
    const { acceptance, total } = serve(behaviour, 0.001, 1, noLatency);
    expect(acceptance).toBeCloseTo(1, 9);
    expect(total.meanMs).toBeCloseTo(10, 2);
  });

  it.each([[10, 0.1], [50, 0.5], [90, 0.9]])('at %s requests a second waits as M/M/1 does', (rps, load) => {
    const { own, acceptance, wantedCores } = serve(behaviour, rps, 1, noLatency);
    expect(own.meanMs - 10).toBeCloseTo((load / (1 - load)) * 10, 0);
    expect(acceptance).toBeGreaterThan(0.999);
    expect(wantedCores).toBeCloseTo(load, 6);
  });

  it('waits less with more cores at the same load', () => {
    const wait = (cores: number): number => serve(behaviour, 90 * cores, cores, noLatency).own.meanMs - 10;
    expect(wait(4)).toBeLessThan(wait(1) / 4);
  });

  it('turns away what is beyond its CPU, and its queue is full then', () => {
    const { acceptance, own, inFlight, wantedCores } = serve(behaviour, 400, 1, noLatency);
    expect(acceptance).toBeCloseTo(0.25, 2);
    expect(own.meanMs).toBeGreaterThan(900);
    expect(inFlight).toBeCloseTo(100, -1);
    expect(wantedCores).toBeCloseTo(4, 5);
  });

  it('with less than a core takes longer even for one request', () => expect(serve(behaviour, 0.001, 0.25, noLatency).own.meanMs).toBeCloseTo(40, 1));

  it('holds places while it waits for what it calls', () => {
    const { acceptance, inFlight } = serve({ ...behaviour, cpuSeconds: 0.0001 }, 1_000, 1, { meanMs: 190, variance: 0 });
    expect(acceptance).toBeCloseTo(0.5, 2);
    expect(inFlight).toBeCloseTo(100, 3);
  });

  it('never answers more than it gets or can, and gets slower and refuses more the more it gets', () => {
    fc.assert(fc.property(
      fc.double({ min: 0.0001, max: 0.5, noNaN: true }), fc.double({ min: 0.01, max: 16, noNaN: true }), fc.integer({ min: 1, max: 2_000 }),
      fc.double({ min: 0.1, max: 5_000, noNaN: true }), fc.double({ min: 1.01, max: 3, noNaN: true }),
      (cpuSeconds, cores, maxConcurrent, rps, more) => {
        const here = { ...behaviour, cpuSeconds, maxConcurrent };
        const less = serve(here, rps, cores, noLatency);
        const much = serve(here, rps * more, cores, noLatency);
        for (const { acceptance, inFlight, total } of [less, much]) {
          expect(acceptance).toBeGreaterThanOrEqual(0);
          expect(acceptance).toBeLessThanOrEqual(1);
          expect(inFlight).toBeLessThanOrEqual(maxConcurrent);
          expect(total.variance).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(total.meanMs)).toBe(true);
        }
        expect(rps * less.acceptance).toBeLessThanOrEqual((Math.max(cores, 0.001) / cpuSeconds) * 1.000001);
        expect(much.acceptance).toBeLessThanOrEqual(less.acceptance + 1e-9);
        expect(much.own.meanMs).toBeGreaterThanOrEqual(less.own.meanMs * 0.999999);
      },
    ));
  });
});

describe('percentiles', () => {
  it.each([[{ meanMs: 10, variance: 0 }, 10, 10], [{ meanMs: 10, variance: 100 }, 7.07, 27.8], [noLatency, 0, 0]])('of %j', (latency, p50, p95) => {
    const { p50Ms, p95Ms } = percentiles(latency);
    expect(p50Ms).toBeCloseTo(p50, 1);
    expect(p95Ms).toBeCloseTo(p95, 1);
  });
});

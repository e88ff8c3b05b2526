import { expect, it } from 'vitest';
import { AwsWorld } from '../../engine/cloud/aws/testing/aws-world.ts';
import { CostRecorder } from './cost-recorder.ts';
import { UsageRecorder } from './usage-recorder.ts';

it('keeps what an hour cost from when on, and what had been paid by then', () => {
  const aws = new AwsWorld({}, { machines: [{ name: 'w', roles: ['worker'], bootSeconds: 5 }] });
  const usage = new UsageRecorder();
  for (let second = 1; second <= 400; second += 1) {
    aws.until(second);
    if (second === 200) aws.world.inject({ kind: 'PowerOff', machine: 'w' });
    usage.look(aws.world, () => 0);
  }
  const points = usage.cost.all();
  // Before its instance runs, then with it, then without.
  const volumeHour = 20 * 0.08 / 730;
  expect(points.map(({ perHour }) => Number((perHour - volumeHour).toFixed(6)))).toEqual([0.15, 0.246, 0.15]);
  points.forEach(({ atMs, soFar }, index) => {
    const before = points[index - 1];
    // Looked at every five seconds, which is how late a new price may be noticed.
    if (before) expect(soFar).toBeCloseTo(before.soFar + (before.perHour * (atMs - before.atMs)) / 3_600_000, 3);
  });
  const again = new CostRecorder();
  again.load(JSON.parse(JSON.stringify(usage.cost.save())) as number[][]);
  expect(again.all()).toEqual(points);
  again.load(undefined);
  expect(again.all()).toEqual([]);
});

it('keeps no more than it may, the first and the newest among them', () => {
  const recorder = new CostRecorder(8);
  for (let at = 0; at < 100; at += 1) recorder.look({ atMs: at, perHour: 1 + (at % 2), soFar: at });
  expect(recorder.all().length).toBeLessThanOrEqual(8);
  expect([recorder.all()[0]?.atMs, recorder.all().at(-1)?.atMs]).toEqual([0, 99]);
});

it('notes nothing while nothing has a price, nor where no provider has prices', () => {
  const recorder = new CostRecorder();
  recorder.look({ atMs: 5, perHour: 0, soFar: 0 });
  expect(recorder.all()).toEqual([]);
});

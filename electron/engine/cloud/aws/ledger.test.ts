import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { instancePerHour } from '../../../../shared/cloud/aws/catalogue/regions.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import { charge, close, costOf, suspend, type Bills } from './ledger.ts';
import { AwsWorld } from './testing/aws-world.ts';

const hourMs = 3_600_000;

test('what a thing costs is the sum over its life of time × price, however often its price changes, it stops and goes on', () => {
  const step = fc.record({ afterMs: fc.integer({ min: 0, max: 5 * hourMs }), op: fc.constantFrom('charge', 'suspend', 'close'), id: fc.constantFrom('a', 'b'), price: fc.integer({ min: 0, max: 400 }) });
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), fc.integer({ min: 0, max: hourMs }), (steps, restMs) => {
    const bills: Bills = new Map();
    const prices = new Map<string, number>();
    let [nowMs, expected] = [0, 0];
    const pass = (ms: number): void => {
      for (const price of prices.values()) expected += price * ms / hourMs;
      nowMs += ms;
    };
    for (const { afterMs, op, id, price } of steps) {
      pass(afterMs);
      if (op === 'charge') {
        prices.set(id, price / 1000);
        charge(bills, id, { kind: 'Instance', type: 'm5.large' }, price / 1000, nowMs);
      } else {
        prices.delete(id);
        if (op === 'suspend') suspend(bills, id, nowMs);
        else close(bills, id, nowMs);
      }
    }
    pass(restMs);
    expect([...bills.values()].reduce((sum, bill) => sum + costOf(bill, nowMs), 0)).toBeCloseTo(expected, 9);
  }));
});

test('what is long gone is summed up, and no cent of it is lost', () => {
  const bills: Bills = new Map();
  for (let index = 0; index < 700; index += 1) {
    charge(bills, `i-${index}`, { kind: 'Instance', type: index % 2 ? 'm5.large' : 'c5.large' }, 1, index * hourMs);
    close(bills, `i-${index}`, (index + 1) * hourMs);
  }
  expect(bills.size).toBe(502);
  expect([...bills.values()].reduce((sum, { spent }) => sum + spent, 0)).toBeCloseTo(700, 9);
});

it('charges for each instance of a world from its boot until its end, but not while it is stopped', () => {
  const worker = (name: string, type: string): Record<string, unknown> & { name: string; roles: ['worker'] } => ({ name, roles: ['worker'], type, bootSeconds: 10 });
  const aws = new AwsWorld({ region: 'eu-central-1', natGateway: 'HighlyAvailable' }, { machines: [worker('x', 'm5.large'), worker('y', 'c6i.xlarge'), worker('z', 't4g.medium')] });
  const lives = new Map<string, { type: string; since?: number; ms: number }>();
  aws.world.onCommit(({ resource, type, object }) => {
    if (resource !== 'machines') return;
    const { metadata: { name }, spec, status } = object as Machine;
    const life = lives.get(name) ?? { type: spec.type ?? '', ms: 0 };
    const on = type !== 'DELETED' && (status?.phase === 'Booting' || status?.phase === 'Running' || status?.phase === 'Crashed');
    if (on) life.since ??= aws.world.nowMs;
    else if (life.since !== undefined) {
      life.ms += aws.world.nowMs - life.since;
      delete life.since;
    }
    lives.set(name, life);
  });
  aws.until(1_000).world.inject({ kind: 'PowerOff', machine: 'x' });
  aws.until(2_500).world.inject({ kind: 'PowerOn', machine: 'x' });
  aws.until(3_000).world.inject({ kind: 'CrashMachine', machine: 'z' });
  aws.until(4_000).world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'y' } }]);
  const { rows, soFar, perHour, perMonth } = aws.until(7_200).cloud.cost();
  for (const [name, { type, since, ms }] of lives) {
    const lifeMs = ms + (since === undefined ? 0 : aws.world.nowMs - since);
    const row = rows.find(({ kind, subject }) => kind === 'Instance' && subject?.name === name);
    expect([name, row?.soFar]).toEqual([name, expect.closeTo(instancePerHour('eu-central-1', type) * lifeMs / hourMs, 9)]);
  }
  expect(soFar).toBeCloseTo(rows.reduce((sum, row) => sum + row.soFar, 0), 9);
  expect(perMonth).toBeCloseTo(perHour * 730, 6);
  expect(rows.filter(({ kind }) => kind === 'NatGateway').map(({ soFar: nat }) => nat)).toEqual(Array(3).fill(expect.closeTo(0.052 * 2, 9)));
  // Whoever has no control-plane machines pays for one of EKS.
  expect(rows.find(({ kind }) => kind === 'ControlPlane')).toMatchObject({ pricePerHour: 0.1, soFar: expect.closeTo(0.2, 9) as number });
  aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'cp' }, spec: { roles: ['control-plane'] } });
  expect(aws.until(7_300).cloud.cost().rows.find(({ kind }) => kind === 'ControlPlane')).toMatchObject({ pricePerHour: 0, untilMs: 7_200_000 });
  const disk = rows.find(({ kind, subject }) => kind === 'Volume' && subject?.name === 'y');
  expect(disk).toMatchObject({ type: 'gp3 20GiB', pricePerHour: 0, untilMs: 4_000_000, soFar: expect.closeTo(0.0952 * 20 / 730 * 4_000 / 3_600, 9) as number });
});

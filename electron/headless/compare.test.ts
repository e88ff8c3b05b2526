import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparisonSchema, type Comparison } from '../../shared/compare/comparison.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder = '';

/** A shop with so many replicas, kept on machines of different zones. */
function shop(replicas: number, more = ''): string {
  return `
apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: { name: shop-${replicas} }
spec:
  seed: 1
  machines:
  - { name: worker-1, roles: [worker], zone: a, bootSeconds: 5 }
  - { name: worker-2, roles: [worker], zone: b, bootSeconds: 5 }
  images: [{ image: web, latencyMs: 5 }]
  traffic: [{ name: shoppers, target: { service: { namespace: default, name: web } }, rate: { pattern: Constant, rps: 60 } }]
  ${more}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "web:1", ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }
`;
}

function file(name: string, text: string): string {
  const where = path.join(folder, name);
  writeFileSync(where, text);
  return where;
}

beforeAll(() => { folder = mkdtempSync(path.join(tmpdir(), 'compare-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function run(...args: string[]): string {
  return execFileSync(process.execPath, ['electron/headless.ts', 'compare', ...args], { cwd: root, encoding: 'utf8' });
}

function compared(...args: string[]): Comparison {
  return comparisonSchema.parse(JSON.parse(run(...args, '--json')));
}

function failing(...args: string[]): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ['electron/headless.ts', 'compare', ...args], { cwd: root, encoding: 'utf8' });
}

const crash = '- { at: 2m, do: { hangContainer: { pod: web } } }\n- { at: 4m, do: { mendContainer: { pod: web } } }\n';

test('three replicas on two zones serve more than one replica while a container hangs, and both recover', () => {
  const { a, b, fromMs, untilMs } = compared(file('one.yaml', shop(1)), file('three.yaml', shop(3)), '--script', file('script.yaml', crash));
  expect({ fromMs, untilMs }).toEqual({ fromMs: 60_000, untilMs: 840_000 });
  expect(a.overall.sent).toBe(60 * 780);
  expect(b.overall.sent).toBe(60 * 780);
  expect(b.overall.availability).toBeGreaterThan(a.overall.availability + 0.01);
  expect(b.overall.worstMinute.availability).toBeGreaterThan(a.overall.worstMinute.availability);
  expect(a.overall.errorRate).toBeCloseTo(1 - a.overall.availability);
  expect(a.sources['shoppers']).toEqual(a.overall);
  expect(a.overall.latency.p95Ms).toBeGreaterThan(a.overall.latency.p50Ms);
  expect(a.etcd).toBeUndefined();
  expect(a.curve).toMatchObject({ fromMs: 60_000, stepMs: 2_000 });
  expect(a.curve.served).toHaveLength(390);
  expect(2 * a.curve.failed.reduce((sum, failed) => sum + failed, 0)).toBeCloseTo(a.overall.sent - a.overall.served, -1);
  expect(a.overall.outageSeconds).toBeGreaterThan(100);
  expect(a.faults.map(({ mends }) => mends)).toEqual([false, true]);
  expect(a.faults[0]?.recoveredAfterMs).toBeGreaterThan(100_000);
  expect(a.faults[0]?.recoveredAfterMs).toBeLessThan(200_000);
});

test('identical designs give identical numbers, the planned faults of a topology file are a script, and a second run says the same', () => {
  const faults = 'faults: [{ at: 2m, kind: PowerOff, machine: worker-1, for: 5m }, { at: 3m, kind: CutCable, machine: nobody }]';
  const [one, other, script] = [file('a.yaml', shop(2)), file('b.yaml', shop(2, 'faults: [{ at: 1m, kind: CutZone, zone: b }]')), file('c.cluster', shop(1, faults))];
  const first = compared(one, other, '--script', script, '--seed', '5');
  expect({ ...first.b, file: '' }).toEqual({ ...first.a, file: '' });
  expect(first.seed).toBe(5);
  expect(first.a.faults).toMatchObject([
    { atMs: 120_000, mends: false, recoveredAfterMs: expect.any(Number) as number }, { atMs: 180_000, mends: false, error: 'machines "nobody" not found' }, { atMs: 420_000, mends: true },
  ]);
  expect(compared(one, other, '--script', script, '--seed', '5')).toEqual(first);
  const text = run(one, other, '--script', script, '--until', '10m');
  expect(text).toMatch(/^60 s to 600 s simulated, seed 1\n\n +A: shop-2 +B: shop-2 +BETTER\nall requests: served +\d\d\.\d\d % .*\nall requests: error rate +\d+\.\d\d %/);
  expect(text).toMatch(/all requests: p95 +\d+\.\d ms +\d+\.\d ms\n/);
  expect(text).toContain('A at 180 s: {"kind":"CutCable","machine":"nobody"}: machines "nobody" not found');
});

test('of three masters one may lose its etcd, of one not: until it is back no API server answers, and requests are served all the same', () => {
  const masters = (count: number): string => shop(2).replace('  machines:\n', `  machines:\n${Array.from({ length: count }, (_, index) => `  - { name: master-${index + 1}, roles: [control-plane], bootSeconds: 5 }\n`).join('')}`);
  const script = '- { at: 3m, do: { stopComponent: { machine: master-1, component: etcd } } }\n- { at: 6m, do: { startComponent: { machine: master-1, component: etcd } } }\n- { at: 8m, do: { powerOff: worker-1 } }\n';
  const { a, b } = compared(file('m1.yaml', masters(1)), file('m3.yaml', masters(3)), '--script', file('etcd.yaml', script), '--until', '10m');
  expect(a.apiServer.outageSeconds).toBeGreaterThan(170);
  expect(b.apiServer.outageSeconds).toBeLessThan(30);
  expect(a.faults[0]?.recoveredAfterMs).toBeGreaterThan(170_000);
  expect(b.faults[0]?.recoveredAfterMs).toBeLessThan(30_000);
  for (const { faults } of [a, b]) expect(faults[2]?.recoveredAfterMs).toBeNull();
  expect(a.etcd?.secondsWithoutQuorum).toBeGreaterThan(170);
  expect(b.etcd?.secondsWithoutQuorum).toBe(0);
  expect(b.etcd?.leaderChanges).toBeLessThanOrEqual(1);
});

test('with prices, what a design costs is told, and of one without nothing', () => {
  const aws = 'provider: { name: aws, region: us-east-1 }';
  const [paid, free] = [file('paid.yaml', shop(1, aws).replaceAll('zone: ', 'zone: us-east-1')), file('free.yaml', shop(1))];
  const { a, b } = compared(paid, free, '--until', '3m');
  expect(a.cost?.currency).toBe('USD');
  expect(a.cost?.perMonth).toBeCloseTo((a.cost?.perHour ?? 0) * 730);
  expect(a.cost?.soFar).toBeGreaterThan(0);
  expect(b.cost).toBeUndefined();
});

test.each([
  ['a script that is no list and no topology', () => [file('x.yaml', shop(1)), file('y.yaml', shop(1)), '--script', file('s.yaml', 'a: 1')], 1, /neither a list of .* nor a topology file/],
  ['a wrong step', () => [file('x.yaml', shop(1)), file('y.yaml', shop(1)), '--script', file('s.yaml', '- { at: soon, do: { powerOff: m } }')], 1, /"soon" is not a time/],
  ['a script that is not there', () => [file('x.yaml', shop(1)), file('y.yaml', shop(1)), '--script', 'none.yaml'], 1, /The script cannot be read/],
  ['a topology without planned faults', () => [file('x.yaml', shop(1)), file('y.yaml', shop(1)), '--script', file('s.yaml', shop(1))], 1, /plans no faults/],
  ['one design only', () => [file('x.yaml', shop(1))], 2, /compare takes two files/],
  ['a wrong fault in a design', () => [file('x.yaml', shop(1)), file('y.yaml', shop(1, 'faults: [{ at: 1m, kind: Explode }]'))], 1, /error: y\.yaml: document 1, line 12, column \d+: spec\.faults\[0\]\.kind: there is no fault "Explode"/],
  ['no time to measure', () => [file('x.yaml', shop(1)), file('y.yaml', shop(1)), '--from', '5m', '--until', '2m'], 2, /nothing to measure/],
])('%s is told of', (_name, args, status, message) => {
  expect(failing(...args())).toMatchObject({ status, stderr: expect.stringMatching(message) as string });
});

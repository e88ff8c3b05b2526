import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { World } from '../../engine/world.ts';
import { readTopologyFile } from '../read-topology.ts';
import { follow } from './follow.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let folder = '';
let file = '';

const topology = `
apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: { name: trace }
spec:
  seed: 1
  network: { podCIDR: 10.244.0.0/16, serviceCIDR: 10.96.0.0/12, nodeCIDR: 10.0.0.0/16 }
  machines: [{ name: worker-1, roles: [worker], bootSeconds: 5 }]
  images: [{ image: slow, listens: [80], latencyMs: 100, maxConcurrent: 2 }]
  traffic: [{ name: crowd, target: { service: { namespace: default, name: slow } }, rate: { pattern: Constant, rps: 40 } }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: client }
spec: { selector: { matchLabels: { app: client } }, template: { metadata: { labels: { app: client } }, spec: { containers: [{ name: c, image: busybox, command: [sleep, 1d] }] } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: slow }
spec: { selector: { matchLabels: { app: slow } }, template: { metadata: { labels: { app: slow } }, spec: { containers: [{ name: c, image: slow }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: slow }
spec: { type: NodePort, selector: { app: slow }, ports: [{ port: 80 }] }
`;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'trace-'));
  file = path.join(folder, 'trace.cluster');
  writeFileSync(file, topology);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function headless(...args: string[]): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'electron/headless.ts'), 'trace', ...args], { cwd: root, encoding: 'utf8' });
  return { status, out: stdout, error: stderr };
}

describe('headless trace', () => {
  test('follows a request hop by hop, as npm runs it', () => {
    const out = execFileSync('npm', ['run', '--silent', 'headless', '--', 'trace', file, '--from', 'client', '--to', 'slow', '--draw', '3'], { cwd: root, encoding: 'utf8' });
    expect(out.trim().split('\n').map((line) => line.trim().split(/\s+/).slice(0, 2).join(' '))).toEqual([
      '- Client', '- Dns', '- Proxy', '- Pod', expect.stringMatching(/^[-x] Container$/), expect.stringMatching(/^(served by|failed: Overloaded)$/),
    ]);
  });

  test('says what becomes of all, with what an overloaded container turns away', () => {
    const { status, out } = headless(file, '--from', 'client', '--to', 'service/slow', '--all');
    expect(status).toBe(0);
    // Forty a second come, two at a time take 100 ms each: half of them go.
    expect(out).toMatch(/^ 50\.0 % {2}failed: Overloaded .*refusedShare=0\.5 inFlight=2 maxConcurrent=2 /m);
    expect(out).toMatch(/^ 50\.0 % {2}served by slow-/m);
  });

  test('takes the same way with the same number, and another with another', () => {
    const { text } = readTopologyFile(file);
    if (!text) throw new Error('the file can be read');
    const { world } = World.create(text.topology);
    world.advance({ untilMs: 120_000 });
    const linesOf = (draw: number) => follow(world, () => undefined, { from: 'internet', to: 'service/slow', draw });
    expect(linesOf(1)).toEqual(linesOf(1));
    const outcomes = Array.from({ length: 12 }, (_, draw) => /served|Overloaded/.exec(JSON.stringify(linesOf(draw)))?.[0]);
    expect(new Set(outcomes)).toEqual(new Set(['served', 'Overloaded']));
  });

  test.each<[args: string[], status: number, error: RegExp]>([
    [['--from', 'nobody', '--to', 'slow'], 1, /^error: There is no pod "nobody" in namespace "default"\./],
    [['--from', 'client'], 2, /^trace takes --to/],
  ])('%j is refused', (args, status, error) => {
    const seen = headless(file, ...args);
    expect(seen.status).toBe(status);
    expect(seen.error).toMatch(error);
  });
}, 60_000);

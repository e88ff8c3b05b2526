import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportNoteCodes } from '../../shared/export/index.ts';
import { noteLine } from './export-words.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'export-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function headless(...args: string[]) {
  return spawnSync(process.execPath, ['electron/headless.ts', ...args], { cwd: root, encoding: 'utf8' });
}

test('files go to a folder, what the tool cannot say to stderr', () => {
  const { status, stdout, stderr } = headless('export', 'build/samples/busy-shop.cluster', '--target', 'kubeadm', '--out', folder);
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toEqual(['init-control-1.yaml', 'join-worker-1.yaml', 'join-worker-2.yaml', 'join-group-burst.yaml'].map((name) => path.join(folder, name)));
  expect(readFileSync(path.join(folder, 'join-worker-1.yaml'), 'utf8')).toContain('  name: worker-1\n');
  expect(stderr).toContain('note: Simulated traffic is left out: customers, sale.\n');
});

test('without a folder the text is all of stdout, and --json has files and notes', () => {
  expect(headless('export', 'build/samples/single-machine.cluster', '--target', 'kind').stdout).toMatch(/^kind: Cluster\napiVersion: kind\.x-k8s\.io\/v1alpha4\n/);
  expect(JSON.parse(headless('export', 'build/samples/single-machine.cluster', '--target', 'kind', '--json').stdout)).toMatchObject({
    target: 'kind', files: [{ path: 'kind.yaml' }], notes: expect.arrayContaining([expect.objectContaining({ code: 'NamesNotKept' })]),
  });
});

test('an unknown target is an error of the command line', () => {
  const { status, stderr } = headless('export', 'build/samples/single-machine.cluster', '--target', 'docker');
  expect(status).toBe(2);
  expect(stderr).toContain('export takes --target manifests|kind|kubeadm|eksctl|terraform');
});

test('every note has words', () => {
  for (const code of exportNoteCodes) expect(noteLine({ code, subjects: ['a', 'b'], value: 'v' })).toMatch(/^[A-Zk].+ \(v\): a, b\.$/);
});

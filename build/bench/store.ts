import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { JournalInput } from '../../electron/control-plane/design-storage.ts';
import { DesignSession } from '../../electron/control-plane/session.ts';
import { openStore } from '../../electron/persistence/open-store.ts';
import type { Store } from '../../electron/persistence/store.ts';
import { medianMs, type BenchRow, type Benchmark } from './benchmark.ts';
import { deployment, topologyOf } from './worlds.ts';

const runs = 7;
const inputsPerBatch = 20;

export const storeBenchmark: Benchmark = {
  name: 'store',
  summary: 'the database on this disk: a journal batch, a snapshot, opening a 1,000-pod design',
  async run(progress) {
    const folder = mkdtempSync(path.join(tmpdir(), 'clusterwright-bench-'));
    try {
      return measure(folder, progress);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function measure(folder: string, progress: (line: string) => void): BenchRow[] {
  let nextId = 0;
  const store = openStore({ folder, temporaryFolder: folder }, { nowMs: () => Date.now(), newId: () => `bench-${(nextId += 1)}` });
  const text = TopologyText.of(topologyOf(40, 1_000)).toString();
  const created = store.library.create({ name: 'bench', text, summary: { machines: 40, pods: 0, problems: 0, thumbnail: { machines: [] } } });
  const designId = mustSucceed(created);
  const session = openSession(store, designId);
  session.saveDue(true);
  session.world.advance({ untilMs: 300_000 });
  session.saveDue(true);
  const pods = session.world.api.count('pods');
  progress(`${pods} pods run`);

  const inputs: JournalInput[] = Array.from({ length: inputsPerBatch }, () => ({
    kind: 'edit', atMs: session.world.nowMs, changes: [{ op: 'put', manifest: deployment(1_000) }], label: { key: 'bench' },
  }));
  const batchMs = medianMs(runs * 5, () => mustSucceed(store.runs.append(designId, { inputs, clockMs: session.world.nowMs })));
  const snapshot = { world: session.world.snapshot(), timeline: session.timeline.save() };
  const snapshotMs = medianMs(runs, () => mustSucceed(store.runs.append(designId, { inputs: [], clockMs: session.world.nowMs, snapshot })));
  const openMs = medianMs(runs, () => void openSession(store, designId).list());
  store.close();
  return [
    { name: `journal batch of ${inputsPerBatch} inputs`, value: batchMs, unit: 'ms', goal: 16 },
    { name: `snapshot of ${pods} pods`, value: snapshotMs, unit: 'ms' },
    { name: `open a design of ${pods} pods, first list included`, value: openMs, unit: 'ms', goal: 500, pods },
  ];
}

function openSession(store: Store, designId: string): DesignSession {
  const stored = mustSucceed(store.runs.load(designId, 'read'));
  return mustSucceed(DesignSession.open(stored, store.runs, () => performance.now()));
}

function mustSucceed<T>(outcome: Result<T, AppError>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

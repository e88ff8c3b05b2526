/**
 * Whatever the moment at which the process ends, the database opens, and holds exactly a state that was saved: text, journal, snapshot
 * and time of one and the same batch, none older than the last that was acknowledged; earlier revisions as they were.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore } from './open-store.ts';
import type { Store } from './store.ts';
import { standsAt, writeNumbered } from './testing/numbered-batches.ts';
import { openedDesign, openedStore, temporaryFolder, TestEnvironment, topology } from './testing/temporary-store.ts';

function numberIn(store: Store, id: string): number {
  const loaded = store.runs.load(id, 'read');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value.snapshot ? standsAt(loaded.value) : 0;
}

/** The files as a crash at this moment would leave them. */
function copyOfFiles(folder: string, name: string): string {
  const copy = path.join(folder, name);
  mkdirSync(copy);
  for (const file of ['clusterwright.db', 'clusterwright.db-wal']) {
    if (existsSync(path.join(folder, file))) copyFileSync(path.join(folder, file), path.join(copy, file));
  }
  return copy;
}

test('a crash between batches loses nothing, one in mid-write no more than that batch', () => {
  const folder = temporaryFolder();
  let run = 0;
  fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (batches, tornAt) => {
    run += 1;
    const live = path.join(folder, `live-${run}`);
    const environment = new TestEnvironment();
    const store = openStore({ folder: live, temporaryFolder: folder }, environment);
    const id = openedDesign(store);
    store.runs.recordFile(id, { fileName: 'f', filePath: '/f', text: topology('saved') });
    const firstWalBytes = statSync(path.join(live, 'clusterwright.db-wal')).size;
    for (let number = 0; number <= batches; number += 1) writeNumbered(store, id, number);
    const whole = copyOfFiles(live, 'whole');
    const torn = copyOfFiles(live, 'torn');
    store.close();

    const reopened = openStore({ folder: whole, temporaryFolder: folder }, environment);
    expect(numberIn(reopened, id)).toBe(batches);
    reopened.close();

    const wal = path.join(torn, 'clusterwright.db-wal');
    truncateSync(wal, Math.round(firstWalBytes + (statSync(wal).size - firstWalBytes) * tornAt));
    const fromTorn = openStore({ folder: torn, temporaryFolder: folder }, environment);
    expect(numberIn(fromTorn, id)).toBeLessThanOrEqual(batches);
    expect(fromTorn.notices.filter(({ kind }) => kind !== 'recovered')).toEqual([]);
    const revisions = fromTorn.library.revisions(id);
    expect(revisions.ok && revisions.value.map(({ revision, label }) => `${revision} ${label}`)).toEqual(['2 saved', '1 created']);
    fromTorn.close();
  }), { numRuns: 25 });
});

test('kill -9 in mid-write, again and again: every acknowledged batch is there', async () => {
  const folder = temporaryFolder();
  const first = openStore({ folder, temporaryFolder: folder }, new TestEnvironment());
  const id = openedDesign(first);
  writeNumbered(first, id, 0);
  first.close();
  let reached = 0;
  for (const lifeMs of [40, 5, 90, 17]) {
    const acknowledged = await killedWriter(folder, id, reached + 1, lifeMs);
    const store = openedStore(folder);
    reached = numberIn(store, id);
    expect(reached).toBeGreaterThanOrEqual(acknowledged);
    expect(store.notices.map(({ kind }) => kind)).toEqual(['recovered']);
    store.close();
  }
  expect(reached).toBeGreaterThan(0);
});

/** Starts a writer and kills it so long after its first batch. @returns the last batch that it acknowledged */
function killedWriter(folder: string, id: string, from: number, lifeMs: number): Promise<number> {
  const child = spawn(
    process.execPath, [path.join(import.meta.dirname, 'testing', 'writer.ts'), folder, id, String(from)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), lifeMs);
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, signal) => {
      // The last line may have been cut off.
      const lines = output.split('\n').slice(0, -1);
      if (signal !== 'SIGKILL') reject(new Error(`the writer ended by itself after ${output.length} characters`));
      else resolve(Number(lines.at(-1)));
    });
  });
}

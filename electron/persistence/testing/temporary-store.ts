import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { JournalInput, SessionSnapshot } from '../../control-plane/design-storage.ts';
import { openStore } from '../open-store.ts';
import type { Store, StoreEnvironment } from '../store.ts';

/** A folder that goes away when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'clusterwright-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let ids = 0;

/** A wall clock that moves only when told, and ids that count, never twice the same. */
export class TestEnvironment implements StoreEnvironment {
  now = Date.UTC(2026, 0, 2);

  nowMs(): number {
    return this.now;
  }

  newId(): string {
    ids += 1;
    return `design-${ids}`;
  }
}

/** Opens the store of a folder; closed when the test ends. */
export function openedStore(folder: string, environment: StoreEnvironment = new TestEnvironment()): Store {
  const store = openStore({ folder, temporaryFolder: temporaryFolder() }, environment);
  onTestFinished(() => store.close());
  return store;
}

export const emptySummary = { machines: 0, pods: 0, problems: 0, thumbnail: { machines: [] } };

/** Makes a design and loads it as if to open it. @returns its id */
export function openedDesign(store: Store, text = topology('first')): string {
  const created = store.library.create({ name: 'design', text, summary: emptySummary });
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  const loaded = store.runs.load(created.value, 'open');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return created.value;
}

/** A topology text that says which one it is. */
export function topology(mark: string): string {
  const metadata = `metadata:\n  name: ${mark}\n`;
  return `apiVersion: clusterwright.dev/v1\nkind: Cluster\n${metadata}---\napiVersion: v1\nkind: ConfigMap\n${metadata}`;
}

export function input(atMs: number): JournalInput {
  return { kind: 'fault', atMs, fault: { kind: 'PowerOff', machine: 'w' } };
}

/** The store keeps snapshots without looking into them. */
export function snapshot(mark: number): SessionSnapshot {
  return { world: { mark } as never, timeline: { mark } as never };
}

import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';

/** A database's log and its index belong to it and move with it. */
const companions = ['', '-wal', '-shm'] as const;

/**
 * Copies a database with its log, which holds the latest commits; the index is made anew. The copy can be written to whatever the
 * original allows.
 */
export function copyDatabase(file: string, copy: string): void {
  for (const companion of ['', '-wal'] as const) {
    if (!existsSync(file + companion)) continue;
    copyFileSync(file + companion, copy + companion);
    chmodSync(copy + companion, 0o600);
  }
}

export function removeDatabase(file: string): void {
  for (const companion of companions) rmSync(file + companion, { force: true });
}

/**
 * Gives a damaged database another, time-stamped name beside it, byte for byte as it is, so that nothing overwrites what somebody may
 * still rescue.
 * @returns the new path. Throws what the file system throws.
 */
export function keepAside(file: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  let aside = `${file}.damaged-${stamp}`;
  for (let number = 2; existsSync(aside); number += 1) aside = `${file}.damaged-${stamp}-${number}`;
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  }
  return aside;
}

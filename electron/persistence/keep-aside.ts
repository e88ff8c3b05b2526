import { existsSync, renameSync } from 'node:fs';

/** A database's log and its index belong to it and move with it. */
export const companions = ['', '-wal', '-shm'] as const;

/**
 * Gives a damaged database another, time-stamped name beside it, byte for byte as it is, so that nothing overwrites what somebody may still rescue.
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

/**
 * A process to be killed: opens the store of a folder, opens its design, and writes batch after batch as fast as it can. After each it
 * prints the number of the batch. Arguments: folder, design, first number.
 */
import os from 'node:os';
import { openStore } from '../open-store.ts';
import { writeNumbered } from './numbered-batches.ts';

const [folder = '', designId = '', first = '1'] = process.argv.slice(2);
const store = openStore({ folder, temporaryFolder: os.tmpdir() }, { nowMs: Date.now, newId: () => 'none' });
store.runs.load(designId, 'open');
for (let number = Number(first); ; number += 1) {
  const written = writeNumbered(store, designId, number);
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  process.stdout.write(`${number}\n`);
}

import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readTextFile } from './read-text-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('text is read; a byte order mark is left out', async () => {
  const file = path.join(temporaryFolder(), 'a.yaml');
  writeFileSync(file, '\uFEFFação: 1\n');
  expect(await readTextFile(file)).toEqual({ ok: true, value: 'ação: 1\n' });
});

test.each([
  ['a folder', (file: string) => mkdirSync(file), { kind: 'BadFile', fileName: 'given' }],
  [
    'bytes that are no text', (file: string) => writeFileSync(file, Buffer.from([0x61, 0xff, 0xfe, 0x80])),
    { kind: 'BadFile', fileName: 'given' },
  ],
  [
    'a file of 100 MB, which is not even read', (file: string) => { writeFileSync(file, ''); truncateSync(file, 100_000_000); },
    { kind: 'BadFile', fileName: 'given' },
  ],
  ['nothing', () => {}, { kind: 'NotFound' }],
])('%s is refused with a reason', async (_name, make, error) => {
  const file = path.join(temporaryFolder(), 'given');
  make(file);
  const read = await readTextFile(file);
  expect(read).toMatchObject({ ok: false, error });
});

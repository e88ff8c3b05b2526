import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFileAtomically } from './atomic-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

describe('writing a file whole or not at all', () => {
  test('makes it, replaces it, and leaves nothing else behind', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'shop.cluster');
    await writeFileAtomically(file, 'one');
    await writeFileAtomically(file, new TextEncoder().encode('two'));
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['shop.cluster']);
  });

  test.skipIf(process.platform === 'win32')('keeps its permissions, and a link a link', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'real.cluster');
    writeFileSync(file, 'one');
    chmodSync(file, 0o640);
    const link = path.join(folder, 'link.cluster');
    symlinkSync(file, link);
    await writeFileAtomically(link, 'two');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test('that cannot be done says so and leaves things as they were', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'occupied'));
    writeFileSync(path.join(folder, 'occupied', 'x'), '');
    await expect(writeFileAtomically(
      path.join(folder, 'occupied'), 'text',
    )).rejects.toMatchObject({ code: expect.stringMatching(/EISDIR|ENOTEMPTY|EPERM/) });
    await expect(writeFileAtomically(path.join(folder, 'missing', 'x'), 'text')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder)).toEqual(['occupied']);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogues, type Area } from './catalogues.ts';

const root = path.join(import.meta.dirname, '..', '..');
const areas = Object.keys(catalogues.en).join('|');

function sourceFiles(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function exists(area: Area, key: string): boolean {
  const catalogue = catalogues.en[area];
  return key in catalogue || `${key}_other` in catalogue;
}

test('every key written out in the code is in the catalogue', () => {
  const missing: string[] = [];
  for (const file of [...sourceFiles('renderer'), ...sourceFiles('electron/control-plane')]) {
    for (const match of readFileSync(file, 'utf8').matchAll(new RegExp(`'(${areas}):([\\w.-]+)'`, 'g'))) {
      if (!exists(match[1] as Area, match[2] as string)) missing.push(`${path.relative(root, file)}: ${match[1]}:${match[2]}`);
    }
  }
  expect(missing).toEqual([]);
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../paths.ts';

interface LockedPackage {
  version?: string;
  resolved?: string;
  gypfile?: boolean;
  optionalDependencies?: Record<string, string>;
}

const lockFile = JSON.parse(readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> };
const packages = Object.entries(lockFile.packages);

test('better-sqlite3 is not compiled: its entry says "gypfile": false', () => {
  // npm 10, which comes with Node 20 and 22, decides by the lock file alone whether to compile, and does not copy this field
  // from the package when it writes the file. Put it back by hand after npm install.
  expect(lockFile.packages['node_modules/better-sqlite3']?.gypfile).toBe(false);
});

test('optional packages of every platform are locked, else npm ci refuses the file', () => {
  const missing = packages.flatMap(([name, { optionalDependencies = {} }]) => Object.keys(optionalDependencies)
    .filter((optional) => !packages.some(([other]) => other.endsWith(`node_modules/${optional}`)))
    .map((optional) => `${name} wants ${optional}`));
  expect(missing, 'pin a version whose platform packages are all published, remove its entries here and run npm install').toEqual([]);
});

test('no entry is bound to one registry', () => {
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toEqual([]);
});

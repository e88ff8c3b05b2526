import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { projectRoot } from '../paths.ts';
import { sqliteOnLibsqlBundle } from './targets.ts';

const require = createRequire(import.meta.url);
const installed = path.join(projectRoot, 'node_modules');

/** Version of `better-sqlite3` in this checkout. */
export function sqliteVersion(): string {
  return (require('better-sqlite3/package.json') as { version: string }).version;
}

/**
 * Fills `node_modules` of a built application with its one native dependency, `better-sqlite3`: the files it needs at
 * run time, with the binaries of every platform. On the fallback runtime, which is too old to load it (Node-API 8), the
 * name stands for our adapter of `libsql` to the same interface; the application cannot tell.
 */
export async function stageNativeModules(app: string, runtime: ElectronRuntime): Promise<void> {
  const modules = path.join(app, 'node_modules');
  await rm(modules, { recursive: true, force: true });
  await mkdir(modules, { recursive: true });
  if (runtime.kind === 'official') await stageSqlite(modules);
  else await stageSqliteOnLibsql(modules);
}

async function stageSqlite(modules: string): Promise<void> {
  const target = path.join(modules, 'better-sqlite3');
  for (const part of ['LICENSE', 'lib', 'prebuilds']) {
    await cp(path.join(installed, 'better-sqlite3', part), path.join(target, part), { recursive: true });
  }
  // Without the original's dependency, which is for compiling it.
  const manifest = { name: 'better-sqlite3', version: sqliteVersion(), license: 'MIT', main: 'lib/index.js' };
  await writeFile(path.join(target, 'package.json'), `${JSON.stringify(manifest)}\n`);
}

async function stageSqliteOnLibsql(modules: string): Promise<void> {
  for (const dependency of ['libsql', '@neon-rs/load', 'detect-libc', '@libsql/linux-x64-gnu']) {
    await cp(path.join(installed, dependency), path.join(modules, dependency), { recursive: true });
  }
  const target = path.join(modules, 'better-sqlite3');
  await build(sqliteOnLibsqlBundle(target));
  const manifest = { name: 'better-sqlite3', version: sqliteVersion(), main: 'index.js', dependencies: { libsql: '*' } };
  await writeFile(path.join(target, 'package.json'), `${JSON.stringify(manifest)}\n`);
}

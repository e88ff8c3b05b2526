import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { appFolder, projectRoot } from '../paths.ts';
import { say } from '../progress.ts';
import { sqliteVersion, stageNativeModules } from './native-modules.ts';
import { nodeBundle, nodeEntries, rendererBundle } from './targets.ts';

/** Topology files that ship with the application; they lie in `samples/` beside its bundles. */
const sampleFolder = path.join(projectRoot, 'build', 'samples');

/**
 * Builds the whole application into `appFolder`, ready to run on the given runtime: the same for `npm start`, the tests and
 * packages. Rejects with Vite's error. @param options.mode `fixtures` leaves the made-up clusters in the renderer, to measure it with
 */
export async function buildApp(runtime: ElectronRuntime, options: { mode?: 'production' | 'fixtures' } = {}): Promise<void> {
  const startMs = Date.now();
  say('Building the application …');
  await prepareAppFolder(runtime);
  for (const name of nodeEntryNames()) await build(nodeBundle(name));
  await build({ ...rendererBundle(), mode: options.mode ?? 'production' });
  say(`  built in ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
}

/** Writes the parts of the built application that are not bundles: its manifest, its native module and the samples. */
export async function prepareAppFolder(runtime: ElectronRuntime): Promise<void> {
  await mkdir(appFolder, { recursive: true });
  await writeManifest();
  if (existsSync(sampleFolder)) await cp(sampleFolder, path.join(appFolder, 'samples'), { recursive: true });
  await stageNativeModules(appFolder, runtime);
}

export function nodeEntryNames(): (keyof typeof nodeEntries)[] {
  return Object.keys(nodeEntries) as (keyof typeof nodeEntries)[];
}

/** The manifest of the built application: what Electron and electron-builder read, without scripts and tool dependencies. */
async function writeManifest(): Promise<void> {
  const project = JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')) as Record<string, unknown>;
  const manifest = {
    name: project['name'],
    productName: project['productName'],
    version: project['version'],
    description: project['description'],
    license: project['license'],
    author: project['author'] ?? { name: 'Clusterwright' },
    main: 'main.cjs',
    dependencies: { 'better-sqlite3': sqliteVersion() },
  };
  await writeFile(path.join(appFolder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

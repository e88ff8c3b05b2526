import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { outFolder } from '../paths.ts';
import type { ElectronRuntime } from './runtime.ts';

/** How to start the built application: run `executable` with `args`, then the switches of `launchFlags`. */
export interface LaunchTarget {
  executable: string;
  args: string[];
}

/**
 * Makes the application in `app` (a folder with `package.json`) startable on `runtime`.
 *
 * The official runtime takes the folder on its command line. The fallback has no default app and runs only what lies in
 * its `resources/app`, so it gets an instance of its own beside the build: hard links to the cached files plus one
 * symbolic link to the application.
 */
export async function launchTarget(runtime: ElectronRuntime, app: string): Promise<LaunchTarget> {
  if (runtime.kind === 'official') return { executable: runtime.executable, args: [app] };
  const instance = path.join(outFolder, `electron-${runtime.version}`);
  const executable = path.join(instance, 'electron');
  const appLink = path.join(instance, 'resources', 'app');
  if (!existsSync(executable)) {
    const fresh = `${instance}.${process.pid}`;
    await linkTree(runtime.folder, fresh);
    await rm(instance, { recursive: true, force: true });
    await rename(fresh, instance);
  }
  if (!pointsTo(appLink, app)) {
    await rm(appLink, { recursive: true, force: true });
    await mkdir(path.dirname(appLink), { recursive: true });
    await symlink(app, appLink);
  }
  return { executable, args: [] };
}

/** Hard links every file of a tree into another folder, or copies where links are impossible (another file system). */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) await linkTree(source, target);
    else await link(source, target).catch(() => copyFile(source, target));
  }
}

function pointsTo(linkPath: string, target: string): boolean {
  const found = lstatSync(linkPath, { throwIfNoEntry: false });
  return found?.isSymbolicLink() === true && readlinkSync(linkPath) === target;
}

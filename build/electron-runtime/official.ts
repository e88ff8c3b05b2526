import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../paths.ts';
import { runCommand, say } from '../progress.ts';
import type { ElectronRuntime } from './runtime.ts';

const packageFolder = path.join(projectRoot, 'node_modules', 'electron');
const downloadTimeoutMs = 5 * 60_000;

/** The runtime of the `electron` package if it is already unpacked in `node_modules`, else undefined. Touches no network. */
export function installedOfficialRuntime(): ElectronRuntime | undefined {
  const folder = path.join(packageFolder, 'dist');
  const marker = path.join(packageFolder, 'path.txt');
  if (!existsSync(marker)) return undefined;
  const executable = path.join(folder, readFileSync(marker, 'utf8').trim());
  return existsSync(executable) ? { kind: 'official', version: officialVersion(), folder, executable } : undefined;
}

/** Version of the `electron` package, which is also the version of its runtime. */
export function officialVersion(): string {
  return (JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string }).version;
}

/**
 * Downloads the official runtime the way the `electron` package itself does (`install-electron`, which honours
 * Electron's mirror variables and checks the checksum). Returns undefined, after one line saying why, when the release
 * page does not answer or the download takes longer than five minutes.
 */
export async function downloadOfficialRuntime(): Promise<ElectronRuntime | undefined> {
  say(`Fetching the Electron ${officialVersion()} runtime (about 120 MB, once) …`);
  const result = await runCommand(process.execPath, [path.join(packageFolder, 'install.js')], {
    label: 'fetching the Electron runtime',
    timeoutMs: downloadTimeoutMs,
  });
  const installed = result.code === 0 ? installedOfficialRuntime() : undefined;
  if (installed === undefined) {
    const reason = result.timedOut ? 'no end after 5 minutes' : result.stderr.trim().split('\n')[0] || `exit code ${result.code}`;
    say(`  Electron's release page is out of reach (${reason}).`);
  }
  return installed;
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runCommand, say, stop } from '../progress.ts';

/** Debian packages that Electron needs beyond a minimal system; each brings its own dependencies. */
const runtimePackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0'];
/** Debian packages for a virtual display. */
const displayPackages = ['xvfb', 'xauth'];

/** Shared libraries the program wants and the system lacks, by soname. Empty outside Linux. */
export function missingLibraries(executable: string): string[] {
  if (process.platform !== 'linux') return [];
  return notFound(spawnSync('ldd', [executable], { encoding: 'utf8' }).stdout ?? '');
}

/** The sonames that a listing of `ldd` marks as not found. */
export function notFound(listing: string): string[] {
  return listing.split('\n').filter((line) => line.includes('=> not found')).map((line) => line.trim().split(' ')[0] ?? line);
}

export interface SystemNeeds {
  libraries: boolean;
  virtualDisplay: boolean;
}

/**
 * Installs missing system packages on Debian as root; otherwise ends the script with the exact command to run.
 * `why` names what is missing, for the reader.
 */
export async function installSystemPackages(needs: SystemNeeds, why: string): Promise<void> {
  const wanted = [...(needs.virtualDisplay ? displayPackages : []), ...(needs.libraries ? runtimePackages : [])];
  if (!existsSync('/usr/bin/apt-get')) stop(`Missing on this system: ${why}. Install them with your package manager.`);
  if (process.getuid?.() !== 0) {
    const names = wanted.map(debianName).join(' ');
    stop(`Missing on this system: ${why}. Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`);
  }
  say(`Missing on this system: ${why}.`);
  await apt(['update'], 'updating the package lists');
  const names = wanted.map(debianName);
  await apt(['install', '-y', '--no-install-recommends', ...names], `installing ${names.join(' ')}`);
}

/** Debian 13 and Ubuntu 24.04 renamed some libraries to `…t64`; takes whichever name the package lists offer. */
function debianName(name: string): string {
  return spawnSync('apt-cache', ['show', `${name}t64`], { stdio: 'ignore' }).status === 0 ? `${name}t64` : name;
}

async function apt(args: string[], label: string): Promise<void> {
  say(`  apt-get: ${label} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = await runCommand('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { label, env });
  if (result.code !== 0) stop(`apt-get ${args.join(' ')} failed:\n${result.stderr.trim()}`);
}

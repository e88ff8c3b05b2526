import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../paths.ts';
import { say, stop } from '../progress.ts';
import { fallbackSupported, fetchFallbackRuntime, installedFallbackRuntime } from './fallback.ts';
import { downloadOfficialRuntime, installedOfficialRuntime, officialVersion } from './official.ts';
import type { ElectronRuntime } from './runtime.ts';

/** Remembers, for one version of the `electron` package, which runtime was chosen: later starts touch no network. */
const decisionFile = path.join(cacheFolder, 'electron-runtime.json');

interface Decision {
  kind: ElectronRuntime['kind'];
  wantedVersion: string;
}

/**
 * The Electron runtime to use on this machine: the official one if it is installed or can be downloaded, else the
 * pinned fallback. Ends the script with one line when there is none.
 */
export async function resolveElectronRuntime(): Promise<ElectronRuntime> {
  const known = installedOfficialRuntime() ?? (rememberedKind() === 'fallback' ? installedFallbackRuntime() : undefined);
  const runtime = known ?? await downloadOfficialRuntime() ?? await fallbackRuntime();
  remember(runtime.kind);
  if (runtime.kind === 'fallback') {
    say(`Using the fallback runtime, Electron ${runtime.version}: for development and tests only (remove ${
      path.relative(process.cwd(), decisionFile)} to try Electron ${officialVersion()} again).`);
  }
  return runtime;
}

async function fallbackRuntime(): Promise<ElectronRuntime> {
  if (!fallbackSupported()) {
    stop('No Electron runtime: connect to a network that reaches github.com (or set ELECTRON_MIRROR) and run: npx install-electron');
  }
  return installedFallbackRuntime() ?? fetchFallbackRuntime();
}

function rememberedKind(): Decision['kind'] | undefined {
  if (!existsSync(decisionFile)) return undefined;
  const decision = JSON.parse(readFileSync(decisionFile, 'utf8')) as Decision;
  return decision.wantedVersion === officialVersion() ? decision.kind : undefined;
}

function remember(kind: Decision['kind']): void {
  const decision: Decision = { kind, wantedVersion: officialVersion() };
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(decisionFile, `${JSON.stringify(decision)}\n`);
}

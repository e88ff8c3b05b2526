/**
 * `npm run package [-- --release [--linux | --mac | --win]]`.
 *
 * Without arguments: the unpacked Linux folder on this machine's runtime, which the end-to-end tests drive; it needs no
 * network. With `--release`: installers and portable builds of the named platform (default: this one) on the official
 * runtime, which electron-builder and its helper tools download.
 */
import { build, Platform } from 'electron-builder';
import { buildApp } from './app/build-app.ts';
import { installedOfficialRuntime, downloadOfficialRuntime } from './electron-runtime/official.ts';
import { resolveElectronRuntime } from './electron-runtime/resolve.ts';
import { packageConfiguration } from './packaging/configuration.ts';
import { packageLinuxFolder } from './packaging/package-app.ts';
import { say, stop } from './progress.ts';

const wanted = process.argv.slice(2);
if (wanted.includes('--release')) {
  await packageRelease();
} else {
  const runtime = await resolveElectronRuntime();
  await buildApp(runtime);
  say(`Packaged: ${await packageLinuxFolder(runtime)}`);
}

async function packageRelease(): Promise<void> {
  const runtime = installedOfficialRuntime() ?? await downloadOfficialRuntime();
  if (runtime === undefined) stop('A release needs the official Electron runtime and a network that reaches github.com.');
  await buildApp(runtime);
  const platforms = { '--linux': Platform.LINUX, '--mac': Platform.MAC, '--win': Platform.WINDOWS };
  const chosen = Object.entries(platforms).filter(([name]) => wanted.includes(name)).map(([, platform]) => platform);
  for (const platform of chosen.length > 0 ? chosen : [Platform.current()]) {
    await build({ targets: platform.createTarget(), config: packageConfiguration({ drivable: false }) });
  }
}

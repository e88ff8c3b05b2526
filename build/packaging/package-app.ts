import { build, Platform } from 'electron-builder';
import path from 'node:path';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { outFolder } from '../paths.ts';
import { say } from '../progress.ts';
import { packageConfiguration } from './configuration.ts';

/**
 * Packages the built application as an unpacked Linux folder on the given runtime, without any download, so that tests
 * can drive it. Returns the path of its executable.
 */
export async function packageLinuxFolder(runtime: ElectronRuntime): Promise<string> {
  say('Packaging the application (linux dir) …');
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    config: packageConfiguration({ runtime, drivable: true }),
  });
  return path.join(outFolder, 'package', 'linux-unpacked', 'clusterwright');
}

import { stop } from '../progress.ts';
import { resolveElectronRuntime } from '../electron-runtime/resolve.ts';
import type { ElectronRuntime } from '../electron-runtime/runtime.ts';
import { hasDisplay, hasXvfb } from './display.ts';
import { installSystemPackages, missingLibraries } from './libraries.ts';
import { sandboxObstacle } from './sandbox.ts';

export interface Preparation {
  /** Whether the caller starts a virtual display where there is no real one. */
  virtualDisplay: boolean;
}

/** Makes the machine able to run Electron: runtime, system libraries, sandbox. Ends the script with one line when it cannot. */
export async function prepareElectron(wanted: Preparation): Promise<ElectronRuntime> {
  const runtime = await resolveElectronRuntime();
  const libraries = missingLibraries(runtime.executable);
  const xvfb = wanted.virtualDisplay && !hasDisplay() && !hasXvfb();
  if (libraries.length > 0 || xvfb) {
    const why = [...libraries, ...(xvfb ? ['Xvfb'] : [])].join(', ');
    await installSystemPackages({ libraries: libraries.length > 0, virtualDisplay: xvfb }, why);
    const still = missingLibraries(runtime.executable);
    if (still.length > 0) stop(`Still missing after the installation: ${still.join(', ')}.`);
  }
  const obstacle = sandboxObstacle(runtime.folder);
  if (obstacle !== undefined) stop(obstacle);
  return runtime;
}

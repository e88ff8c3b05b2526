import type { Deed } from '../compare/measured-run.ts';
import { doStep, finderIn } from './play-script.ts';
import { effectOf, type ScriptStep } from './script.ts';

/** The steps of a script as things that are done to a world. Looks (`trace`, `top`, `cost`) show nothing here and are left out. @param folder where files that the script names are looked for */
export function deedsOf(steps: readonly ScriptStep[], folder: string): Deed[] {
  return steps.filter(({ action }) => !('trace' in action || 'top' in action || 'cost' in action)).map(({ atMs, action }) => ({
    atMs, what: JSON.stringify(action), mends: /^(powerOn|start|mend|restore|reconnect|uncordon)/.test(Object.keys(action)[0] ?? ''),
    do: (world) => doStep(world, effectOf(action, folder, finderIn(world))).error,
  }));
}

import type { Dice } from './dice.ts';
import { mendAfterMs } from './random-faults.ts';
import type { Site } from './random-machines.ts';
import type { FaultStep } from './story.ts';

/** Cables that are cut, of one machine or of a whole zone, and mended later. Dice of their own leave the rest of a story as it was. */
export function randomCuts(dice: Dice, when: () => number, { zones, workers, hosts }: Site): FaultStep[] {
  const machines = [...workers, ...hosts];
  const steps: FaultStep[] = [];
  for (let left = dice.percent(60) ? dice.between(1, 3) : 0; left > 0; left -= 1) {
    const atMs = when();
    const times = { atMs, mendAtMs: atMs + dice.pick(mendAfterMs) };
    if (dice.percent(75)) {
      const machine = dice.pick(machines);
      steps.push({ ...times, breakage: { fault: { kind: 'CutCable', machine } }, mend: () => ({ kind: 'ReconnectCable', machine }) });
    } else {
      const zone = dice.pick(zones);
      steps.push({ ...times, breakage: { fault: { kind: 'CutZone', zone } }, mend: () => ({ kind: 'ReconnectZone', zone }) });
    }
  }
  return steps;
}

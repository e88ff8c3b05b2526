import { machineStates, podStates } from '../../../shared/view/states.ts';
import type { MachineStateName, StateFamily } from '../../../shared/view/states.ts';
import { colours } from '../../design/colours.ts';
import type { Theme } from '../../design/colours.ts';
import { cellColour, pixelOf } from '../../design/tokens.ts';

/** How a pod's state is drawn as a cell: `far cell` of the visual language's state table. */
export type CellShape = 'solid' | 'triangle' | 'dashed' | 'hollow';

const shapeOf: Readonly<Record<StateFamily, CellShape>> = {
  ready: 'solid',
  working: 'solid',
  attention: 'solid',
  bad: 'solid',
  leaving: 'triangle',
  waiting: 'dashed',
  done: 'solid',
  unknown: 'hollow',
};

/** Worst first: what one block or one mosaic pixel shows for several pods. */
export const familiesWorstFirst: readonly StateFamily[] = ['bad', 'unknown', 'attention', 'leaving', 'working', 'waiting', 'done', 'ready'];

export interface PixelPalette {
  cell: Uint32Array;
  shape: readonly CellShape[];
  /** 0 is worst. */
  rank: Uint8Array;
  machine: number;
  line: number;
  helm: number;
  gaugeUse: number;
  gaugeRequest: number;
  gaugeTrack: number;
  gaugeRaised: number;
  gaugeHigh: number;
  accent: number;
  focus: number;
  machineBorder: Readonly<Record<MachineStateName, number>>;
  family: Readonly<Record<StateFamily, number>>;
}

/** The colours of a theme as words for the pixel layer. */
export function pixelPalette(theme: Theme): PixelPalette {
  const colour = colours[theme];
  const family = Object.fromEntries(familiesWorstFirst.map((name) => [name, pixelOf(cellColour(theme, name))])) as Record<
    StateFamily,
    number
  >;
  return {
    cell: Uint32Array.from(podStates, (state) => family[state.family]),
    shape: podStates.map((state) => shapeOf[state.family]),
    rank: Uint8Array.from(podStates, (state) => familiesWorstFirst.indexOf(state.family)),
    machine: pixelOf(colour.machine),
    line: pixelOf(colour['line-2']),
    helm: pixelOf(colour['text-3']),
    gaugeUse: pixelOf(colour['gauge-use']),
    gaugeRequest: pixelOf(colour['gauge-request']),
    gaugeTrack: pixelOf(colour.line),
    gaugeRaised: pixelOf(colour['attention-mark']),
    gaugeHigh: pixelOf(colour.bad),
    accent: pixelOf(colour.accent),
    focus: pixelOf(colour['text-1']),
    machineBorder: Object.fromEntries(
      machineStates.map((state) => [
        state.name,
        state.family === 'ready'
          ? pixelOf(colour['line-2'])
          : pixelOf(state.family === 'attention' ? colour['attention-mark'] : colour[state.family]),
      ]),
    ) as Record<MachineStateName, number>,
    family,
  };
}

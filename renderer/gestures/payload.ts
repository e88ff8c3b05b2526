import type { MachineRole } from '../../shared/kubernetes/types/machine.ts';
import type { ContainerPreset } from './container-presets.ts';
import type { VolumeSource } from './volume.ts';

/** What an entry of the palette stands for: what is dragged, and what dropping it writes. */
export type PalettePayload =
  | { type: 'machine'; roles: MachineRole[] }
  | { type: 'pod'; preset: ContainerPreset }
  | { type: 'container'; preset: ContainerPreset }
  | { type: 'workload'; kind: 'Deployment'; preset: ContainerPreset }
  | { type: 'volume'; source: VolumeSource }
  /** Any other object, see `objects`. */
  | { type: 'object'; kind: string };

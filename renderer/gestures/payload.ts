import type { MachineRole } from '../../shared/kubernetes/types/machine.ts';
import type { ContainerPreset } from './container-presets.ts';
import type { VolumeSource } from './volume.ts';

/** What an entry of the palette stands for: what is dragged, and what dropping it writes. */
export type PalettePayload =
  /** Without a type it is the usual one for its roles. */
  | { type: 'machine'; roles: MachineRole[]; machineType?: string }
  | { type: 'pod'; preset: ContainerPreset }
  | { type: 'container'; preset: ContainerPreset }
  | { type: 'workload'; kind: 'Deployment'; preset: ContainerPreset }
  | { type: 'volume'; source: VolumeSource }
  /** Any other object, see `objects`. */
  | { type: 'object'; kind: string };

import type { ContainerPreset } from '../../gestures/container-presets.ts';
import type { Placement } from '../../gestures/create-pod.ts';
import type { MountedSource, VolumeSource } from '../../gestures/volume.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { MachineRole } from '../../../shared/kubernetes/types/machine.ts';
import type { Point } from '../geometry/rect.ts';

/** What releasing the pointer here would do. */
export type DropAction =
  | { do: 'addMachine'; roles: MachineRole[]; machineType?: string; zone?: string; at?: Point }
  /** Asks whether machines of this type are to be made from now on. */
  | { do: 'setGroupType'; key: string; machineType: string }
  | { do: 'createPod'; preset: ContainerPreset; placement?: Placement; namespace?: string }
  | { do: 'createDeployment'; preset: ContainerPreset; at?: Point; namespace?: string }
  | { do: 'addContainer'; key: string; preset: ContainerPreset }
  | { do: 'addVolume'; key: string; source: VolumeSource; object?: string; container?: string }
  | { do: 'createMountedObject'; source: MountedSource; namespace?: string }
  /** `on`: key of what it was dropped on and is connected with. */
  | { do: 'createObject'; kind: string; namespace?: string; on?: string }
  /** Draws an edge between two objects, by key. */
  | { do: 'connect'; from: string; to: string }
  /** Asks what the edge shall mean. */
  | { do: 'chooseMeaning'; from: string; to: string }
  | { do: 'movePods'; keys: string[]; placement: Placement }
  | { do: 'evict'; keys: string[]; from: string[]; to: string; owner: string }
  | { do: 'moveObjects' }
  /** Back onto the palette: away with them. */
  | { do: 'deleteObjects'; keys: string[] };

/**
 * `ok`: will be done. `pending`: Kubernetes accepts it, but it will stay Pending, and the hint says why. `refused`: cannot be done;
 * releasing does nothing.
 * Each has a line of text that says what is written, or why not.
 */
export type Verdict = { kind: 'ok' | 'pending'; hint: LocalizedText; action: DropAction } | { kind: 'refused'; hint: LocalizedText };

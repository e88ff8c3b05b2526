/**
 * The state language of the canvas: eight families (colour and outer shape) and cases (the mark inside). The word shown is the Kubernetes term where it
 * comes from the API. Source of the families: the visual language; see `renderer/design/states.ts` for how each is drawn.
 */
export const stateFamilies = ['ready', 'working', 'attention', 'bad', 'leaving', 'waiting', 'done', 'unknown'] as const;
export type StateFamily = (typeof stateFamilies)[number];

/** Pod states by code: the index in this list travels in columns. New states are appended. */
export const podStates = [
  { name: 'Pending', family: 'waiting' },
  { name: 'SchedulingGated', family: 'waiting' },
  { name: 'ContainerCreating', family: 'working' },
  { name: 'PodInitializing', family: 'working' },
  { name: 'NotReady', family: 'attention' },
  { name: 'Ready', family: 'ready' },
  { name: 'CrashLoopBackOff', family: 'bad' },
  { name: 'ImagePullBackOff', family: 'bad' },
  { name: 'ErrImagePull', family: 'bad' },
  { name: 'OOMKilled', family: 'bad' },
  { name: 'Error', family: 'bad' },
  { name: 'Terminating', family: 'leaving' },
  { name: 'Evicted', family: 'leaving' },
  { name: 'Completed', family: 'done' },
  { name: 'Unknown', family: 'unknown' },
  { name: 'Failed', family: 'bad' },
] as const satisfies readonly { name: string; family: StateFamily }[];
export type PodStateName = (typeof podStates)[number]['name'];

export const machineStates = [
  { name: 'Provisioning', family: 'working' },
  { name: 'Booting', family: 'working' },
  { name: 'Ready', family: 'ready' },
  { name: 'Cordoned', family: 'attention' },
  { name: 'Pressure', family: 'attention' },
  { name: 'NotReady', family: 'bad' },
  { name: 'Off', family: 'unknown' },
  { name: 'Deleting', family: 'leaving' },
] as const satisfies readonly { name: string; family: StateFamily }[];
export type MachineStateName = (typeof machineStates)[number]['name'];

export const podStateCode: Readonly<Record<PodStateName, number>> = Object.fromEntries(
  podStates.map((state, index) => [state.name, index]),
) as Record<PodStateName, number>;

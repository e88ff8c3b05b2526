import { quantityString } from '../../../../shared/kubernetes/quantity.ts';
import { machineUse, maxProcesses, type Rates } from '../resources/machine-use.ts';
import type { Use } from '../resources/use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import type { PressureType } from './eviction-state.ts';

export type EvictionResource = 'memory' | 'ephemeral-storage' | 'pids';
type Measured = keyof Rates & keyof Use;

/** One hard eviction threshold: the signal is below `value` units of what there is. */
export interface Threshold {
  signal: 'memory.available' | 'nodefs.available' | 'imagefs.available' | 'pid.available';
  resource: EvictionResource;
  pressure: PressureType;
  measures: Measured;
  value(capacity: number): number;
}

/** Percentages are single precision there. Source: ThresholdValue and GetThresholdQuantity, pkg/kubelet/eviction/api/types.go. */
function percentage(share: number): (capacity: number) => number {
  return (capacity) => Math.floor(capacity * Math.fround(share));
}

/**
 * Memory first, since that is reclaimed first. Images and pods share one disk, so both of its thresholds look at the same bytes, and the one for images is met first.
 * Source: DefaultEvictionHard, pkg/kubelet/apis/config/v1beta1/defaults_linux.go. Differs: `nodefs.inodesFree` and `imagefs.inodesFree` are not simulated, since a profile says how much is written and not in how many files; `pid.available<10%`, which managed clusters set and the
 * kubelet's own defaults leave out.
 */
export const thresholds: readonly Threshold[] = [
  { signal: 'memory.available', resource: 'memory', pressure: 'MemoryPressure', measures: 'memoryBytes', value: () => 100 * 1024 ** 2 },
  { signal: 'nodefs.available', resource: 'ephemeral-storage', pressure: 'DiskPressure', measures: 'diskBytes', value: percentage(0.1) },
  { signal: 'imagefs.available', resource: 'ephemeral-storage', pressure: 'DiskPressure', measures: 'diskBytes', value: percentage(0.15) },
  { signal: 'pid.available', resource: 'pids', pressure: 'PIDPressure', measures: 'processes', value: percentage(0.1) },
];

/** A threshold with what was seen of its signal. */
export interface Observation {
  threshold: Threshold;
  capacity: number;
  available: number;
  /** The threshold as a number. */
  value: number;
  met: boolean;
}

/** Memory is counted in pages. */
const pageBytes = 4096;

export function observe(pods: ReadonlyMap<string, PodRuntime>, node: NodeRuntime, nowMs: number): Observation[] {
  const use = machineUse(pods, node, nowMs);
  const { hardware } = node;
  const capacities: Record<Measured, number> = { memoryBytes: hardware.memoryBytes, diskBytes: hardware.diskBytes, processes: maxProcesses };
  return thresholds.map((threshold) => {
    const capacity = capacities[threshold.measures];
    const free = Math.max(0, capacity - use[threshold.measures]);
    const available = threshold.measures === 'processes' ? free : free - (free % pageBytes);
    const value = threshold.value(capacity);
    return { threshold, capacity, available, value, met: available < value };
  });
}

/** As the kubelet writes amounts: bytes with the largest binary suffix that loses nothing. */
export function amount(value: number, resource: EvictionResource): string {
  return quantityString({ unscaled: BigInt(value), exponent: 0, format: resource === 'pids' ? 'DecimalSI' : 'BinarySI', isDec: false });
}

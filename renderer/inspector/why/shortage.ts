import type { MachineRow } from '../../../shared/view/rows.ts';
import { formatBytes, formatCpu } from '../../i18n/format.ts';

/** What a pod asks of the scheduler. */
export interface Asked {
  milliCpu: number;
  memory: number;
}

/**
 * The numbers behind "Insufficient cpu" and "Insufficient memory": what the pod asks for and what the node has free by requests. Undefined
 * when the node has
 * enough by now, so that old reasons are not explained by new numbers.
 */
export function shortageOf(
  reason: string,
  asked: Asked,
  machine: Pick<MachineRow, 'cpuMilli' | 'memoryBytes'>,
): { asked: string; free: string } | undefined {
  const resource = /^Insufficient (cpu|memory)$/.exec(reason)?.[1];
  if (resource === undefined) return undefined;
  const gauge = resource === 'cpu' ? machine.cpuMilli : machine.memoryBytes;
  const wanted = resource === 'cpu' ? asked.milliCpu : asked.memory;
  const free = Math.max(0, gauge.allocatable - gauge.requested);
  if (wanted <= free) return undefined;
  const format = resource === 'cpu' ? formatCpu : formatBytes;
  return { asked: format(wanted), free: format(free) };
}

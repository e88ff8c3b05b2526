import { machine, pod } from './sizes.ts';

/**
 * Columns of pods in every machine of a cluster: two as in the anatomy; four or six in a dense cluster, so that machines stay about square
 * instead of becoming
 * towers. One number for the whole cluster, and slow to change, since a change lays out everything anew.
 * @param average pods per machine that has any
 * @param current columns until now; 0: none yet
 */
export function podColumnsFor(average: number, current: number): number {
  if (current === 0) return average <= 10 ? 2 : average <= 20 ? 4 : 6;
  let columns = current;
  if (columns < 4 && average > 11.5) columns = 4;
  if (columns < 6 && average > 23) columns = 6;
  if (columns > 4 && average < 14) columns = 4;
  if (columns > 2 && average < 7) columns = 2;
  return columns;
}

export function machineWidth(podColumns: number): number {
  return podColumns <= pod.columns ? machine.width : 2 * machine.bodyInset + podColumns * pod.width + (podColumns - 1) * pod.gap;
}

import type { Fields } from '../fields.ts';

/** Source: scheduling/v1 SetDefaults_PriorityClass. */
export function defaultPriorityClass(priorityClass: Fields): void {
  priorityClass['preemptionPolicy'] ??= 'PreemptLowerPriority';
}

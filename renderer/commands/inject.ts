import type { Fault } from '../../shared/faults.ts';
import { request } from '../ipc/client.ts';
import { showError } from './show-error.ts';

/** Injects a fault, or what mends one. Faults are no API objects: nothing is written. */
export async function inject(fault: Fault): Promise<void> {
  const answer = await request('fault.inject', { fault });
  if (!answer.ok) showError(answer.error);
}

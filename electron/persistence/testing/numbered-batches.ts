import type { AppError } from '../../../shared/ipc/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { JournalInput, StoredDesign } from '../../control-plane/design-storage.ts';
import type { Store } from '../store.ts';

/** Every so many batches there is a snapshot. */
const snapshotEvery = 7;

const text = (number: number): string => `# batch ${number}\n${'x'.repeat((number * 37) % 900)}\n`;
const input = (number: number): JournalInput => ({ kind: 'fault', atMs: number, fault: { kind: 'PowerOff', machine: `w-${number}` } });

/** Writes batch `number`: text, input, time and now and then a snapshot, all of which tell the number. */
export function writeNumbered(store: Store, designId: string, number: number): Result<void, AppError> {
  const snapshot = number % snapshotEvery === 0 ? { snapshot: { world: { number } as never, timeline: {} as never } } : { };
  const inputs = number % snapshotEvery === 0 ? [] : [input(number)];
  return store.runs.append(designId, { inputs, clockMs: number, text: { text: text(number), name: `batch ${number}` }, ...snapshot });
}

/**
 * The number of the batch that a loaded design stands at. Throws when its parts do not tell the same number, or when the inputs do not
 * run without a hole from the snapshot to it.
 */
export function standsAt({ text: stored, name, clockMs, inputs, snapshot }: StoredDesign): number {
  const number = clockMs;
  const from = (snapshot?.world as unknown as { number: number } | undefined)?.number ?? 0;
  const expected = Array.from({ length: number - from }, (_, index) => input(from + 1 + index));
  if (stored !== text(number) || name !== `batch ${number}`) throw new Error(`text and time differ: ${name} at ${clockMs}`);
  if (JSON.stringify(inputs) !== JSON.stringify(expected)) {
    throw new Error(`the journal from ${from} to ${number} has ${JSON.stringify(inputs.map(({ atMs }) => atMs))}`);
  }
  return number;
}

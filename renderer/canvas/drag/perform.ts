import type { DesignEdit } from '../../../shared/ipc/design.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { sendEdit } from '../../commands/edit.ts';
import { showError } from '../../commands/show-error.ts';
import { cordonAndEvict, evictPods, pinWorkload } from '../../gestures/move-pod.ts';
import { mirror } from '../../store/cluster.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import { ui } from '../../store/ui.ts';
import { noteReplacement } from '../overlay/replacements.ts';
import { changing, editsFor } from './edits.ts';
import { promiseNames } from './promised-names.ts';
import type { DropAction } from './verdict.ts';

/** Does what a drop says, and selects what was made. */
export async function perform(action: DropAction): Promise<void> {
  const edits = await editsFor(action);
  if (!edits.ok) showError(edits.error);
  else for (const edit of edits.value) await write(edit);
}

/** What may be done with a controller's pod that was dragged to another machine. */
export type EvictChoice = 'evict' | 'pin' | 'cordon';

export async function performEviction(action: Extract<DropAction, { do: 'evict' }>, choice: EvictChoice): Promise<void> {
  const refs = action.keys.map(parseRefKey).filter((ref): ref is ObjectRef => ref !== undefined);
  if (choice === 'evict') return write(evictPods(refs));
  if (choice === 'cordon') {
    const on = (node: string): ObjectRef[] =>
      refs.filter((ref) =>
        mirror.pods.slotsOn(node).some((slot) => mirror.pods.name[slot] === ref.name && mirror.pods.namespace[slot] === ref.namespace),
      );
    for (const node of action.from) await write(cordonAndEvict(node, on(node)));
    return;
  }
  const owner = workloadNamed(action.owner, refs[0]?.namespace);
  const edits = owner && (await changing([refKey(owner)], (object) => pinWorkload(object, action.to)));
  if (edits?.ok) for (const edit of edits.value) await write(edit);
  else if (edits) showError(edits.error);
}

/** The card of a pod's top controller; undefined when it has none on the canvas. */
export function workloadNamed(name: string, namespace: string | undefined): ObjectRef | undefined {
  for (const uid of mirror.cardUids()) {
    const row = mirror.card(uid);
    if (row?.template && row.ref.name === name && row.ref.namespace === namespace) return row.ref;
  }
  return undefined;
}

/** Writes a gesture, and selects what it made. */
export async function write(edit: DesignEdit): Promise<void> {
  const settle = promiseNames(edit);
  const answer = await sendEdit(edit);
  settle(answer.ok);
  if (!answer.ok) return;
  noteReplacement(edit);
  const made = edit.changes.findLast((entry) => entry.op === 'put');
  if (made?.op !== 'put') return;
  const written = answer.value.written.findLast(
    (entry) => entry.ref.kind === made.manifest.kind && entry.ref.name === made.manifest.metadata.name,
  );
  if (written) ui.select([refKey(written.ref)]);
}

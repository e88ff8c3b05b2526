import type { DesignEdit } from '../../../shared/ipc/design.ts';
import { mirror } from '../../store/cluster.ts';

/** After this long an edit's objects are in the mirror, whatever it was. */
const shownAfterMs = 1_000;

const promised = new Map<string, Map<string, number>>();
let promisedIn = '';

/**
 * Names that edits on their way will take: the mirror shows what they wrote only some time after the answer, and the next gesture may be
 * faster.
 */
export function promisedNames(kind: string): Iterable<string> {
  forgetOtherDesigns();
  return promised.get(kind)?.keys() ?? [];
}

/** Keeps the names of the objects that an edit writes from being given again. Call what is returned with whether the edit was accepted. */
export function promiseNames(edit: DesignEdit): (accepted: boolean) => void {
  const written = edit.changes.flatMap((change) =>
    change.op === 'put' ? [{ kind: change.manifest.kind, name: change.manifest.metadata.name }] : [],
  );
  for (const { kind, name } of written) count(kind, name, 1);
  const release = (): void => {
    for (const { kind, name } of written) count(kind, name, -1);
  };
  return (accepted) => {
    if (accepted) setTimeout(release, shownAfterMs);
    else release();
  };
}

/** Another design has names of its own. */
function forgetOtherDesigns(): void {
  if (promisedIn === mirror.designId) return;
  promised.clear();
  promisedIn = mirror.designId;
}

function count(kind: string, name: string, by: 1 | -1): void {
  forgetOtherDesigns();
  const names = promised.get(kind) ?? new Map<string, number>();
  const uses = (names.get(name) ?? 0) + by;
  if (uses > 0) names.set(name, uses);
  else names.delete(name);
  promised.set(kind, names);
}

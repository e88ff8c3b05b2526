import { create } from 'zustand';
import type { DesignEdit } from '../../../shared/ipc/design.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';

/** A pod that a gesture replaced, and the one in its place: both are shown, with an arrow between, until the old one is gone. */
export interface Replacement {
  from: string;
  to: string;
}

export const useReplacements = create<{ list: readonly Replacement[] }>()(() => ({ list: [] }));

/** The replacement that an edit makes: it deletes one pod and writes another. */
export function replacementOf(edit: DesignEdit): Replacement | undefined {
  const removed = edit.changes.find((change) => change.op === 'delete' && change.ref.kind === 'Pod');
  const made = edit.changes.find((change) => change.op === 'put' && change.manifest.kind === 'Pod');
  if (removed?.op !== 'delete' || made?.op !== 'put') return undefined;
  const { namespace = removed.ref.namespace ?? 'default', name } = made.manifest.metadata;
  return { from: refKey(removed.ref), to: `v1/Pod/${namespace}/${name}` };
}

export function noteReplacement(edit: DesignEdit): void {
  const replacement = replacementOf(edit);
  if (replacement) useReplacements.setState(({ list }) => ({ list: [...list.slice(-9), replacement] }));
}

export function forgetReplacement(replacement: Replacement): void {
  useReplacements.setState(({ list }) => ({ list: list.filter((entry) => entry !== replacement) }));
}

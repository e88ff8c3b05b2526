import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { isProvided } from '../../shared/view/provided.ts';
import { isCloudRef } from '../store/cloud-refs.ts';
import { mirror } from '../store/cluster.ts';
import { parseRefKey } from '../store/ref-key.ts';
import { useUi } from '../store/ui.ts';
import type { CommandContext } from './command.ts';

/** The present state as commands see it. `keys` stands in for the selection, e.g. for a menu opened on something else. */
export function commandContext(keys?: readonly string[]): CommandContext {
  const ui = useUi.getState();
  const selected = (keys ?? ui.selection).map(parseRefKey).filter((ref): ref is ObjectRef => ref !== undefined && !isCloudRef(ref));
  return { ui, mirror, selection: selected.filter((ref) => !isProvided(ref)), provided: selected.filter(isProvided) };
}

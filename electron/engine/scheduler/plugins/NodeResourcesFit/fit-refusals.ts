import { unresolvable, unschedulable, type Refusal } from '../../framework/refusal.ts';

const shared = new Map<string, Refusal>();

/** The refusal for a combination of reasons: one object per combination, so that counting refusals compares identities. */
export function insufficient(plugin: string, reasons: readonly string[], isUnresolvable: boolean): Refusal {
  const key = `${isUnresolvable ? '!' : ''}${reasons.join('\n')}`;
  let refusal = shared.get(key);
  if (!refusal) {
    // Resource names are the user's: bound the table.
    if (shared.size >= 4096) shared.clear();
    shared.set(key, (refusal = isUnresolvable ? unresolvable(plugin, ...reasons) : unschedulable(plugin, ...reasons)));
  }
  return refusal;
}

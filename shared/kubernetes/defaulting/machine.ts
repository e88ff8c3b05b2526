import type { Fields } from '../fields.ts';
import { ensureFields, setDefault, textsOf } from '../fields.ts';

/** Defaults of our own kind: an ordinary worker that takes half a minute to boot. */
export function defaultMachine(machine: Fields): void {
  const spec = ensureFields(machine, 'spec');
  if (textsOf(spec, 'roles').length === 0) spec['roles'] = ['worker'];
  setDefault(spec, 'type', 'm5.large');
  setDefault(spec, 'zone', 'zone-a');
  setDefault(spec, 'bootSeconds', 30);
}

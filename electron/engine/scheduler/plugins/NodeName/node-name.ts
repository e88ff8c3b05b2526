import type { FilterPlugin } from '../../framework/plugin.ts';
import { unresolvable } from '../../framework/refusal.ts';

const name = 'NodeName';
const refusal = unresolvable(name, "node(s) didn't match the requested node name");

/** A pod that names its node goes nowhere else. Source: plugins/nodename. */
export const nodeName: FilterPlugin<undefined> = {
  name,
  scope: 'node',
  events: [{ kinds: ['NodeAdd'] }],

  filter(_state, { pod }, node) {
    return pod.spec.nodeName && pod.spec.nodeName !== node.name ? refusal : undefined;
  },
};

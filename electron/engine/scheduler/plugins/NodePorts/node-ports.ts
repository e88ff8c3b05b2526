import { portsConflict, type HostPort } from '../../cache/host-ports.ts';
import type { FilterPlugin } from '../../framework/plugin.ts';
import { unschedulable } from '../../framework/refusal.ts';

const name = 'NodePorts';
const refusal = unschedulable(name, "node(s) didn't have free ports for the requested pod ports");

/** Keeps two pods from claiming one host port on a node. Source: plugins/nodeports. */
export const nodePorts: FilterPlugin<readonly HostPort[]> = {
  name,
  scope: 'node',
  events: [
    { kinds: ['NodeAdd'] },
    {
      kinds: ['AssignedPodDelete'],
      hint: (waiting, { pod }) => {
        const freed = pod?.shape.hostPorts ?? [];
        return freed.some((port) => waiting.shape.hostPorts.some((wanted) => portsConflict(wanted, port))) ? 'Queue' : 'Skip';
      },
    },
  ],

  preFilter({ shape }) {
    return shape.hostPorts.length === 0 ? { kind: 'Skip' } : { kind: 'Run', state: shape.hostPorts };
  },

  filter(wanted, _pod, node) {
    if (node.usedPorts.size === 0) return undefined;
    for (const port of wanted) if (node.usedPorts.conflicts(port)) return refusal;
    return undefined;
  },
};

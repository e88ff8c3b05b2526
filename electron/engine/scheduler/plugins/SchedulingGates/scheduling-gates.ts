import type { PreEnqueuePlugin } from '../../framework/plugin.ts';

/** Pods with scheduling gates do not enter the queue. Source: plugins/schedulinggates. */
export const schedulingGates: PreEnqueuePlugin = {
  name: 'SchedulingGates',
  events: [{ kinds: ['PodGatesEliminated'] }],

  preEnqueue({ pod }) {
    const gates = pod.spec.schedulingGates ?? [];
    return gates.length === 0 ? undefined : `waiting for scheduling gates: [${gates.map(({ name }) => name).join(' ')}]`;
  },
};

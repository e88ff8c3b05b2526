import { autoscalingViews } from './autoscaling.tsx';
import { batchViews } from './batch.tsx';
import type { KindView } from './kind-view.ts';
import { networkingViews } from './networking.tsx';
import { nodeGroupViews } from './node-group.tsx';
import { policyViews } from './policy.tsx';
import { storageViews } from './storage.tsx';
import { trafficViews } from './traffic.tsx';
import { workloadViews } from './workloads.tsx';

/** By kind. A new kind is a new entry in the map of its group. */
export const kindViews: Readonly<Record<string, KindView>> = {
  ...workloadViews, ...batchViews, ...autoscalingViews, ...networkingViews, ...storageViews, ...policyViews, ...trafficViews, ...nodeGroupViews,
};

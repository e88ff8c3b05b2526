import { dynamicResources } from '../plugins/DynamicResources/dynamic-resources.ts';
import { imageLocality } from '../plugins/ImageLocality/image-locality.ts';
import { interPodAffinity } from '../plugins/InterPodAffinity/inter-pod-affinity.ts';
import { nodeAffinity } from '../plugins/NodeAffinity/node-affinity.ts';
import { nodeName } from '../plugins/NodeName/node-name.ts';
import { nodePorts } from '../plugins/NodePorts/node-ports.ts';
import { nodeResourcesBalancedAllocation } from '../plugins/NodeResourcesBalancedAllocation/node-resources-balanced-allocation.ts';
import { nodeResourcesFit } from '../plugins/NodeResourcesFit/node-resources-fit.ts';
import type { ScoringStrategy } from '../plugins/NodeResourcesFit/scoring-strategy.ts';
import { nodeUnschedulable } from '../plugins/NodeUnschedulable/node-unschedulable.ts';
import { nodeVolumeLimits } from '../plugins/NodeVolumeLimits/node-volume-limits.ts';
import { podTopologySpread } from '../plugins/PodTopologySpread/pod-topology-spread.ts';
import { schedulingGates } from '../plugins/SchedulingGates/scheduling-gates.ts';
import { taintToleration } from '../plugins/TaintToleration/taint-toleration.ts';
import { volumeBinding } from '../plugins/VolumeBinding/volume-binding.ts';
import { volumeRestrictions } from '../plugins/VolumeRestrictions/volume-restrictions.ts';
import { volumeZone } from '../plugins/VolumeZone/volume-zone.ts';
import type { FilterPlugin, PreEnqueuePlugin, ScorePlugin } from './plugin.ts';

/** The plugins of one scheduler profile, in the order in which each extension point runs them. */
export interface Profile {
  readonly schedulerName: string;
  readonly gates: readonly PreEnqueuePlugin[];
  readonly filters: readonly FilterPlugin[];
  readonly scores: readonly ScorePlugin[];
}

/** The default profile. Source: pkg/scheduler/apis/config/v1/default_plugins.go. */
export function defaultProfile(scoringStrategy?: ScoringStrategy): Profile {
  const fit = nodeResourcesFit(scoringStrategy);
  return {
    schedulerName: 'default-scheduler',
    gates: [schedulingGates, dynamicResources],
    filters: [
      nodeUnschedulable, nodeName, taintToleration, nodeAffinity, nodePorts, fit,
      volumeRestrictions, nodeVolumeLimits, volumeBinding, volumeZone, podTopologySpread, interPodAffinity, dynamicResources,
    ],
    scores: [taintToleration, nodeAffinity, fit, podTopologySpread, interPodAffinity, nodeResourcesBalancedAllocation, imageLocality],
  };
}

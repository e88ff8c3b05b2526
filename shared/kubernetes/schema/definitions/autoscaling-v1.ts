import type { Definitions } from '../notation.ts';

/** Group `autoscaling`, version v1, through which autoscalers are served too. */
export const autoscalingV1Definitions: Definitions = {
  goPackage: 'v1', prefix: 'AutoscalingV1',
  text: `
AutoscalingV1HorizontalPodAutoscaler: Changes the number of pods of a workload by their CPU load.
  metadata  ObjectMeta
  spec      AutoscalingV1HorizontalPodAutoscalerSpec
  status    AutoscalingV1HorizontalPodAutoscalerStatus
AutoscalingV1HorizontalPodAutoscalerSpec
  scaleTargetRef                  CrossVersionObjectReference*  # The workload to scale.
  minReplicas                     int32?   # Fewest pods. Default 1.
  maxReplicas                     int32!*  # Most pods.
  targetCPUUtilizationPercentage  int32?   # Percent of the CPU requests.
AutoscalingV1HorizontalPodAutoscalerStatus
  observedGeneration               int64?
  lastScaleTime                    time?
  currentReplicas                  int32!
  desiredReplicas                  int32!
  currentCPUUtilizationPercentage  int32?
`,
};

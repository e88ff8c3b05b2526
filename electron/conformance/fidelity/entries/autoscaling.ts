/** HorizontalPodAutoscaler. */
export const autoscalingFidelity = `
HorizontalPodAutoscalerSpec @validation @traces @hpa.test @autoscaling-v1.test
  + scaleTargetRef minReplicas maxReplicas
  + metrics @hpa-replicas
  + behavior @hpa-behavior
CrossVersionObjectReference @hpa.test
  + kind name apiVersion
MetricSpec @hpa-replicas
  + type resource containerResource
  ~ pods object external : Computed as in Kubernetes; no metrics API delivers such numbers, so the autoscaler says why it cannot get them.
ObjectMetricSource @hpa-replicas
  + describedObject target metric
MetricTarget @hpa-replicas
  + type value averageValue averageUtilization
MetricIdentifier @hpa-replicas
  + name selector
PodsMetricSource @hpa-replicas
  + metric target
ResourceMetricSource @hpa-replicas @resource-metrics.test
  + name target
ContainerResourceMetricSource @hpa-replicas @resource-metrics.test
  + name target container
ExternalMetricSource @hpa-replicas
  + metric target
HorizontalPodAutoscalerBehavior @hpa-behavior
  + scaleUp scaleDown
HPAScalingRules @hpa-behavior
  + stabilizationWindowSeconds selectPolicy policies
  + tolerance @hpa-replicas
HPAScalingPolicy @hpa-behavior
  + type value periodSeconds
HorizontalPodAutoscalerStatus @traces @hpa.test @autoscaling-v1.test
  + lastScaleTime currentReplicas desiredReplicas currentMetrics conditions
  - observedGeneration : Kubernetes itself does not write it.
MetricStatus @hpa.test @hpa-replicas
  + type object pods resource containerResource external
ObjectMetricStatus @hpa-replicas
  + metric current describedObject
MetricValueStatus @hpa-replicas
  + value averageValue averageUtilization
PodsMetricStatus @hpa-replicas
  + metric current
ResourceMetricStatus @hpa-replicas @traces
  + name current
ContainerResourceMetricStatus @hpa-replicas
  + name current container
ExternalMetricStatus @hpa-replicas
  + metric current
HorizontalPodAutoscalerCondition @traces @hpa-behavior
  + type status lastTransitionTime reason message
`;

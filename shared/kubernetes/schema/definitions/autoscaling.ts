import type { Definitions } from '../notation.ts';

/** Group `autoscaling`, version v2. */
export const autoscalingDefinitions: Definitions = {
  goPackage: 'v2',
  text: `
enum MetricSourceType = Resource | ContainerResource | Pods | Object | External
enum MetricTargetType = Utilization | AverageValue | Value
enum ScalingPolicySelect = Max | Min | Disabled
enum HPAScalingPolicyType = Pods | Percent
HorizontalPodAutoscaler: Changes the number of pods of a workload by their load.
  metadata  ObjectMeta
  spec      HorizontalPodAutoscalerSpec
  status    HorizontalPodAutoscalerStatus
HorizontalPodAutoscalerSpec
  scaleTargetRef  CrossVersionObjectReference*  # The workload to scale.
  minReplicas     int32?        # Fewest pods. Default 1.
  maxReplicas     int32!*       # Most pods.
  metrics         []MetricSpec  # What is measured, and its target.
  behavior        HorizontalPodAutoscalerBehavior?  # How fast to scale.
CrossVersionObjectReference
  kind        string!*
  name        string!*
  apiVersion  string
MetricSpec
  type               MetricSourceType!*
  object             ObjectMetricSource?
  pods               PodsMetricSource?
  resource           ResourceMetricSource?
  containerResource  ContainerResourceMetricSource?
  external           ExternalMetricSource?
ObjectMetricSource
  describedObject  CrossVersionObjectReference
  target           MetricTarget
  metric           MetricIdentifier
PodsMetricSource
  metric  MetricIdentifier
  target  MetricTarget
ResourceMetricSource
  name    string!*
  target  MetricTarget
ContainerResourceMetricSource
  name       string!*
  target     MetricTarget
  container  string!*
ExternalMetricSource
  metric  MetricIdentifier
  target  MetricTarget
MetricIdentifier
  name      string!*
  selector  LabelSelector?
MetricTarget
  type                MetricTargetType!*
  value               quantity?
  averageValue        quantity?
  averageUtilization  int32?  # Percent of the requests.
HorizontalPodAutoscalerBehavior
  scaleUp    HPAScalingRules?
  scaleDown  HPAScalingRules?
HPAScalingRules
  stabilizationWindowSeconds  int32?
  selectPolicy                ScalingPolicySelect?
  policies                    []HPAScalingPolicy?
  tolerance                   quantity?
HPAScalingPolicy
  type           HPAScalingPolicyType!*
  value          int32!*
  periodSeconds  int32!*
HorizontalPodAutoscalerStatus
  observedGeneration  int64?
  lastScaleTime       time?
  currentReplicas     int32
  desiredReplicas     int32!
  currentMetrics      []MetricStatus!
  conditions          []HorizontalPodAutoscalerCondition map=type
HorizontalPodAutoscalerCondition
  type                string!*
  status              ConditionStatus!*
  lastTransitionTime  time!
  reason              string
  message             string
MetricStatus
  type               MetricSourceType!
  object             ObjectMetricStatus?
  pods               PodsMetricStatus?
  resource           ResourceMetricStatus?
  containerResource  ContainerResourceMetricStatus?
  external           ExternalMetricStatus?
ObjectMetricStatus
  metric           MetricIdentifier
  current          MetricValueStatus
  describedObject  CrossVersionObjectReference
PodsMetricStatus
  metric   MetricIdentifier
  current  MetricValueStatus
ResourceMetricStatus
  name     string!
  current  MetricValueStatus
ContainerResourceMetricStatus
  name       string!
  current    MetricValueStatus
  container  string!
ExternalMetricStatus
  metric   MetricIdentifier
  current  MetricValueStatus
MetricValueStatus
  value               quantity?
  averageValue        quantity?
  averageUtilization  int32?
`,
};

import type { ConditionStatus, IntOrString, KubernetesObject, LabelSelector } from './meta.ts';

/** policy/v1. */
export interface PodDisruptionBudget extends KubernetesObject {
  spec: {
    selector?: LabelSelector;
    minAvailable?: IntOrString;
    maxUnavailable?: IntOrString;
    unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  status?: {
    observedGeneration?: number;
    /** Pods whose eviction was granted and is not seen yet, by name, with the time. */
    disruptedPods?: Record<string, string>;
    disruptionsAllowed?: number;
    currentHealthy?: number;
    desiredHealthy?: number;
    expectedPods?: number;
    conditions?: PolicyCondition[];
  };
}

export interface PolicyCondition {
  type: string;
  status: ConditionStatus;
  observedGeneration?: number;
  lastTransitionTime?: string;
  reason?: string;
  message?: string;
}

import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import { podLimits, podRequests, qosClass, resourceListOf } from '../../../shared/kubernetes/pod-requests.ts';
import type { PodSpec, ResourceList } from '../../../shared/kubernetes/types/pod.ts';
import { compare } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface PodRequestsCase {
  spec: PodSpec;
  requests: ResourceList;
  limits: ResourceList;
  qosClass: string;
  scheduler: { milliCPU: number; memory: number; nonZeroMilliCPU: number; nonZeroMemory: number };
}

export const podRequestsFamily = defineAdapter<PodRequestsCase>(['pod-requests'], ({ spec, ...expected }) => {
  const { milliCpu, memory, nonZeroMilliCpu, nonZeroMemory } = schedulerRequest(spec);
  return compare(
    { requests: expected.requests, limits: expected.limits, qosClass: expected.qosClass, scheduler: expected.scheduler },
    {
      requests: resourceListOf(podRequests(spec)),
      limits: resourceListOf(podLimits(spec)),
      qosClass: qosClass(spec),
      scheduler: { milliCPU: milliCpu, memory, nonZeroMilliCPU: nonZeroMilliCpu, nonZeroMemory },
    },
  );
});

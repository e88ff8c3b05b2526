import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Container, Pod, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { MilliValues } from './usage-ratio.ts';

/**
 * What each pod (or the container named in each) requests, in thousandths. Every container and sidecar must request the resource, unless
 * the pod as a whole does. Source: calculatePodRequests.
 */
export function requestsOf(pods: readonly Pod[], resource: string, container: string | undefined): Result<MilliValues, string> {
  const requests = new Map<string, number>();
  for (const { metadata, spec } of pods) {
    const whole = container === undefined ? spec.resources?.requests?.[resource] : undefined;
    if (whole !== undefined) {
      requests.set(metadata.name, quantityMilliValue(whole));
      continue;
    }
    let sumMilli = 0;
    for (const { name, resources } of runningContainers(spec)) {
      if (container !== undefined && container !== name) continue;
      const request = resources?.requests?.[resource];
      if (request === undefined) return err(`missing request for ${resource} in container ${name} of Pod ${metadata.name}`);
      sumMilli += quantityMilliValue(request);
    }
    requests.set(metadata.name, sumMilli);
  }
  return ok(requests);
}

/** Containers that run as long as the pod: ordinary ones and sidecars. */
function runningContainers(spec: PodSpec): Container[] {
  return [...(spec.containers), ...(spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always')];
}

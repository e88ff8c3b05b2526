import { jsonEqual } from '../../../../shared/json.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Pod, PodStatus } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import type { PodRuntime } from './pod-state.ts';
import { podConditions } from './conditions.ts';
import { containerStatuses } from './container-status.ts';
import { withoutLostContainers } from './lost-containers.ts';
import { podPhase } from './phase.ts';
import { apiPod } from './pod-object.ts';
import { resizeConditions } from './resize-conditions.ts';

/**
 * The status that the kubelet reports, from what runs on the machine and from what the API has already (times, others' conditions).
 * @param object what the kubelet runs: the API object or the static manifest
 * Source: generateAPIPodStatus, pkg/kubelet/kubelet_pods.go.
 */
export function podStatus(context: FleetContext, pod: PodRuntime, object: Pod, previous: Pod): PodStatus {
  const { env, api } = context.component;
  const { init, regular: found } = containerStatuses(object, pod, env);
  const over = pod.termination !== undefined && pod.termination.confirmAtMs < Infinity;
  const regular = over ? withoutLostContainers(init, found) : found;
  const failed = pod.termination?.cause === 'Failed' ? pod.termination : undefined;
  const computed = failed ? 'Failed' : podPhase(object, init, regular, over);
  const stillRuns = init.some(({ state }) => state?.running) || regular.some(({ state }) => state?.running);
  const before = previous.status?.phase ?? 'Pending';
  // A finished phase is final for all who read it, so it waits until nothing of the pod runs.
  const phase = (computed === 'Succeeded' || computed === 'Failed') && stillRuns ? before : computed;
  const { generation } = previous.metadata;
  const hostIP = api.get<Machine>('machines', pod.node)?.status?.address;
  const podIP = pod.sandbox?.ip ?? previous.status?.podIP;
  const { conditions: oldConditions, qosClass, nominatedNodeName } = previous.status ?? {};
  // Assigned one by one, in the order of the API: this is the hottest object of all. Lists that say the same stay the same objects.
  const status: PodStatus = {};
  if (generation !== undefined) status.observedGeneration = generation;
  status.phase = phase;
  status.conditions = podConditions({
    object, phase, init, regular,
    sandboxReady: pod.sandbox !== undefined, hadSandbox: pod.sandboxAttempts > 0, previous: oldConditions ?? [],
    restartingAll: pod.restartingAll,
    resizing: pod.resize && resizeConditions(pod.resize, oldConditions ?? [], env),
    disruption: phase === 'Failed' ? failed?.disruption : undefined,
    now: env.timestamp(), observedGeneration: generation,
  });
  // Told with the phase, when nothing runs any more.
  const { reason, message } = failed && phase === 'Failed' ? failed : previous.status ?? {};
  if (reason) status.reason = reason;
  if (message) status.message = message;
  if (nominatedNodeName) status.nominatedNodeName = nominatedNodeName;
  if (hostIP) {
    status.hostIP = hostIP;
    status.hostIPs = previous.status?.hostIP === hostIP && previous.status.hostIPs?.length === 1 ? previous.status.hostIPs : [{ ip: hostIP }];
  }
  if (podIP) {
    status.podIP = podIP;
    status.podIPs = previous.status?.podIP === podIP && previous.status.podIPs?.length === 1 ? previous.status.podIPs : [{ ip: podIP }];
  }
  status.startTime = previous.status?.startTime ?? env.timestamp(pod.seenAtMs);
  if (init.length > 0) status.initContainerStatuses = init;
  status.containerStatuses = regular;
  if (qosClass) status.qosClass = qosClass;
  return status;
}

/** Writes the status if it differs from the API's. Without an API server nothing is sent; the reconnect looks at every pod again. */
export function writeStatus(context: FleetContext, pod: PodRuntime, object: Pod): void {
  const target = apiPod(context, pod);
  if (!target) return;
  const status = podStatus(context, pod, object, target);
  if (!jsonEqual(target.status, status)) context.ownWrite(() => context.component.api.updateStatus<Pod>({ ...target, status }));
}

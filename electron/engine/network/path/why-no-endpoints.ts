import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { ContainerStatus, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { NoEndpointsWhy, UnreadyPod } from '../../../../shared/network/failure-cause.ts';
import { namedPort } from '../../../../shared/kubernetes/pod-ports.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { PortRules } from '../proxy/service-rules.ts';

/** So many pods are named at most. */
const podLimit = 5;

/** Why nobody is ready behind a Service's port: told from the pods that it selects, one cause for each. */
export function whyNoEndpoints(api: ApiReader, service: Service, { name: portName, port: number }: Pick<PortRules, 'name' | 'port'>): NoEndpointsWhy {
  const { selector, ports = [], publishNotReadyAddresses = false } = service.spec;
  if (!selector || Object.keys(selector).length === 0) return { kind: 'NoSelector' };
  const pods = [...api.byIndex<Pod>('pods', 'namespace', service.metadata.namespace ?? '')].filter(
    ({ metadata: { labels = {} } }) => Object.entries(selector).every(([key, value]) => labels[key] === value),
  );
  if (pods.length === 0) return { kind: 'NothingSelected', selector };
  const port = ports.find((one) => (one.name ?? '') === portName && one.port === number);
  const { targetPort, protocol = 'TCP' } = port ?? {};
  if (typeof targetPort === 'string' && pods.every((pod) => namedPort(pod, targetPort, protocol) === undefined)) return { kind: 'NoSuchPortName', targetPort };
  const unready = publishNotReadyAddresses ? [] : pods.flatMap((pod) => {
    const why = whyUnready(api, pod);
    return why ? [{ namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, why }] : [];
  });
  return unready.length === 0 ? { kind: 'NotYetListed' } : { kind: 'NoneReady', pods: unready.slice(0, podLimit), total: unready.length };
}

/** Undefined: it is ready. */
export function whyUnready(api: ApiReader, pod: Pod): UnreadyPod['why'] | undefined {
  const { spec, status = {}, metadata } = pod;
  if (metadata.deletionTimestamp) return { kind: 'Terminating' };
  if (status.phase === 'Succeeded' || status.phase === 'Failed') return { kind: 'Ended', phase: status.phase };
  if (status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True') return undefined;
  if (!spec.nodeName) return { kind: 'Unschedulable' };
  const node = api.get<Node>('nodes', spec.nodeName);
  if (node?.status?.conditions?.find(({ type }) => type === 'Ready')?.status !== 'True') return { kind: 'NodeLost', node: spec.nodeName };
  const containers = [...status.initContainerStatuses ?? [], ...status.containerStatuses ?? []];
  for (const container of containers) {
    const why = whyContainerUnready(pod, container);
    if (why) return why;
  }
  const gate = spec.readinessGates?.find(({ conditionType }) => status.conditions?.find(({ type }) => type === conditionType)?.status !== 'True');
  return gate ? { kind: 'ReadinessGate', gate: gate.conditionType } : { kind: 'NotStarted' };
}

function whyContainerUnready({ spec }: Pod, { name, state, ready, started }: ContainerStatus): UnreadyPod['why'] | undefined {
  const own = spec.containers.find((container) => container.name === name);
  const probes = own ?? spec.initContainers?.find((container) => container.name === name && container.restartPolicy === 'Always');
  if (state?.terminated && !own && state.terminated.exitCode === 0) return undefined;
  if (state?.waiting) return { kind: 'Waiting', container: name, reason: state.waiting.reason ?? 'ContainerCreating' };
  if (state?.terminated) return { kind: 'Terminated', container: name, reason: state.terminated.reason ?? 'Error' };
  if (ready) return undefined;
  if (started === false && probes?.startupProbe) return { kind: 'StartupProbe', container: name };
  return probes?.readinessProbe ? { kind: 'ReadinessProbe', container: name } : { kind: 'NotStarted' };
}

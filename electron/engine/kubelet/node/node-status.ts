import { jsonEqual } from '../../../../shared/json.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Node, NodeCondition, NodeStatus } from '../../../../shared/kubernetes/types/node.ts';
import { machineTypeOf } from '../../../../shared/topology/machine-types.ts';
import type { Env } from '../../env.ts';
import { uuidDigest } from '../../hex-digest.ts';
import { pressures } from '../eviction/state.ts';
import type { PressureType } from '../eviction/eviction-state.ts';
import type { NodeRuntime } from './node-state.ts';
import { runtimeProblems } from './container-runtime.ts';
import { allocatableOf, capacityOf } from './capacity.ts';

/** The simulated release. */
export const kubernetesVersion = 'v1.36.2';

/** Source: pkg/kubelet/apis/config/v1beta1/defaults.go, nodeStatusMaxImages. */
const maxImages = 50;

type Finding = Required<Pick<NodeCondition, 'type' | 'status' | 'reason' | 'message'>>;

/** What the kubelet says about each pressure, in its order. Source: pkg/kubelet/nodestatus/setters.go. */
const pressureTexts: readonly { type: PressureType; without: [reason: string, message: string]; under: [reason: string, message: string] }[] = [
  {
    type: 'MemoryPressure', without: ['KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    under: ['KubeletHasInsufficientMemory', 'kubelet has insufficient memory available'],
  },
  { type: 'DiskPressure', without: ['KubeletHasNoDiskPressure', 'kubelet has no disk pressure'], under: ['KubeletHasDiskPressure', 'kubelet has disk pressure'] },
  {
    type: 'PIDPressure', without: ['KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
    under: ['KubeletHasInsufficientPID', 'kubelet has insufficient PID available'],
  },
];

export const networkNotReadyMessage = 'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady '
  + 'message:Network plugin returns error: cni plugin not initialized';

/** The whole status as the kubelet computes it now. Transition times are kept where the condition has not changed. */
export function nodeStatus(machine: Machine, runtime: NodeRuntime, previous: NodeStatus | undefined, env: Env): NodeStatus {
  const capacity = capacityOf(machine);
  const networkReady = runtime.kubelet?.networkReady ?? false;
  const problems = runtimeProblems(runtime, env.nowMs);
  if (!networkReady) problems.push(networkNotReadyMessage);
  const message = problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
  const ready: Finding = message === undefined
    ? { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
    : { type: 'Ready', status: 'False', reason: 'KubeletNotReady', message };
  const under = runtime.kubelet ? pressures(runtime.kubelet) : [];
  const own: Finding[] = pressureTexts.map(({ type, without, under: texts }) => {
    const [reason, message] = under.includes(type) ? texts : without;
    return { type, status: under.includes(type) ? 'True' : 'False', reason, message };
  });
  own.push(ready);
  const others = (previous?.conditions ?? []).filter(({ type }) => !own.some((condition) => condition.type === type));
  const now = env.timestamp();
  const conditions: NodeCondition[] = own.map((condition) => {
    const before = previous?.conditions?.find((candidate) => candidate.type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime ?? now : now;
    const { type, status, reason, message } = condition;
    return { type, status, lastHeartbeatTime: now, lastTransitionTime, reason, message };
  });
  const { volumesInUse: _before, ...rest } = previous ?? {};
  // Source: GetVolumesInUse, pkg/kubelet/volumemanager.
  const inUse = [...runtime.disks.keys()].sort();
  return {
    ...rest,
    capacity,
    allocatable: allocatableOf(capacity),
    conditions: [...others, ...conditions],
    addresses: addressesOf(machine, previous),
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
    nodeInfo: nodeInfo(machine, runtime),
    ...(inUse.length > 0 ? { volumesInUse: inUse } : {}),
    ...(runtime.images.size > 0 ? { images: imageList(runtime) } : {}),
  };
}

/** Addresses that a cloud has told are left alone. Source: NodeAddress, pkg/kubelet/nodestatus/setters.go. */
function addressesOf({ status, metadata }: Machine, previous: NodeStatus | undefined): NonNullable<NodeStatus['addresses']> {
  const known = previous?.addresses ?? [];
  if (status?.instanceID !== undefined && known.some(({ address }) => address === status.address)) return known;
  return [{ type: 'InternalIP', address: status?.address ?? '' }, { type: 'Hostname', address: metadata.name }];
}

/** Whether there is news beyond the heartbeat times. Source: nodeStatusHasChanged, pkg/kubelet/kubelet_node_status.go. */
export function statusDiffers(before: NodeStatus | undefined, after: NodeStatus): boolean {
  return !before || !jsonEqual(withoutHeartbeats(before), withoutHeartbeats(after));
}

/** The value of one condition of a node, '' when it has none. */
export function conditionStatus(node: Node | undefined, type: string): string {
  return node?.status?.conditions?.find((condition) => condition.type === type)?.status ?? '';
}

function withoutHeartbeats(status: NodeStatus): NodeStatus {
  return { ...status, conditions: (status.conditions ?? []).map((condition) => ({ ...condition, lastHeartbeatTime: '' })) };
}

function nodeInfo(machine: Machine, runtime: NodeRuntime): Record<string, string> {
  const identity = machine.metadata.uid ?? machine.metadata.name;
  return {
    architecture: machineTypeOf(machine.spec.type).arch,
    bootID: uuidDigest(`${identity}/boot/${runtime.boots}`),
    containerRuntimeVersion: 'containerd://2.2.1',
    kernelVersion: '6.12.57+deb13-amd64',
    kubeProxyVersion: '',
    kubeletVersion: kubernetesVersion,
    machineID: uuidDigest(`${identity}/machine`).replaceAll('-', ''),
    operatingSystem: 'linux',
    osImage: 'Debian GNU/Linux 13 (trixie)',
    systemUUID: uuidDigest(`${identity}/system`),
  };
}

/** Largest first, as ImageLocality and `kubectl describe node` see it. */
function imageList(runtime: NodeRuntime): { names: string[]; sizeBytes: number }[] {
  return [...runtime.images]
    .map(([name, sizeBytes]) => ({ names: [name], sizeBytes }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes || ((a.names[0] as string) < (b.names[0] as string) ? -1 : 1))
    .slice(0, maxImages);
}

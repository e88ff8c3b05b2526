import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Taint } from '../../../../shared/kubernetes/types/pod.ts';
import { machineTypeOf } from '../../../../shared/topology/machine-types.ts';

export const controlPlaneRole = 'node-role.kubernetes.io/control-plane';

/** A control plane that also takes pods has no NoSchedule taint. */
export function isControlPlane(machine: Machine): boolean {
  return machine.spec.roles.includes('control-plane');
}

/**
 * The Node with which the kubelet registers. The not-ready taint stands for what the TaintNodesByCondition admission plugin adds to
 * every new node; the
 * node life cycle controller takes it away once the node is Ready. Role label and taint are those that kubeadm sets.
 * Source: pkg/kubelet/kubelet_node_status.go initialNode; plugin/pkg/admission/nodetaint.
 */
export function newNode(machine: Machine): Node {
  const taints: Taint[] = [...(machine.spec.taints ?? [])];
  if (isControlPlane(machine) && !machine.spec.roles.includes('worker')) taints.push({ key: controlPlaneRole, effect: 'NoSchedule' });
  // A kubelet with --cloud-provider=external leaves to the cloud-controller-manager what only the cloud knows. Source: initialNode; WithExternalCloudProvider.
  const isExternal = machine.status?.instanceID !== undefined;
  if (isExternal) taints.push({ key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' });
  taints.push({ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: machine.metadata.name,
      labels: nodeLabels(machine),
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' },
    },
    spec: { ...(isExternal ? {} : { providerID: `clusterwright://${machine.spec.zone ?? ''}/${machine.metadata.name}` }), taints },
  };
}

/**
 * Labels of the kubelet, of the cloud provider (zone, region, type) and of kubeadm (role); `spec.labels` of the machine win. Those of a cloud are its
 * cloud-controller-manager's to set.
 */
export function nodeLabels(machine: Machine): Record<string, string> {
  const { labels } = machine.spec;
  const { zone, type }: Machine['spec'] = machine.status?.instanceID === undefined ? machine.spec : { roles: [] };
  return {
    'beta.kubernetes.io/arch': machineTypeOf(machine.spec.type).arch,
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': machineTypeOf(machine.spec.type).arch,
    'kubernetes.io/hostname': machine.metadata.name,
    'kubernetes.io/os': 'linux',
    ...(type ? { 'node.kubernetes.io/instance-type': type } : {}),
    ...(zone ? { 'topology.kubernetes.io/region': regionOf(zone), 'topology.kubernetes.io/zone': zone } : {}),
    ...(isControlPlane(machine) ? { [controlPlaneRole]: '', 'node.kubernetes.io/exclude-from-external-load-balancers': '' } : {}),
    ...labels,
  };
}

/** `us-east-1a` lies in `us-east-1`; zones of other naming (`zone-a`) share one region. */
function regionOf(zone: string): string {
  return /^[a-z]+(-[a-z]+)+-\d+[a-z]$/.test(zone) ? zone.slice(0, -1) : 'region';
}

import type { Taint } from '../../kubernetes/types/pod.ts';
import type { MachineEntry, Topology } from '../../topology/types.ts';
import { writeYaml } from '../../topology/write-yaml.ts';
import { isWorker, kubeletLabels, kubernetesRelease, loadBalancers, machinesByRole, machineTargetNotes, registeredTaints, sizeOf, unwantedAddons } from '../machines.ts';
import { noteAbout, type ExportNote } from '../notes.ts';
import type { ExportTarget } from '../target.ts';
import { compact, plainName, yamlDocuments } from '../text.ts';

interface KindNode {
  role: 'control-plane' | 'worker';
  image?: string;
  labels?: Record<string, string>;
  kubeadmConfigPatches?: string[];
}

/**
 * `kind create cluster --config kind.yaml`: each machine a container. Format: kind.x-k8s.io/v1alpha4, pkg/apis/config/v1alpha4 of kind; there a node without control
 * plane is not possible, and names are kind's own.
 */
export const kindTarget: ExportTarget = {
  id: 'kind',
  title: 'kind',
  files: (topology) => [{ path: 'kind.yaml', text: yamlDocuments([configOf(topology)]) }],
  notes(topology) {
    const { spec } = topology.cluster;
    const { controlPlanes, workers } = machinesByRole(spec);
    const groups = spec.nodeGroups ?? [];
    const only = controlPlanes.length === 1 && nodesOf(topology).length === 1 ? controlPlanes.filter((machine) => !isWorker(machine)) : [];
    return [
      ...(controlPlanes.length === 0 ? [{ code: 'ControlPlaneAdded', subjects: [] } satisfies ExportNote] : []),
      ...noteAbout('NamesNotKept', [...controlPlanes, ...workers].map(({ name }) => name)),
      ...noteAbout('SizesNotKept', [...spec.machines, ...groups].filter(({ type, capacity }) => type !== undefined || capacity !== undefined).map(({ name }) => name)),
      ...noteAbout('NodeNetworkNotKept', [spec.network.nodeCIDR]),
      ...noteAbout('AddonsLeftOut', unwantedAddons(spec).filter((name) => name === 'kube-proxy')),
      // kind tells kubeadm itself which phases to skip.
      ...noteAbout('AddonsKept', unwantedAddons(spec).filter((name) => name === 'coredns')),
      ...noteAbout('GroupsFixed', groups.map((group) => `${group.name}: ${sizeOf(group)}`)),
      ...noteAbout('SingleNodeUntainted', only.map(({ name }) => name)),
      ...noteAbout('LoadBalancersPending', loadBalancers(topology)),
      ...machineTargetNotes(topology),
    ];
  },
};

function configOf(topology: Topology): object {
  const { metadata, spec } = topology.cluster;
  const { network } = spec;
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: plainName(metadata.name, 'kind'),
    networking: { podSubnet: network.podCIDR, serviceSubnet: network.serviceCIDR, ...(unwantedAddons(spec).includes('kube-proxy') ? { kubeProxyMode: 'none' } : {}) },
    nodes: nodesOf(topology),
  };
}

function nodesOf({ cluster: { spec } }: Topology): KindNode[] {
  const { controlPlanes, workers } = machinesByRole(spec);
  const groups = (spec.nodeGroups ?? []).flatMap((group) => Array.from({ length: sizeOf(group) }, (_, index) => (
    { ...group, roles: ['worker'] as const, ...(group.zones?.length ? { zone: group.zones[index % group.zones.length] as string } : {}) })));
  return [
    ...(controlPlanes.length === 0 ? [nodeOf({ roles: ['control-plane'] }, 'InitConfiguration')] : []),
    ...controlPlanes.map((machine, index) => nodeOf(machine, index === 0 ? 'InitConfiguration' : 'JoinConfiguration')),
    ...[...workers, ...groups].map((machine) => nodeOf({ ...machine, roles: ['worker'] }, 'JoinConfiguration')),
  ];
}

/** The zone is a label here: there is no cloud that would tell it. */
function nodeOf(machine: Pick<MachineEntry, 'roles' | 'labels' | 'taints' | 'zone'>, patched: 'InitConfiguration' | 'JoinConfiguration'): KindNode {
  const taints = registeredTaints(machine);
  const zone: Record<string, string> = machine.zone === undefined ? {} : { 'topology.kubernetes.io/zone': machine.zone };
  return {
    role: machine.roles.includes('control-plane') ? 'control-plane' : 'worker',
    image: `kindest/node:${kubernetesRelease.full}`,
    ...compact({ labels: { ...zone, ...kubeletLabels(machine) } }),
    ...(taints === undefined ? {} : { kubeadmConfigPatches: [patch(patched, taints)] }),
  };
}

function patch(kind: string, taints: readonly Taint[]): string {
  return writeYaml({ kind, nodeRegistration: { taints } });
}

import type { MachineEntry, Topology } from '../../topology/types.ts';
import { isControlPlane, kubeletLabels, kubernetesRelease, machinesByRole, machineTargetNotes, registeredTaints, unwantedAddons } from '../machines.ts';
import { noteAbout, type ExportNote } from '../notes.ts';
import type { ExportFile, ExportTarget } from '../target.ts';
import { compact, plainName, yamlDocuments } from '../text.ts';

const apiVersion = 'kubeadm.k8s.io/v1beta4';
const port = 6443;
/** What `kubeadm init` prints; no design knows it. */
const fromInit = { token: 'TOKEN_OF_KUBEADM_INIT', hash: 'sha256:HASH_OF_KUBEADM_INIT', certificateKey: 'CERTIFICATE_KEY_OF_KUBEADM_INIT' };

/**
 * A file for each machine: `kubeadm init --config` on the first control plane, `kubeadm join --config` on all others. Format: kubeadm.k8s.io/v1beta4,
 * cmd/kubeadm/app/apis/kubeadm/v1beta4 of Kubernetes.
 */
export const kubeadmTarget: ExportTarget = {
  id: 'kubeadm',
  title: 'kubeadm',
  files(topology) {
    const { spec } = topology.cluster;
    const { controlPlanes: [first, ...others], workers } = machinesByRole(spec);
    const joins = [...others, ...workers].map((machine) => joinFile(`join-${machine.name}.yaml`, topology, machine));
    const groups = (spec.nodeGroups ?? []).map((group) => joinFile(`join-group-${group.name}.yaml`, topology, { ...group, roles: ['worker'] }));
    return [...(first ? [initFile(topology, first)] : []), ...joins, ...groups];
  },
  notes(topology) {
    const { spec } = topology.cluster;
    const { controlPlanes } = machinesByRole(spec);
    const joins = spec.machines.length + (spec.nodeGroups ?? []).length > Math.min(controlPlanes.length, 1);
    return [
      ...(controlPlanes.length === 0 ? [{ code: 'ControlPlaneMissing', subjects: [] } satisfies ExportNote] : []),
      ...(controlPlanes.length === 1 ? [] : noteAbout('EndpointToProvide', [endpointOf(topology)])),
      ...(joins ? noteAbout('ValuesToFillIn', [fromInit.token, fromInit.hash, ...(controlPlanes.length > 1 ? [fromInit.certificateKey] : [])]) : []),
      ...(controlPlanes.length > 0 ? noteAbout('PodNetworkToInstall', [spec.network.podCIDR]) : []),
      ...noteAbout('AddonsLeftOut', unwantedAddons(spec)),
      ...noteAbout('NodeNetworkNotKept', [spec.network.nodeCIDR]),
      ...noteAbout('SizesNotKept', [...spec.machines, ...(spec.nodeGroups ?? [])].filter(({ type, capacity }) => type !== undefined || capacity !== undefined).map(({ name }) => name)),
      ...noteAbout('GroupMachinesJoin', (spec.nodeGroups ?? []).map(({ name }) => name)),
      ...machineTargetNotes(topology),
    ];
  },
};

/** Of one control plane its name; of several a name that a load balancer in front of them answers to. */
function endpointOf({ cluster: { metadata, spec } }: Topology): string {
  const { controlPlanes } = machinesByRole(spec);
  return `${controlPlanes.length === 1 ? (controlPlanes[0] as MachineEntry).name : `${plainName(metadata.name)}-api`}:${port}`;
}

function initFile(topology: Topology, machine: MachineEntry): ExportFile {
  const { metadata, spec } = topology.cluster;
  const { network } = spec;
  const unwanted = unwantedAddons(spec);
  return {
    path: `init-${machine.name}.yaml`,
    text: yamlDocuments([
      { apiVersion, kind: 'InitConfiguration', nodeRegistration: { name: machine.name, ...registration(machine) } },
      {
        apiVersion, kind: 'ClusterConfiguration', clusterName: plainName(metadata.name), kubernetesVersion: kubernetesRelease.full, controlPlaneEndpoint: endpointOf(topology),
        networking: { podSubnet: network.podCIDR, serviceSubnet: network.serviceCIDR },
        ...(unwanted.includes('coredns') ? { dns: { disabled: true } } : {}), ...(unwanted.includes('kube-proxy') ? { proxy: { disabled: true } } : {}),
      },
    ]),
  };
}

type Joining = Pick<MachineEntry, 'roles' | 'labels' | 'taints' | 'zone'> & { name: string; zones?: readonly string[] };

/** Machines of a group are named when they are made, so their file names none. */
function joinFile(path: string, topology: Topology, machine: Joining & { minSize?: number }): ExportFile {
  const document = {
    apiVersion, kind: 'JoinConfiguration',
    discovery: { bootstrapToken: { apiServerEndpoint: endpointOf(topology), token: fromInit.token, caCertHashes: [fromInit.hash] } },
    ...(isControlPlane(machine) ? { controlPlane: { certificateKey: fromInit.certificateKey } } : {}),
    ...compact({ nodeRegistration: { ...(machine.minSize === undefined ? { name: machine.name } : {}), ...registration(machine) } }),
  };
  return { path, text: yamlDocuments([document]) };
}

/** kubelet arguments are a list of name and value since v1beta4. */
function registration(machine: Joining): object {
  const taints = registeredTaints(machine);
  const zone = machine.zone ?? (machine.zones?.length === 1 ? machine.zones[0] : undefined);
  const labels = { ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }), ...kubeletLabels(machine) };
  const value = Object.entries(labels).map(([key, text]) => `${key}=${text}`).join(',');
  return {
    ...(value === '' ? {} : { kubeletExtraArgs: [{ name: 'node-labels', value }] }),
    ...(taints === undefined ? {} : { taints }),
  };
}

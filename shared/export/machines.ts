import type { Taint } from '../kubernetes/types/pod.ts';
import { addonNames, type AddonName, type ClusterSpec, type MachineEntry, type NodeGroupEntry, type Topology } from '../topology/types.ts';
import { noteAbout, type ExportNote } from './notes.ts';

/** The release whose behaviour is simulated, which is what a design has been tried with. */
export const kubernetesRelease = { full: 'v1.36.2', minor: '1.36' } as const;

const controlPlaneTaint: Taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };

export function isControlPlane({ roles = [] }: Partial<Pick<MachineEntry, 'roles'>>): boolean {
  return roles.includes('control-plane');
}

/** A machine that names no role is a worker. */
export function isWorker({ roles = [] }: Partial<Pick<MachineEntry, 'roles'>>): boolean {
  return roles.length === 0 || roles.includes('worker');
}

/** Machines by role, each in the order of the design; one of both roles is a control plane. */
export function machinesByRole({ machines }: ClusterSpec): { controlPlanes: MachineEntry[]; workers: MachineEntry[] } {
  return { controlPlanes: machines.filter(isControlPlane), workers: machines.filter((machine) => !isControlPlane(machine)) };
}

/**
 * The taints with which kubeadm is to register a node; undefined where its own rule gives the same: a control plane gets its NoSchedule taint, a worker none. An
 * empty list takes the taint of a control plane away.
 */
export function registeredTaints(machine: Pick<MachineEntry, 'taints' | 'roles'>): Taint[] | undefined {
  const extra = (machine.taints ?? []).map(plainTaint);
  if (!isControlPlane(machine)) return extra.length > 0 ? extra : undefined;
  if (isWorker(machine)) return extra;
  return extra.length > 0 ? [controlPlaneTaint, ...extra.filter(({ key, effect }) => key !== controlPlaneTaint.key || effect !== controlPlaneTaint.effect)] : undefined;
}

/** Key, value, effect: `timeAdded` is no matter of a design. */
export function plainTaint({ key, value, effect }: Taint): Taint {
  return { key, ...(value ? { value } : {}), effect };
}

/** Add-ons of kubeadm that a design says it does without. */
export function unwantedAddons({ addons }: Pick<ClusterSpec, 'addons'>): AddonName[] {
  return addons === undefined ? [] : addonNames.filter((name) => !addons.includes(name));
}

/** Machines with which a group begins. */
export function sizeOf({ minSize, maxSize, desiredSize }: NodeGroupEntry): number {
  return Math.min(Math.max(desiredSize ?? minSize, minSize), maxSize);
}

const kubeletNames = new Set([
  'kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region', 'node.kubernetes.io/instance-type', 'kubernetes.io/os', 'kubernetes.io/arch',
  'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region', 'beta.kubernetes.io/instance-type', 'beta.kubernetes.io/os', 'beta.kubernetes.io/arch',
]);
const kubeletDomains = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const within = (namespace: string, domain: string): boolean => namespace === domain || namespace.endsWith(`.${domain}`);

/**
 * Whether a kubelet takes a label in --node-labels: of the names under kubernetes.io and k8s.io only some are its own to set.
 * Source: kubelet, cmd/kubelet/app/options ValidateKubeletFlags and pkg/apis/well_known_labels IsKubeletLabel.
 */
function isForKubelet(label: string): boolean {
  if (kubeletNames.has(label)) return true;
  const namespace = label.includes('/') ? label.slice(0, label.indexOf('/')) : '';
  if (kubeletDomains.some((domain) => within(namespace, domain))) return true;
  return !within(namespace, 'kubernetes.io') && !within(namespace, 'k8s.io');
}

/** Labels that a kubelet can be told to register with. */
export function kubeletLabels({ labels = {} }: { labels?: Record<string, string> }): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => isForKubelet(name)));
}

/** Labels that only the API server takes, from an administrator: `kubectl label node` afterwards. */
export function refusedLabelNotes(hardware: readonly { name: string; labels?: Record<string, string> }[]): ExportNote[] {
  return noteAbout('LabelsRefused', hardware.flatMap(({ name, labels = {} }) => Object.keys(labels).filter((label) => !isForKubelet(label)).map((label) => `${name}: ${label}`)));
}

/** What of a design only a simulation has, for every target. */
export function simulationNotes({ cluster: { spec } }: Topology): ExportNote[] {
  return [
    ...noteAbout('TrafficLeftOut', (spec.traffic ?? []).map(({ name }) => name)),
    ...noteAbout('FaultsLeftOut', (spec.faults ?? []).map(({ at, kind, name }) => name ?? `${kind} ${typeof at === 'number' ? `${at}s` : at}`)),
    ...noteAbout('ImageBehaviourLeftOut', (spec.images ?? []).map(({ image }) => image)),
  ];
}

/** For targets that build machines: manifests are exported by themselves. */
export function machineTargetNotes(topology: Topology): ExportNote[] {
  const { cluster: { spec }, manifests } = topology;
  return [
    ...noteAbout('EgressNotKept', spec.machines.filter(({ egress }) => egress === false).map(({ name }) => name)),
    ...refusedLabelNotes([...spec.machines, ...(spec.nodeGroups ?? [])]),
    ...(manifests.length > 0 ? [{ code: 'ManifestsApart' as const, subjects: [] }] : []),
    ...simulationNotes(topology),
  ];
}

/** Services of type LoadBalancer, as `namespace/name`. */
export function loadBalancers({ manifests }: Topology): string[] {
  return manifests.filter((manifest) => manifest.kind === 'Service' && manifest.apiVersion === 'v1' && (manifest['spec'] as { type?: string } | undefined)?.type === 'LoadBalancer')
    .map(({ metadata }) => `${metadata.namespace ?? 'default'}/${metadata.name}`);
}

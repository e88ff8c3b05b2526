import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Mirror } from '../store/mirror.ts';
import { fieldsOf, type FaultKind, type FaultWidget } from './fault-kinds.ts';

/** What of the design a field can name, in the order in which it is offered. */
export function offersFor(widget: FaultWidget, mirror: Mirror): string[] {
  switch (widget) {
    case 'machine': return [...mirror.machineNames()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    case 'zone': return [...new Set(mirror.machineNames().map((name) => mirror.machine(name)?.zone ?? '').filter((zone) => zone !== ''))].sort();
    case 'pod': return podNames(mirror);
    case 'container': return [...new Set(templates(mirror).flatMap(({ containers }) => containers.map(({ name }) => name)))].sort();
    case 'image': return [...new Set(templates(mirror).flatMap(({ containers }) => containers.map(({ image }) => image)))].sort();
    case 'type': return [...new Set(mirror.machineNames().map((name) => mirror.machine(name)?.type ?? '').filter((type) => type !== ''))].sort();
    case 'action': return ['RunInstances', 'CreateVolume', 'AttachVolume', 'CreateLoadBalancer', 'RegisterTargets', 'SetDesiredCapacity', 'TerminateInstances'];
    default: return [];
  }
}

const mostPods = 300;

/** Workloads by their names, each of which means its first pod, and then pods. */
function podNames(mirror: Mirror): string[] {
  const workloads = mirror.cardUids().flatMap((uid) => { const card = mirror.card(uid); return card?.template ? [placeName(card.ref)] : []; });
  const names: string[] = [];
  for (const uid of mirror.pods.uids()) {
    const pod = mirror.pods.row(uid);
    if (pod && pod.node !== '') names.push(placeName(pod));
    if (names.length >= mostPods) break;
  }
  return [...new Set([...workloads.sort(), ...names.sort()])];
}

function placeName({ namespace = '', name }: Pick<ObjectRef, 'name' | 'namespace'>): string {
  return namespace === '' || namespace === 'default' ? name : `${namespace}/${name}`;
}

function templates(mirror: Mirror): { containers: { name: string; image: string }[] }[] {
  return mirror.cardUids().flatMap((uid) => mirror.card(uid)?.template ?? []);
}

const amounts: Readonly<Record<string, string>> = { percent: '95', seconds: '60', perSecond: '100', fsyncMs: '1500', bytesPerSecond: '64Mi' };
const ownAmounts: Readonly<Partial<Record<FaultKind, Readonly<Record<string, string>>>>> = { LeakMemory: { bytesPerSecond: '4Mi' }, SlowRegistry: { bytesPerSecond: '1Mi' } };

/** What the fields of a fault begin with: what is selected where it fits, else the first that the design has, and amounts that one sees something of. */
export function suggestedFields(kind: FaultKind, selection: readonly ObjectRef[], mirror: Mirror): Record<string, string> {
  const machines = machinesFor(kind, selection, mirror);
  return Object.fromEntries(fieldsOf(kind).map(({ name, widget, optional, choices }) => {
    if (name === 'b') return [name, machines[1] ?? ''];
    if (widget === 'machine') return [name, machines[0] ?? ''];
    if (name === 'probe') return [name, 'readiness'];
    if (optional) return [name, ''];
    if (choices) return [name, choices[0] ?? ''];
    if (widget === 'pod') return [name, selectedPod(selection) ?? offersFor('pod', mirror)[0] ?? ''];
    if (widget === 'zone') return [name, mirror.machine(machines[0] ?? '')?.zone || (offersFor('zone', mirror)[0] ?? '')];
    if (widget === 'image') return [name, offersFor('image', mirror)[0] ?? ''];
    return [name, ownAmounts[kind]?.[name] ?? amounts[name] ?? ''];
  }));
}

/** Selected machines first. What concerns the control plane begins with its machines, everything else with workers. */
function machinesFor(kind: FaultKind, selection: readonly ObjectRef[], mirror: Mirror): string[] {
  const selected = selection.filter((ref) => ref.kind === 'Machine' || ref.kind === 'Node').map(({ name }) => name);
  const isControlPlane = (name: string): boolean => mirror.machine(name)?.roles.includes('control-plane') ?? false;
  const wanted = /Component$|^ForceNewCluster$|^SlowDisk$/.test(kind);
  const all = offersFor('machine', mirror);
  return [...new Set([...selected, ...all.filter((name) => isControlPlane(name) === wanted), ...all])];
}

function selectedPod(selection: readonly ObjectRef[]): string | undefined {
  const found = selection.find(({ kind }) => ['Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].includes(kind));
  return found && placeName(found);
}

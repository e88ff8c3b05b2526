import type { Taint } from '../../kubernetes/types/pod.ts';
import type { ClusterSpec, MachineEntry } from '../../topology/types.ts';
import { isControlPlane, isWorker, kubeletLabels, plainTaint, sizeOf } from '../machines.ts';
import { noteAbout, type ExportNote } from '../notes.ts';
import { nearestInstanceType } from './instance-type.ts';
import type { AwsPlace } from './place.ts';

/** A managed node group of EKS. */
export interface EksGroup {
  name: string;
  instanceType: string;
  arch: 'amd64' | 'arm64';
  zones: string[];
  min: number;
  max: number;
  desired: number;
  labels: Record<string, string>;
  taints: Taint[];
}

/** EKS has no single machines: those that are alike and stand in one zone become a group of a fixed size. */
export function eksGroups(spec: ClusterSpec, place: AwsPlace): { groups: EksGroup[]; notes: ExportNote[] } {
  const alike = new Map<string, MachineEntry[]>();
  for (const machine of spec.machines.filter(isWorker)) {
    const { type, arch, zones, labels, taints } = hardwareOf(machine, place.zonesFor([machine.zone]));
    const key = JSON.stringify([type, arch, zones, Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)), taints]);
    alike.set(key, [...(alike.get(key) ?? []), machine]);
  }
  const names = new Names([...(spec.nodeGroups ?? []).map(({ name }) => name)]);
  const fixed = [...alike.values()].map((machines): EksGroup => {
    const [first] = machines as [MachineEntry];
    const zones = place.zonesFor([first.zone]);
    return groupOf(names.free(machines.length === 1 ? first.name : commonName(machines.map(({ name }) => name)), zones[0] as string), first, zones, [machines.length, machines.length, machines.length]);
  });
  const scaling = (spec.nodeGroups ?? []).map((group) => groupOf(names.own(group.name), group, place.zonesFor(group.zones ?? []), [group.minSize, group.maxSize, sizeOf(group)]));
  const changed = [...spec.machines.filter(isWorker), ...(spec.nodeGroups ?? [])].map((one) => ({ one, nearest: nearestInstanceType(one) })).filter(({ nearest }) => !nearest.exact);
  return {
    groups: [...fixed, ...scaling],
    notes: [
      ...noteAbout('ControlPlaneManaged', spec.machines.filter((machine) => isControlPlane(machine)).map(({ name }) => name)),
      ...noteAbout('NamesNotKept', spec.machines.filter(isWorker).map(({ name }) => name)),
      ...noteAbout('TypesChanged', changed.map(({ one, nearest }) => `${one.name}: ${nearest.type.name}`)),
      ...noteAbout('AutoscalerToInstall', (spec.nodeGroups ?? []).filter(({ minSize, maxSize }) => maxSize > minSize).map(({ name }) => name)),
    ],
  };
}

function hardwareOf(entry: Pick<MachineEntry, 'type' | 'capacity' | 'labels' | 'taints'>, zones: string[]) {
  const { type: { name, arch } } = nearestInstanceType(entry);
  return { type: name, arch, zones, labels: kubeletLabels(entry), taints: (entry.taints ?? []).map(plainTaint) };
}

function groupOf(name: string, entry: Pick<MachineEntry, 'type' | 'capacity' | 'labels' | 'taints'>, zones: string[], [min, max, desired]: [number, number, number]): EksGroup {
  const { type, ...rest } = hardwareOf(entry, zones);
  return { name, instanceType: type, min, max, desired, ...rest };
}

/** `worker` of `worker-1` and `worker-2`; the first name where they have nothing in common. */
function commonName(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.length;
  for (const name of names) while (!name.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length).replace(/[^a-z0-9]*\d*$/, '') || first;
}

/** Names of groups: letters, digits and dashes, each once. Those of the design's own groups are taken before. */
class Names {
  private readonly taken: Set<string>;

  constructor(own: readonly string[]) {
    this.taken = new Set(own.map((name) => this.own(name)));
  }

  own(name: string): string {
    return name.replaceAll('.', '-');
  }

  free(wanted: string, zone: string): string {
    const base = this.own(wanted);
    let name = base;
    for (let number = 1; this.taken.has(name); number += 1) name = `${base}-${number === 1 ? zone : `${zone}-${number}`}`;
    this.taken.add(name);
    return name;
  }
}

import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../shared/kubernetes/types/endpoint-slice.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { componentRef } from '../../../shared/view/component-ref.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { ClusterRow, LocalizedText, MachineRow, ProblemRow } from '../../../shared/view/rows.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import { dnsService } from '../../engine/network/path/dns-step.ts';
import { electedProcesses } from '../../engine/simulation/processes.ts';

const machineRef = (name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name });
const says = (key: string, params: NonNullable<LocalizedText['params']> = {}): LocalizedText => ({ key: `view:${key}`, params });

/** Of an etcd whose disk takes longer a leader loses its followers. */
const slowDiskMs = 1_000;
/** CoreDNS has this long to start, from its Service's creation on. */
const dnsStartMs = 120_000;

/** Components that nobody does the work of because someone has stopped them, and disks too slow for etcd, while an API server answers. Uids begin with `control-plane/`. */
export function componentProblems(view: ControlPlaneView | undefined, nowMs: number): ProblemRow[] {
  if (!view?.api.answers) return [];
  const idle = electedProcesses.flatMap((name): ProblemRow[] => {
    const works = view.components.some(({ component, state }) => component === name && (state === 'Leading' || state === 'Standby'));
    const machines = view.stopped.filter(({ component }) => component === name).map(({ machine }) => machine);
    const [first] = machines;
    if (works || first === undefined) return [];
    return [{
      ref: componentRef(first, name), uid: `control-plane/${name}`, family: 'bad', sinceMs: nowMs, title: says(`problem.idle.${name}`), detail: says('problem.mend.start', { component: name, machines: machines.join(', ') }),
      objects: machines.map((machine) => componentRef(machine, name)),
    }];
  });
  const slow = (view.etcd?.members ?? []).filter(({ role, fsyncMs }) => role !== 'Down' && fsyncMs >= slowDiskMs).map(({ machine, fsyncMs }): ProblemRow => ({
    ref: componentRef(machine, 'etcd'), uid: `control-plane/disk/${machine}`, family: 'attention', sinceMs: nowMs,
    title: says('problem.slowDisk', { machine, seconds: fsyncMs / 1_000 }), detail: says('controlPlane.mend.mendDisks', { machines: machine }),
  }));
  return [...idle, ...slow];
}

/** Links and zones that are cut. Uids begin with `network/`. @param machinesIn names of the machines of a zone */
export function networkProblems({ cutLinks = [], cutZones = [] }: Pick<ClusterRow, 'cutLinks' | 'cutZones'>, machinesIn: (zone: string) => readonly string[], nowMs: number): ProblemRow[] {
  const links = cutLinks.map(([a, b]): ProblemRow => ({
    ref: machineRef(a), uid: `network/${a} ${b}`, family: 'attention', sinceMs: nowMs, title: says('problem.link', { a, b }), detail: says('problem.mend.link', { a, b }), objects: [machineRef(a), machineRef(b)],
  }));
  const zones = cutZones.flatMap((zone): ProblemRow[] => {
    const [first, ...others] = machinesIn(zone);
    return first === undefined ? [] : [{
      ref: machineRef(first), uid: `network/${zone}`, family: 'attention', sinceMs: nowMs, title: says('problem.zone', { zone }), detail: says('problem.mend.zone', { zone }), objects: [first, ...others].map(machineRef),
    }];
  });
  return [...links, ...zones];
}

/** Why a machine is NotReady, as far as someone has made it so, and what mends it. */
export function machineCause({ poweredOff, crashed, cutOff, lamps, name }: MachineRow): LocalizedText | undefined {
  const stopped = (process: string): boolean => lamps.some((lamp) => lamp.name === process && !lamp.on);
  const cause = poweredOff ? 'Off' : crashed ? 'Crashed' : cutOff ? 'CutOff' : stopped('kubelet') ? 'kubelet' : stopped('containerd') ? 'containerd' : undefined;
  return cause === undefined ? undefined : says(`problem.cause.${cause}`, { machine: name });
}

/** Nobody answers behind the cluster's DNS: names are not found any more. Undefined: somebody does, or there is none, or it is still starting. */
export function dnsProblem(api: ApiReader, nowMs: number, parseTimestamp: (text: string) => number): ProblemRow | undefined {
  const service = api.get<Service>('services', `${dnsService.namespace}/${dnsService.name}`);
  const deployment = api.get<KubernetesObject>('deployments', 'kube-system/coredns');
  if (!service || !deployment) return undefined;
  for (const slice of api.byIndex<EndpointSlice>('endpointslices', 'owner', service.metadata.uid ?? '')) {
    if (slice.endpoints?.some(({ conditions }) => conditions?.ready !== false)) return undefined;
  }
  if (nowMs - parseTimestamp(service.metadata.creationTimestamp ?? '') < dnsStartMs) return undefined;
  return {
    ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'coredns' }, uid: 'dns', family: 'bad', sinceMs: nowMs, title: says('problem.dns'), detail: says('problem.dnsMend'),
  };
}

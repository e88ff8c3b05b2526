import { required } from '../../../shared/assert.ts';
import type { Lease, Node } from '../../../shared/kubernetes/types/node.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { refOf } from '../../../shared/kubernetes/registry.ts';
import { isNodeProcess } from '../../../shared/view/component-ref.ts';
import { controlPlaneTrouble } from '../../../shared/view/control-plane-trouble.ts';
import type { ControlPlaneView, EtcdHistoryKind } from '../../../shared/view/control-plane.ts';
import type { ComponentRow, LocalizedText } from '../../../shared/view/rows.ts';
import type { WhyAnswer, WhyEvidence } from '../../../shared/view/why.ts';
import { electedProcesses, type ElectedProcess } from '../../engine/simulation/processes.ts';
import type { World } from '../../engine/world.ts';
import { controlPlaneViewOf, machineFacts } from '../view/machine-facts.ts';
import { historyOf, type ChainStep } from './chain.ts';
import { fieldEvidence, says } from './kinds/shared.ts';
import { mendsOfMachine, startAgain } from './mends.ts';

/** Why a component, or a process of a node, is as it is on its machine, what that means for the cluster, and what mends it. Undefined: there is none of that name. */
export function explainComponent(world: World, machine: string, name: string): WhyAnswer | undefined {
  const facts = machineFacts(world, machine);
  if (isNodeProcess(name)) {
    const lamp = required(facts.lamps.find((one) => one.name === name), name);
    return {
      headline: lamp.why, detail: says(`component.${name}.${lamp.on ? 'does' : 'missing'}`),
      evidence: processEvidence(world, machine, name), remedies: lamp.on ? [] : once([...mendsOfMachine(world, machine), ...(isUp(world, machine) ? [startAgain(machine, name)] : [])]),
    };
  }
  const row = facts.components.find((one) => one.name === name);
  const view = controlPlaneViewOf(world);
  if (!row || !view) return undefined;
  return {
    headline: row.why, detail: meaning(view, machine, row), evidence: componentEvidence(world, view, machine, name),
    remedies: once([...mendsOfMachine(world, machine), ...(row.stopped && isUp(world, machine) ? [startAgain(machine, name)] : []), ...mendsOfTrouble(world, view)]),
  };
}

function isUp(world: World, machine: string): boolean {
  return world.api.get<KubernetesObject & { status?: { phase?: string } }>('machines', machine)?.status?.phase === 'Running';
}

/** What makes the API answer again, where that is the trouble of all. */
function mendsOfTrouble(world: World, view: ControlPlaneView): WhyAnswer['remedies'] {
  const machines = controlPlaneTrouble(view)?.machines ?? [];
  const stopped = view.stopped.filter(({ machine, component }) => machines.includes(machine) && (component === 'etcd' || component === 'kube-apiserver'));
  return [...machines.flatMap((machine) => mendsOfMachine(world, machine)), ...stopped.filter(({ machine }) => isUp(world, machine)).map(({ machine, component }) => startAgain(machine, component))];
}

/** What one mend does another need not do. */
function once(remedies: WhyAnswer['remedies']): WhyAnswer['remedies'] {
  return remedies.filter((remedy, index) => remedies.findIndex((other) => JSON.stringify(other.fault) === JSON.stringify(remedy.fault)) === index);
}

/** What it is there for; or who does it meanwhile; or what is not done while nobody does. */
function meaning(view: ControlPlaneView, machine: string, { name, family, leader }: ComponentRow): LocalizedText {
  const elsewhere = workers(view, name).filter((other) => other !== machine);
  if (family === 'ready' || leader) return says(`component.${name}.does`);
  return elsewhere.length > 0 ? says('component.elsewhere', { component: name, machines: elsewhere.join(', ') }) : says(`component.${name}.missing`);
}

/** Machines on which this component does its work now. */
function workers({ etcd, api, components }: ControlPlaneView, name: string): string[] {
  if (name === 'etcd') return etcd?.leader === undefined ? [] : [etcd.leader];
  if (name === 'kube-apiserver') return api.via;
  return components.filter(({ component, state }) => component === name && state === 'Leading').map(({ machine }) => machine);
}

function componentEvidence(world: World, view: ControlPlaneView, machine: string, name: string): WhyEvidence[] {
  const pod = world.api.get<KubernetesObject>('pods', `kube-system/${name}-${machine}`);
  const elections: ChainStep[] = name !== 'etcd' ? [] : (view.etcd?.history ?? []).filter(({ member, kind }) => member === machine || ofAll.has(kind))
    .map(({ atMs, kind, member, term }) => ({ atMs, icon: kind === 'LostLeader' || kind === 'Stopped' ? 'attention/Warning' : 'event', text: { key: `inspector:etcd.history.${kind}`, params: { member, term } } }));
  const lease = isElected(name) ? world.api.get<Lease>('leases', `kube-system/${name}`) : undefined;
  const fields = lease ? [
    ...fieldEvidence(world, refOf(lease), lease, 'spec.holderIdentity', says('lease.field.holder')),
    ...fieldEvidence(world, refOf(lease), lease, 'spec.renewTime', says('lease.field.renewed')),
    ...fieldEvidence(world, refOf(lease), lease, 'spec.leaseDurationSeconds', says('lease.field.duration')),
  ] : [];
  const subject = lease ?? pod;
  const chain = subject ? historyOf(world, subject, elections) : { kind: 'chain' as const, steps: elections };
  return [...fields, ...(lease && pod ? [joined(chain, historyOf(world, pod))] : [chain])];
}

/** What any member does that concerns the others. */
const ofAll = new Set<EtcdHistoryKind>(['BecameLeader', 'NewCluster', 'Stopped', 'Started', 'MemberRemoved']);

/** Two histories as one. */
function joined(one: WhyEvidence, other: WhyEvidence): WhyEvidence {
  if (one.kind !== 'chain' || other.kind !== 'chain') return one;
  return { kind: 'chain', steps: [...one.steps, ...other.steps].sort((a, b) => a.atMs - b.atMs) };
}

function isElected(name: string): name is ElectedProcess {
  return (electedProcesses as readonly string[]).includes(name);
}

/** What the API knows of a kubelet: its Lease and its node's history. The others have no object of their own. */
function processEvidence(world: World, machine: string, name: string): WhyEvidence[] {
  const node = world.api.get<Node>('nodes', machine);
  if (name !== 'kubelet' || !node) return [];
  const lease = world.api.get<Lease>('leases', `kube-node-lease/${machine}`);
  return [...(lease ? fieldEvidence(world, refOf(lease), lease, 'spec.renewTime', says('lease.field.renewed')) : []), historyOf(world, node)];
}

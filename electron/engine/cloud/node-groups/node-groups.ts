import type { JsonValue } from '../../../../shared/json.ts';
import { jsonEqual } from '../../../../shared/json.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import { desiredSizeOf, type NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { newControllerRef } from '../../controllers/owner-references.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { firstToGo, machineSpec, zoneForNext, zonesByNeed } from './group-machine.ts';
import type { GroupLauncher } from './launcher.ts';

/** Characters of a machine's name after that of its group. */
const suffixLength = 5;

/** The machines of a group, oldest first. */
export function machinesOf(api: ApiReader, group: NodeGroup): Machine[] {
  return [...api.byIndex<Machine>('machines', 'controller', group.metadata.uid ?? '')];
}

/**
 * The cloud's part of node groups: makes and takes away machines until each group has as many as it is to have, spread over its zones, as an
 * Auto Scaling group does. A machine that is off or frozen stays a member: groups here have no health checks, and it is the cluster autoscaler that takes
 * a node away that has not been ready for long. A change of the group concerns machines made after it.
 */
export class NodeGroups implements Component {
  readonly name = 'node-groups';
  readonly process = 'provider';
  readonly watches = ['nodegroups', 'machines', 'nodes'];
  private readonly context: ComponentContext;
  private readonly launcher: GroupLauncher | undefined;
  /** Names of groups to look at. Plain data, part of the snapshot. */
  private changed = new Set<string>();

  /** @param launcher the cloud's own groups, which launch the machines; absent: they simply come */
  constructor(context: ComponentContext, launcher?: GroupLauncher) {
    this.context = context;
    this.launcher = launcher;
  }

  start(): void {
    for (const { metadata } of this.context.api.list<NodeGroup>('nodegroups')) this.want(metadata.name);
  }

  stop(): void {
    this.changed.clear();
  }

  observe(event: WatchEvent): void {
    const { resource, object, previous, key } = event;
    if (resource === 'nodegroups') {
      if (event.type === 'DELETED' ? this.launcher : object.metadata.generation !== previous?.metadata.generation) this.want(key);
      return;
    }
    const machine = resource === 'machines' ? object as Machine : this.context.api.get<Machine>('machines', key);
    const owner = machine?.metadata.ownerReferences?.find(({ controller, kind }) => controller && kind === 'NodeGroup');
    if (!owner) return;
    const matters = resource === 'machines' ? event.type !== 'MODIFIED' : isReady(object as Node) !== isReady(previous as Node | undefined);
    if (matters) this.want(owner.name);
  }

  run(): void {
    const names = new Set([...this.changed, ...this.retries((atMs) => atMs <= this.context.env.nowMs)]);
    this.changed.clear();
    for (const name of names) {
      const group = this.context.api.get<NodeGroup>('nodegroups', name);
      if (group && !group.metadata.deletionTimestamp) this.reconcile(group);
      else if (!group) this.launcher?.forget(name);
    }
    this.planRetry();
  }

  save(): JsonValue {
    return encodeState(this.changed);
  }

  load(state: JsonValue): void {
    this.changed = decodeState(state) as Set<string>;
    if (this.changed.size > 0) this.context.wakeAt(this.context.env.nowMs);
    this.planRetry();
  }

  /** Groups whose cloud could not launch a machine, and which try again at such a time. */
  private retries(isMeant: (atMs: number) => boolean): string[] {
    const { launcher, context: { api } } = this;
    if (!launcher) return [];
    return [...api.list<NodeGroup>('nodegroups')].map(({ metadata: { name } }) => name).filter((name) => launcher.retryAtMs(name) > 0 && isMeant(launcher.retryAtMs(name)));
  }

  /** Tries may go on for ever, which is nothing that anyone waits for. */
  private planRetry(): void {
    const { nowMs } = this.context.env;
    const next = Math.min(...this.retries((atMs) => atMs > nowMs).map((name) => this.launcher?.retryAtMs(name) ?? Infinity));
    if (next < Infinity) this.context.wakeAt(next, { background: true });
  }

  private want(name: string): void {
    this.changed.add(name);
    this.context.wakeAt(this.context.env.nowMs);
  }

  private reconcile(group: NodeGroup): void {
    const { api } = this.context;
    const target = desiredSizeOf(group.spec);
    let machines = machinesOf(api, group);
    this.launcher?.follow(group, target);
    while (machines.length < target) {
      const made = this.addMachine(group, machines, target);
      if (!made) break;
      machines = [...machines, made];
    }
    while (machines.length > target) {
      const goes = firstToGo(machines);
      if (!goes || !api.delete('machines', goes.metadata.name).ok) break;
      machines = machines.filter((machine) => machine !== goes);
    }
    const ready = machines.filter(({ metadata }) => isReady(api.get<Node>('nodes', metadata.name))).length;
    const now = api.get<NodeGroup>('nodegroups', group.metadata.name);
    const message = this.launcher?.failureOf(group.metadata.name)?.message;
    const status = {
      ...(now?.metadata.generation === undefined ? {} : { observedGeneration: now.metadata.generation }), size: machines.length, ready, ...(message === undefined ? {} : { message }),
    };
    if (now && message !== undefined && message !== now.status?.message) api.recordEvent(now, { type: 'Warning', reason: 'FailedScalingActivity', message });
    if (now && !jsonEqual(now.status, status)) api.updateStatus<NodeGroup>({ ...now, status });
  }

  private addMachine(group: NodeGroup, machines: readonly Machine[], target: number): Machine | undefined {
    const { api, env } = this.context;
    const { launcher } = this;
    if (launcher && launcher.retryAtMs(group.metadata.name) > env.nowMs) return undefined;
    let zone = zoneForNext(group, machines);
    let name: string;
    do name = `${group.metadata.name}-${env.nameSuffix(suffixLength)}`;
    while (api.get<Machine>('machines', name) || api.get<Node>('nodes', name));
    if (launcher) {
      const launched = launcher.launch(group, name, zonesByNeed(group, machines));
      if (launched.kind === 'Failed') return undefined;
      ({ zone } = launched);
    }
    const made = api.create<Machine>({
      apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name, ownerReferences: [newControllerRef(group)] }, spec: machineSpec(group, zone),
    });
    if (!made.ok) return undefined;
    this.context.recordDecision({
      kind: 'MachineAdded', objectUid: made.value.metadata.uid ?? '', sinceMs: env.nowMs, atMs: env.nowMs, group: group.metadata.name,
      size: machines.length + 1, target, ...(zone === undefined ? {} : { zone }),
    });
    return made.value;
  }
}

function isReady(node: Node | undefined): boolean {
  return node?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

export function createNodeGroups(context: ComponentContext, launcher?: GroupLauncher): NodeGroups {
  return new NodeGroups(context, launcher);
}

import { parseRefKey, refKey, refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { ViewDelta, ViewList } from '../../../shared/view/feed.ts';
import { encodePods } from '../../../shared/view/pod-columns.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { RelationsRow } from '../../../shared/view/relations.ts';
import type { CardRow, ClusterRow, MachineRow, PodDetailRow } from '../../../shared/view/rows.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { PodView } from '../../engine/kubelet/views.ts';
import { BalancerRows, type BalancerChanges, type BalancerSource } from './balancer-rows.ts';
import { hasCard } from './card-objects.ts';
import { cardRow } from './card-row.ts';
import { cardsAbout } from './cards-about.ts';
import type { CardContext } from './cards/card-facts.ts';
import { eventRow } from './event-row.ts';
import { machineRow, type MachineFacts } from './machine-row.ts';
import { podDetail, podRow } from './pod-row.ts';
import { placeOf } from './relations/names.ts';
import { RelationIndex } from './relations/relation-index.ts';
import { ControlPlaneChanges } from './control-plane-changes.ts';
import { controlPlaneProblem } from './control-plane-problem.ts';
import { componentProblems, dnsProblem, networkProblems } from './fault-problems.ts';
import { ProblemList } from './problem-list.ts';
import { cardProblem, machineProblem, podProblem, trafficProblem } from './problems.ts';
import { TrafficRows } from './traffic-rows.ts';
import type { Traffic } from '../../engine/network/traffic/traffic.ts';

/** What the projector needs beyond the API objects. */
export interface ViewSource {
  readonly api: ApiReader;
  nowMs(): number;
  parseTimestamp(text: string): number;
  /** Lamps, components and use of a machine, from its kubelet. */
  machineFacts(name: string): Pick<MachineFacts, 'lamps' | 'components' | 'cutOff' | 'used'>;
  /** What the pod's kubelet knows beyond the API: use, image pulls, next tries. */
  podView(uid: string): PodView | undefined;
  cluster(): Omit<ClusterRow, 'nodes' | 'pods'>;
  /** The design's behaviour profiles; the same array until they change. */
  profiles(): readonly ImageProfile[];
  /** Undefined: the provider runs it. */
  controlPlane(): ControlPlaneView | undefined;
  readonly traffic: Traffic;
  readonly balancers: BalancerSource;
}

export type ProjectedList = Pick<ViewList, 'cluster' | 'controlPlane' | 'pods' | 'machines' | 'cards' | 'relations' | 'traffic' | 'flows' | 'problems' | 'eventCount'>;
export type ProjectedDelta = Pick<ViewDelta, 'cluster' | 'controlPlane' | 'pods' | 'removedPods' | 'details' | 'machines' | 'removedMachines' | 'cards' | 'removedCards' | 'relations' | 'traffic' | 'removedTraffic' | 'flows' | 'removedFlows' | 'problems' | 'events' | 'eventCount'>;

const eventsPerDelta = 200;

/**
 * Keeps the window's rows: marks what a commit touched, and makes rows only for that when a frame is sent. Cost is proportional to what changed and to
 * the machines in view, never to the size of the cluster.
 */
export class ViewProjector {
  readonly relations: RelationIndex;
  readonly traffic: TrafficRows;
  private readonly balancers: BalancerRows;
  private readonly source: ViewSource;
  private readonly dirtyPods = new Map<string, string>();
  private readonly removedPods = new Set<string>();
  private readonly dirtyMachines = new Set<string>();
  private readonly removedMachines = new Set<string>();
  private readonly dirtyCards = new Map<string, { resource: string; key: string }>();
  private readonly removedCards = new Set<string>();
  private readonly newEvents = new Map<string, Event>();
  private readonly problems = new ProblemList();
  private clusterText = '';
  private readonly controlPlane = new ControlPlaneChanges();
  private watched = new Set<string>();
  private watchPending = false;
  private withSystem = false;
  private readonly freshDetails = new Set<string>();

  constructor(source: ViewSource) {
    this.source = source;
    this.relations = new RelationIndex(source.api, source.profiles);
    this.traffic = new TrafficRows(source.api, source.traffic);
    this.balancers = new BalancerRows(source.api, source.balancers);
  }

  observe(event: WatchEvent): void {
    this.relations.observe(event);
    this.balancers.observe(event);
    switch (event.resource) {
      case 'pods': return this.observePod(event as WatchEvent<Pod>);
      case 'machines': return this.observeMachine(event as WatchEvent<Machine>);
      case 'nodes': return this.observeNode(event as WatchEvent<Node>);
      case 'leases': return undefined;
      case 'events':
        if (event.type !== 'DELETED') this.observeEvent(event.object as Event);
        return undefined;
      default: return this.observeCard(event);
    }
  }

  /** The kubelet of a machine changed something that no API object shows (a lamp). */
  touchMachine(name: string): void {
    this.dirtyMachines.add(name);
  }

  /** Which machines' pods (and whether the Pending ones) get details from now on. Those newly watched are sent with the next delta. */
  watch(machines: readonly string[], pending: boolean): void {
    const next = new Set(machines);
    for (const name of next) if (!this.watched.has(name)) this.freshDetails.add(name);
    if (pending && !this.watchPending) this.freshDetails.add('');
    this.watched = next;
    this.watchPending = pending;
  }

  /** Whether objects of the system, and those that every cluster has, are cards too. Seen in the next list. */
  showSystem(shown: boolean): void {
    this.withSystem = shown;
  }

  problemCount(): number {
    return this.problems.size;
  }

  list(): ProjectedList {
    const { api } = this.source;
    this.forget();
    this.problems.clear();
    this.relations.rebuild();
    const pods = [...api.list<Pod>('pods')].map((pod) => this.rowOfPod(pod));
    const machines = [...api.list<Machine>('machines')].map((machine) => this.rowOfMachine(machine));
    const balancers = this.balancers.list(this.withSystem);
    const cards = [...this.allCards(), ...balancers.cards];
    for (const name of this.watched) this.freshDetails.add(name);
    if (this.watchPending) this.freshDetails.add('');
    const cluster = this.clusterRow();
    this.clusterText = JSON.stringify(cluster);
    const traffic = this.traffic.list();
    this.noticeFailures(traffic);
    const controlPlane = this.source.controlPlane();
    this.noticeControlPlane(controlPlane);
    this.noticeNetwork(cluster);
    this.controlPlane.take(controlPlane);
    return { cluster, ...(controlPlane ? { controlPlane } : {}), pods: encodePods(pods), machines, cards, relations: [...this.relations.all().filter(isShown), ...balancers.relations], ...traffic, problems: this.problems.list(), eventCount: api.count('events') };
  }

  /** What changed since the last list or delta; undefined when nothing did. */
  delta(): ProjectedDelta | undefined {
    const { api } = this.source;
    const delta: ProjectedDelta = this.traffic.delta();
    this.noticeFailures(delta);
    this.projectControlPlane(delta);
    const details: PodDetailRow[] = [];
    if (this.dirtyPods.size > 0) {
      const pods = [...this.dirtyPods].flatMap(([uid, key]) => {
        const pod = api.get<Pod>('pods', key);
        return pod && pod.metadata.uid === uid ? [pod] : [];
      });
      delta.pods = encodePods(pods.map((pod) => this.rowOfPod(pod)));
      for (const pod of pods) if (this.wantsDetail(pod)) details.push(this.detailOf(pod));
    }
    for (const machine of this.freshDetails) {
      for (const pod of api.byIndex<Pod>('pods', 'nodeName', machine)) if (!this.dirtyPods.has(pod.metadata.uid ?? '')) details.push(this.detailOf(pod));
    }
    if (details.length > 0) delta.details = details;
    if (this.removedPods.size > 0) delta.removedPods = [...this.removedPods];
    if (this.dirtyMachines.size > 0) {
      delta.machines = [...this.dirtyMachines].flatMap((name) => {
        const machine = api.get<Machine>('machines', name);
        return machine ? [this.rowOfMachine(machine)] : [];
      });
    }
    if (this.removedMachines.size > 0) delta.removedMachines = [...this.removedMachines];
    this.projectRelations(delta);
    const balancers = this.balancers.delta(this.withSystem);
    for (const subject of balancers?.subjects ?? []) this.touchCard(subject);
    if (this.dirtyCards.size > 0) {
      delta.cards = [...this.dirtyCards.values()].flatMap(({ resource, key }) => {
        const object = api.get(resource, key);
        return object ? [this.rowOfCard(resource, object)] : [];
      });
    }
    if (this.removedCards.size > 0) delta.removedCards = [...this.removedCards];
    if (balancers) addBalancers(delta, balancers);
    if (this.newEvents.size > 0) {
      delta.events = [...this.newEvents.values()].slice(-eventsPerDelta).map((event) => eventRow(event, this.source.parseTimestamp));
      delta.eventCount = api.count('events');
    }
    const cluster = this.clusterRow();
    const clusterText = JSON.stringify(cluster);
    if (clusterText !== this.clusterText) delta.cluster = cluster;
    this.noticeNetwork(cluster);
    const problems = this.problems.changed();
    if (problems) delta.problems = problems;
    this.clusterText = clusterText;
    this.forget();
    return Object.keys(delta).length > 0 ? delta : undefined;
  }

  private projectControlPlane(delta: ProjectedDelta): void {
    const controlPlane = this.source.controlPlane();
    const { changed, machines } = this.controlPlane.take(controlPlane);
    if (!changed) return;
    delta.controlPlane = controlPlane ?? null;
    for (const name of machines) this.dirtyMachines.add(name);
    this.noticeControlPlane(controlPlane);
  }

  private noticeControlPlane(view: ControlPlaneView | undefined): void {
    this.problems.set('control-plane', controlPlaneProblem(view, this.source.nowMs()));
    this.problems.setAll('control-plane/', componentProblems(view, this.source.nowMs()));
  }

  /** What is cut, and whether names are found. */
  private noticeNetwork(cluster: Pick<ClusterRow, 'cutLinks' | 'cutZones'>): void {
    const { api } = this.source;
    const machinesIn = (zone: string): string[] => [...api.list<Machine>('machines')].filter(({ spec }) => spec.zone === zone).map(({ metadata }) => metadata.name);
    this.problems.setAll('network/', networkProblems(cluster, machinesIn, this.source.nowMs()));
    this.problems.set('dns', dnsProblem(api, this.source.nowMs(), this.source.parseTimestamp));
  }

  /** An Event says that its object did something, which its row may show before any status does: an image pull, a kubelet's start. */
  private observeEvent(event: Event): void {
    this.newEvents.set(event.metadata.uid ?? '', event);
    const { kind, namespace, name = '', uid = '' } = event.involvedObject;
    if (kind === 'Pod' && this.source.api.get<Pod>('pods', `${namespace}/${name}`)?.metadata.uid === uid) this.dirtyPods.set(uid, `${namespace}/${name}`);
    if (kind === 'Node') this.dirtyMachines.add(name);
  }

  private observePod(event: WatchEvent<Pod>): void {
    const { uid = '' } = event.object.metadata;
    const node = event.object.spec.nodeName ?? '';
    if (node) this.dirtyMachines.add(node);
    if (event.type === 'DELETED') {
      this.dirtyPods.delete(uid);
      this.removedPods.add(uid);
      this.problems.set(uid, undefined);
    } else this.dirtyPods.set(uid, event.key);
  }

  private observeMachine(event: WatchEvent<Machine>): void {
    const { name, uid = '' } = event.object.metadata;
    if (event.type === 'DELETED') {
      this.dirtyMachines.delete(name);
      this.removedMachines.add(name);
      this.problems.set(uid, undefined);
    } else {
      this.removedMachines.delete(name);
      this.dirtyMachines.add(name);
    }
  }

  private observeNode(event: WatchEvent<Node>): void {
    const { name } = event.object.metadata;
    this.dirtyMachines.add(name);
    const before = event.previous && isSilent(event.previous);
    if (before === isSilent(event.object)) return;
    for (const pod of this.source.api.byIndex<Pod>('pods', 'nodeName', name)) this.dirtyPods.set(pod.metadata.uid ?? '', `${pod.metadata.namespace}/${pod.metadata.name}`);
  }

  private observeCard(event: WatchEvent): void {
    const { uid = '' } = event.object.metadata;
    if (event.type === 'DELETED') {
      this.dirtyCards.delete(uid);
      this.removedCards.add(uid);
      this.problems.set(uid, undefined);
    } else if (hasCard(event.resource, event.object, this.withSystem)) this.dirtyCards.set(uid, { resource: event.resource, key: event.key });
    // Adopted by a controller: from now on its owner's card stands for it.
    else if (event.previous && hasCard(event.resource, event.previous, this.withSystem)) this.removedCards.add(uid);
    for (const ref of cardsAbout(event, this.source.api, this.relations)) this.touchCard(ref);
  }

  private touchCard(ref: ObjectRef): void {
    const { resource, key } = placeOf(ref);
    const object = this.source.api.get(resource, key);
    if (object?.metadata.uid && hasCard(resource, object, this.withSystem)) this.dirtyCards.set(object.metadata.uid, { resource, key });
  }

  /** What changed of the relations; a card that is at their start may have something new to say. */
  private projectRelations(delta: ProjectedDelta): void {
    const rows = this.relations.takeChanged();
    for (const { from } of rows) this.touchCard(from);
    const shown = rows.filter(isShown);
    if (shown.length > 0) delta.relations = shown;
  }

  private allCards(): CardRow[] {
    const { api } = this.source;
    const cards: CardRow[] = [];
    for (const resource of api.resources()) {
      for (const object of api.list(resource)) if (hasCard(resource, object, this.withSystem)) cards.push(this.rowOfCard(resource, object));
    }
    return cards;
  }

  private rowOfPod(pod: Pod): ReturnType<typeof podRow> {
    const silent = this.nodeSilent(pod.spec.nodeName);
    this.problems.set(pod.metadata.uid ?? '', podProblem(pod, silent, this.source.nowMs(), this.source.parseTimestamp));
    return podRow(pod, silent);
  }

  private rowOfMachine(machine: Machine): MachineRow {
    const { api } = this.source;
    const { name } = machine.metadata;
    const requested = { cpuMilli: 0, memoryBytes: 0 };
    let podCount = 0;
    for (const pod of api.byIndex<Pod>('pods', 'nodeName', name)) {
      if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') continue;
      const request = schedulerRequest(pod.spec);
      requested.cpuMilli += request.milliCpu;
      requested.memoryBytes += request.memory;
      podCount += 1;
    }
    const row = machineRow(machine, api.get<Node>('nodes', name), { ...this.source.machineFacts(name), requested, podCount }, this.source.parseTimestamp);
    this.problems.set(row.uid, machineProblem(row, this.source.nowMs()));
    return row;
  }

  /** Sources of which something was told: whether their requests fail. */
  private noticeFailures({ traffic = [] }: Pick<ProjectedDelta, 'traffic'>): void {
    for (const { ref } of traffic) {
      const source = ref.kind === 'TrafficSource' ? this.source.api.get('trafficsources', ref.name) : undefined;
      const measure = source && this.source.traffic.ofSource(ref.name);
      if (source && measure) this.problems.set(source.metadata.uid ?? '', trafficProblem(source, measure));
    }
  }

  private rowOfCard(resource: string, object: KubernetesObject): CardRow {
    const row = cardRow(resource, object, this.cardContext(), this.relations.brokenOf(refOf(object)));
    if (row.ref.kind !== 'TrafficSource') this.problems.set(row.uid, cardProblem(row, this.source.nowMs()));
    return row;
  }

  cardContext(): CardContext {
    const { api } = this.source;
    return {
      api, unixMs: this.source.nowMs() + (this.source.cluster().epochMs ?? 0),
      balancerOf: (object) => this.balancers.of(refOf(object))?.balancer,
      selected: (object) => this.relations.selectedBy(refKey(refOf(object))).flatMap((selected) => {
        const ref = parseRefKey(selected);
        const place = ref && placeOf(ref);
        return (place && api.get(place.resource, place.key)) ?? [];
      }),
    };
  }

  private clusterRow(): ClusterRow {
    const { api } = this.source;
    let ready = 0;
    let total = 0;
    for (const node of api.list<Node>('nodes')) {
      total += 1;
      if (node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')) ready += 1;
    }
    return { ...this.source.cluster(), nodes: { total, ready }, pods: api.count('pods') };
  }

  private nodeSilent(name: string | undefined): boolean {
    const node = name ? this.source.api.get<Node>('nodes', name) : undefined;
    return node !== undefined && isSilent(node);
  }

  private wantsDetail(pod: Pod): boolean {
    return pod.spec.nodeName ? this.watched.has(pod.spec.nodeName) : this.watchPending;
  }

  private detailOf(pod: Pod): PodDetailRow {
    return podDetail(pod, this.source.podView(pod.metadata.uid ?? ''), this.source.parseTimestamp);
  }

  private forget(): void {
    this.dirtyPods.clear();
    this.removedPods.clear();
    this.dirtyMachines.clear();
    this.removedMachines.clear();
    this.dirtyCards.clear();
    this.removedCards.clear();
    this.newEvents.clear();
    this.freshDetails.clear();
  }
}

function addBalancers(delta: ProjectedDelta, { cards, removedCards, relations }: BalancerChanges): void {
  if (cards.length > 0) delta.cards = [...delta.cards ?? [], ...cards];
  if (removedCards.length > 0) delta.removedCards = [...delta.removedCards ?? [], ...removedCards];
  if (relations.length > 0) delta.relations = [...delta.relations ?? [], ...relations];
}

function isSilent(node: Node): boolean {
  return node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'Unknown') ?? false;
}

/** EndpointSlices and the like state relations but have no card: the window asks for those. */
function isShown({ from }: RelationsRow): boolean {
  return from.kind !== 'EndpointSlice';
}

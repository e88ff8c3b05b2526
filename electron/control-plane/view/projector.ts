import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ViewDelta, ViewList } from '../../../shared/view/feed.ts';
import { encodePods } from '../../../shared/view/pod-columns.ts';
import type { RelationsRow } from '../../../shared/view/relations.ts';
import type { CardRow, PodDetailRow } from '../../../shared/view/rows.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { BalancerRows, type BalancerChanges } from './balancer-rows.ts';
import { hasCard } from './card-objects.ts';
import type { CardContext } from './cards/card-facts.ts';
import { ControlPlaneChanges } from './control-plane-changes.ts';
import { eventRow } from './event-row.ts';
import type { ViewSource } from './projection-source.ts';
import { RelationIndex } from './relations/relation-index.ts';
import { RowMaker } from './row-maker.ts';
import { TouchedRows } from './touched-rows.ts';
import { TrafficRows } from './traffic-rows.ts';

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
  private readonly touched: TouchedRows;
  private readonly rows: RowMaker;
  private clusterText = '';
  private readonly controlPlane = new ControlPlaneChanges();
  private watched = new Set<string>();
  private watchPending = false;
  private readonly freshDetails = new Set<string>();

  constructor(source: ViewSource) {
    this.source = source;
    this.relations = new RelationIndex(source.api, source.profiles);
    this.traffic = new TrafficRows(source.api, source.traffic);
    this.balancers = new BalancerRows(source.api, source.balancers);
    this.rows = new RowMaker(source, this.relations, this.balancers);
    this.touched = new TouchedRows(source.api, this.relations, (uid) => this.rows.problems.set(uid, undefined));
  }

  observe(event: WatchEvent): void {
    this.relations.observe(event);
    this.balancers.observe(event);
    this.touched.observe(event);
  }

  /** The kubelet of a machine changed something that no API object shows (a lamp). */
  touchMachine(name: string): void {
    this.touched.machines.add(name);
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
    this.touched.withSystem = shown;
  }

  problemCount(): number {
    return this.rows.problems.size;
  }

  list(): ProjectedList {
    const { api } = this.source;
    this.forget();
    this.rows.problems.clear();
    this.relations.rebuild();
    const pods = [...api.list<Pod>('pods')].map((pod) => this.rows.pod(pod));
    const machines = [...api.list<Machine>('machines')].map((machine) => this.rows.machine(machine));
    const balancers = this.balancers.list(this.touched.withSystem);
    const cards = [...this.allCards(), ...balancers.cards];
    for (const name of this.watched) this.freshDetails.add(name);
    if (this.watchPending) this.freshDetails.add('');
    const cluster = this.rows.cluster();
    this.clusterText = JSON.stringify(cluster);
    const traffic = this.traffic.list();
    this.rows.noticeFailures(traffic);
    const controlPlane = this.source.controlPlane();
    this.rows.noticeControlPlane(controlPlane);
    this.rows.noticeNetwork(cluster);
    this.controlPlane.take(controlPlane);
    return { cluster, ...(controlPlane ? { controlPlane } : {}), pods: encodePods(pods), machines, cards, relations: [...this.relations.all().filter(isShown), ...balancers.relations], ...traffic, problems: this.rows.problems.list(), eventCount: api.count('events') };
  }

  /** What changed since the last list or delta; undefined when nothing did. */
  delta(): ProjectedDelta | undefined {
    const { api } = this.source;
    const delta: ProjectedDelta = this.traffic.delta();
    this.rows.noticeFailures(delta);
    this.projectControlPlane(delta);
    const details: PodDetailRow[] = [];
    if (this.touched.pods.size > 0) {
      const pods = [...this.touched.pods].flatMap(([uid, key]) => {
        const pod = api.get<Pod>('pods', key);
        return pod && pod.metadata.uid === uid ? [pod] : [];
      });
      delta.pods = encodePods(pods.map((pod) => this.rows.pod(pod)));
      for (const pod of pods) if (this.wantsDetail(pod)) details.push(this.rows.detail(pod));
    }
    for (const machine of this.freshDetails) {
      for (const pod of api.byIndex<Pod>('pods', 'nodeName', machine)) if (!this.touched.pods.has(pod.metadata.uid ?? '')) details.push(this.rows.detail(pod));
    }
    if (details.length > 0) delta.details = details;
    if (this.touched.removedPods.size > 0) delta.removedPods = [...this.touched.removedPods];
    if (this.touched.machines.size > 0) {
      delta.machines = [...this.touched.machines].flatMap((name) => {
        const machine = api.get<Machine>('machines', name);
        return machine ? [this.rows.machine(machine)] : [];
      });
    }
    if (this.touched.removedMachines.size > 0) delta.removedMachines = [...this.touched.removedMachines];
    this.projectRelations(delta);
    const balancers = this.balancers.delta(this.touched.withSystem);
    for (const subject of balancers?.subjects ?? []) this.touched.touchCard(subject);
    if (this.touched.cards.size > 0) {
      delta.cards = [...this.touched.cards.values()].flatMap(({ resource, key }) => {
        const object = api.get(resource, key);
        return object ? [this.rows.card(resource, object)] : [];
      });
    }
    if (this.touched.removedCards.size > 0) delta.removedCards = [...this.touched.removedCards];
    if (balancers) addBalancers(delta, balancers);
    if (this.touched.events.size > 0) {
      delta.events = [...this.touched.events.values()].slice(-eventsPerDelta).map((event) => eventRow(event, this.source.parseTimestamp));
      delta.eventCount = api.count('events');
    }
    const cluster = this.rows.cluster();
    const clusterText = JSON.stringify(cluster);
    if (clusterText !== this.clusterText) delta.cluster = cluster;
    this.rows.noticeNetwork(cluster);
    const problems = this.rows.problems.changed();
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
    for (const name of machines) this.touched.machines.add(name);
    this.rows.noticeControlPlane(controlPlane);
  }

  /** What changed of the relations; a card that is at their start may have something new to say. */
  private projectRelations(delta: ProjectedDelta): void {
    const rows = this.relations.takeChanged();
    for (const { from } of rows) this.touched.touchCard(from);
    const shown = rows.filter(isShown);
    if (shown.length > 0) delta.relations = shown;
  }

  private allCards(): CardRow[] {
    const { api } = this.source;
    const cards: CardRow[] = [];
    for (const resource of api.resources()) {
      for (const object of api.list(resource)) if (hasCard(resource, object, this.touched.withSystem)) cards.push(this.rows.card(resource, object));
    }
    return cards;
  }

  private wantsDetail(pod: Pod): boolean {
    return pod.spec.nodeName ? this.watched.has(pod.spec.nodeName) : this.watchPending;
  }

  cardContext(): CardContext {
    return this.rows.cardContext();
  }

  private forget(): void {
    this.touched.clear();
    this.freshDetails.clear();
  }
}

function addBalancers(delta: ProjectedDelta, { cards, removedCards, relations }: BalancerChanges): void {
  if (cards.length > 0) delta.cards = [...delta.cards ?? [], ...cards];
  if (removedCards.length > 0) delta.removedCards = [...delta.removedCards ?? [], ...removedCards];
  if (relations.length > 0) delta.relations = [...delta.relations ?? [], ...relations];
}

/** EndpointSlices and the like state relations but have no card: the window asks for those. */
function isShown({ from }: RelationsRow): boolean {
  return from.kind !== 'EndpointSlice';
}

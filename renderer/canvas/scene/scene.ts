import type { FlushReport, Mirror } from '../../store/mirror.ts';
import { machineKey, nodeGroupKey, refKey } from '../../store/ref-key.ts';
import { Topics } from '../../store/topics.ts';
import { initialFolds, laneGroups } from './lane-groups.ts';
import type { KeyedCard } from './lane-groups.ts';
import { cardHeight } from '../geometry/card-size.ts';
import { layOutCluster } from '../geometry/cluster-layout.ts';
import type { ClusterLayout, LayoutInput, LayoutMemory } from '../geometry/cluster-layout.ts';
import { machineWidth, podColumnsFor } from '../geometry/machine-width.ts';
import { layOutMachineBody } from '../geometry/machine-body.ts';
import type { MachineBody, PodPlace, PodShape } from '../geometry/machine-body.ts';
import type { Rect } from '../geometry/rect.ts';
import { machine as machineSize } from '../geometry/sizes.ts';
import { SpatialIndex } from '../geometry/spatial-index.ts';
import type { LayoutNetwork } from '../geometry/vpc-layout.ts';
import { PodShapes } from './pod-shapes.ts';
import { divideCards } from './outside-cards.ts';
import { layOutTray } from './tray.ts';
import type { TrayBody } from './tray.ts';
import { networkOf } from './vpc-input.ts';
import { PodArrivals } from './pod-arrivals.ts';

const emptyBody: MachineBody = {
  pods: [],
  components: [],
  width: machineSize.width,
  height: machineSize.headerHeight + machineSize.footerHeight + machineSize.emptyBodyHeight + 2 * machineSize.bodyInset,
};

const manyMachines = 300;
const manyMachinesMs = 200;

/** A card that stands in the lane. */
export interface SceneCard {
  uid: string;
  key: string;
  rect: Rect;
}

/** What the places of machines and cards depend on, besides heights of machines; compared to see whether to lay out again. */
interface LayoutInputs {
  names: readonly string[];
  uids: readonly string[];
  positions: unknown;
  managed: boolean;
  zones: string;
  cardHeights: string;
  groups: string;
  network: string;
  relations: number;
  folds: ReadonlySet<string>;
}

/**
 * Where everything is: the mirror's rows with the automatic layout, kept up to date flush by flush at the cost of what changed. Topics:
 * `layout` (places of
 * machines, cards, frames), `body/NAME` (pods within a machine), `tray`.
 */
export class Scene {
  readonly topics = new Topics();
  readonly arrivals = new PodArrivals();
  layout: ClusterLayout = layOutCluster({ machines: [], lane: [], positions: {}, managed: false, trayHeight: 0 }, new Map());
  machineNames: readonly string[] = [];
  /** By index of `machineNames`. */
  machineRects: readonly Rect[] = [];
  machineIndex = new SpatialIndex(320);
  cards: readonly SceneCard[] = [];
  tray: TrayBody = layOutTray([], []);
  /** Columns of pods in every machine; see `podColumnsFor`. */
  podColumns = 2;
  machineWidth: number = machineSize.width;
  /** Upper edge of the highest machine: edges cross above it. */
  machinesTop = 0;
  readonly #mirror: Mirror;
  readonly #later: (run: () => void, ms: number) => void;
  readonly #shapes = new PodShapes();
  readonly #bodies = new Map<string, MachineBody>();
  readonly #signatures = new Map<string, string>();
  readonly #columns = new Map<string, Map<string, number>>();
  #memory: LayoutMemory = new Map();
  #folds: ReadonlySet<string> = new Set();
  #nameIndex = new Map<string, number>();
  #groupUids: ReadonlyMap<string, string> = new Map();
  #designId = '';
  #hasBalancerColumn = false;
  #layoutIsDue = false;
  #laidOutFrom: LayoutInputs | undefined;
  /** Of the cloud's network, whose views come often and hardly ever change it. */
  #network: { of: Mirror['cloud']; layout: LayoutNetwork | undefined; text: string } = { of: undefined, layout: undefined, text: '' };
  #input: LayoutInput = { machines: [], lane: [], positions: {}, managed: false, trayHeight: 0 };

  /** @param later runs something after so many ms */
  constructor(mirror: Mirror, later: (run: () => void, ms: number) => void = (run, ms) => void setTimeout(run, ms)) {
    this.#mirror = mirror;
    this.#later = later;
    this.#rebuild();
  }

  bodyOf(name: string): MachineBody {
    return this.#bodies.get(name) ?? emptyBody;
  }

  rectOf(name: string): Rect | undefined {
    const index = this.#nameIndex.get(name);
    return index === undefined ? undefined : this.machineRects[index];
  }

  indexOf(name: string): number {
    return this.#nameIndex.get(name) ?? -1;
  }

  cardOf(uid: string): SceneCard | undefined {
    return this.cards.find((item) => item.uid === uid);
  }

  /** Uid of a node group by its key; undefined: there is none. */
  groupUid(key: string): string | undefined {
    return this.#groupUids.get(key);
  }

  /** Folds a namespace's cards into counts by kind, or shows them again. Forgotten with the design: it is a way of looking. */
  foldNamespace(namespace: string, isFolded: boolean): void {
    const folds = new Set(this.#folds);
    if (isFolded) folds.add(namespace);
    else folds.delete(namespace);
    this.#folds = folds;
    this.#layOut();
    this.topics.flush();
  }

  isFolded(namespace: string): boolean {
    return this.#folds.has(namespace);
  }

  /** A pod's box in the world at the near zoom, on its machine or in the tray; undefined when it is not drawn. */
  podRect(uid: string): Rect | undefined {
    const slot = this.#mirror.pods.slotOf(uid);
    if (slot === undefined) return undefined;
    const name = this.#mirror.pods.node[slot] as string;
    if (name === '') {
      const item = this.tray.items.find((entry) => entry.id === uid);
      return item && this.layout.tray ? shifted(item, this.layout.tray) : undefined;
    }
    const place = this.bodyOf(name).pods.find((entry) => entry.uid === uid);
    const rect = this.rectOf(name);
    return place && rect ? shifted(place, rect) : undefined;
  }

  /** Where the automatic layout would put one more machine. */
  nextMachineRect(zone: string, controlPlane: boolean): Rect {
    const memory = new Map(
      [...this.#memory].map(([name, grid]) => [
        name,
        { ratio: grid.ratio, cellOf: new Map(grid.cellOf), heightOf: new Map(grid.heightOf) },
      ]),
    );
    const next = { key: '', zone, controlPlane, height: emptyBody.height };
    return layOutCluster({ ...this.#input, machines: [...this.#input.machines, next] }, memory).machines.get('') as Rect;
  }

  /** Pods shown as boxes on a machine (static control-plane pods are component rows). */
  podsOn(name: string): readonly PodPlace[] {
    return this.bodyOf(name).pods;
  }

  /** Takes the mirror's flush. */
  update(report: FlushReport): void {
    if (report.everything) {
      this.#rebuild();
      return;
    }
    this.#shapes.readTemplates(this.#mirror);
    let heights = this.#updateWidth(this.podColumns);
    for (const name of report.machines) if (name !== '') heights = this.#updateBody(name) || heights;
    const trayBefore = this.tray.height;
    if (this.#updateTray()) this.topics.mark('tray');
    if (heights || trayBefore !== this.tray.height || this.#structureChanged()) this.#layOutSoon();
    this.arrivals.observe(this.#mirror, this, report.machines);
    this.topics.flush();
  }

  /** Many machines are laid out at most so often: while pods come and go by the hundred, boxes may overlap for a moment. */
  #layOutSoon(): void {
    if (this.#mirror.machineNames().length <= manyMachines) {
      this.#layOut();
      return;
    }
    if (this.#layoutIsDue) return;
    this.#layoutIsDue = true;
    this.#later(() => {
      if (!this.#layoutIsDue) return;
      this.#layOut();
      this.topics.flush();
    }, manyMachinesMs);
  }

  #rebuild(): void {
    if (this.#mirror.designId !== this.#designId) {
      this.#designId = this.#mirror.designId;
      this.#memory = new Map();
      this.#hasBalancerColumn = false;
      this.#folds = initialFolds(divideCards(this.#keyedCards()).inside);
      this.#columns.clear();
      this.#shapes.clear();
    }
    this.#bodies.clear();
    this.#signatures.clear();
    this.#shapes.readTemplates(this.#mirror);
    this.#updateWidth(0);
    for (const name of this.#mirror.machineNames()) this.#updateBody(name);
    this.#updateTray();
    this.#layOut();
    this.arrivals.restart(this.#mirror, this);
    this.topics.markAll();
    this.topics.flush();
  }

  /** Counts pods per machine and chooses the width of all. @returns whether it changed; then every body is laid out anew */
  #updateWidth(current: number): boolean {
    const { pods } = this.#mirror;
    let machines = 0;
    for (const name of this.#mirror.machineNames()) if (pods.slotsOn(name).length > 0) machines += 1;
    const columns = podColumnsFor((pods.size - pods.slotsOn('').length) / Math.max(1, machines), current);
    if (columns === this.podColumns) return false;
    this.podColumns = columns;
    this.machineWidth = machineWidth(columns);
    this.#columns.clear();
    this.#signatures.clear();
    this.#memory = new Map();
    for (const name of this.#mirror.machineNames()) this.#updateBody(name);
    return true;
  }

  /** @returns whether the machine's height changed */
  #updateBody(name: string): boolean {
    const row = this.#mirror.machine(name);
    if (!row) {
      this.#columns.delete(name);
      this.#signatures.delete(name);
      return this.#bodies.delete(name);
    }
    const shapes = this.#shapesOn(name);
    const signature = `${row.components.length}|${shapes.map((shape) => `${shape.uid},${shape.containers},${shape.volumes}`).join(';')}`;
    if (this.#signatures.get(name) === signature) return false;
    this.#signatures.set(name, signature);
    let columns = this.#columns.get(name);
    if (!columns) this.#columns.set(name, (columns = new Map()));
    const before = this.#bodies.get(name)?.height;
    const body = layOutMachineBody(shapes, row.components.length, columns, this.podColumns);
    this.#bodies.set(name, body);
    this.topics.mark(`body/${name}`);
    return before !== body.height;
  }

  #shapesOn(name: string): PodShape[] {
    const { pods } = this.#mirror;
    const components = this.#mirror.machine(name)?.components ?? [];
    const rows = new Set(components.map((component) => `${component.name}-${name}`));
    const shapes: PodShape[] = [];
    for (const slot of pods.slotsOn(name)) {
      if (rows.size > 0 && pods.namespace[slot] === 'kube-system' && rows.has(pods.name[slot] as string)) continue;
      shapes.push(this.#shapes.shapeOf(this.#mirror, slot));
    }
    return shapes;
  }

  /** @returns whether what the tray shows changed */
  #updateTray(): boolean {
    const shapes = this.#mirror.pods.slotsOn('').map((slot) => this.#shapes.shapeOf(this.#mirror, slot));
    const ghosts = this.#mirror.cardUids().filter((uid) => {
      const replicas = this.#mirror.card(uid)?.replicas;
      return replicas !== undefined && replicas.current < replicas.desired;
    });
    const next = layOutTray(shapes, ghosts);
    const same =
      next.height === this.tray.height &&
      next.more === this.tray.more &&
      next.items.length === this.tray.items.length &&
      next.items.every((item, index) => item.id === this.tray.items[index]?.id && item.y === this.tray.items[index]?.y);
    if (!same) this.tray = next;
    return !same;
  }

  #networkNow(): { layout: LayoutNetwork | undefined; text: string } {
    const { cloud } = this.#mirror;
    if (this.#network.of !== cloud) {
      const layout = networkOf(cloud);
      this.#network = { of: cloud, layout, text: JSON.stringify(layout) ?? '' };
    }
    return this.#network;
  }

  #inputs(): LayoutInputs {
    const mirror = this.#mirror;
    return {
      names: mirror.machineNames(),
      uids: mirror.cardUids(),
      positions: mirror.layout,
      managed: mirror.cluster?.controlPlane === 'managed',
      zones: mirror
        .machineNames()
        .map((name) => mirror.machine(name)?.zone ?? '')
        .join(),
      cardHeights: mirror
        .cardUids()
        .map((uid) => {
          const row = mirror.card(uid);
          return row && !row.ownerUid ? cardHeight(row) : 0;
        })
        .join(),
      groups: mirror.cardUids().map((uid) => { const group = mirror.card(uid)?.group; return group ? `${group.max} ${group.zones.join(' ')}` : ''; }).join(),
      network: this.#networkNow().text,
      relations: mirror.relations.version,
      folds: this.#folds,
    };
  }

  #structureChanged(): boolean {
    const before = this.#laidOutFrom;
    if (!before) return true;
    const now = this.#inputs();
    return (
      now.names !== before.names ||
      now.uids !== before.uids ||
      now.positions !== before.positions ||
      now.managed !== before.managed ||
      now.zones !== before.zones ||
      now.cardHeights !== before.cardHeights ||
      now.groups !== before.groups ||
      now.network !== before.network ||
      now.relations !== before.relations ||
      now.folds !== before.folds
    );
  }

  #keyedCards(): (KeyedCard & { uid: string })[] {
    return this.#mirror.cardUids().flatMap((uid) => {
      const row = this.#mirror.card(uid);
      return row && row.ownerUid === undefined ? [{ uid, key: refKey(row.ref), row }] : [];
    });
  }

  /** Rows of a folded namespace: how many cards of each kind it holds. */
  foldedKinds(namespace: string): { kind: string; count: number; uids: string[] }[] {
    const kinds = new Map<string, string[]>();
    for (const { uid, row } of divideCards(this.#keyedCards()).inside)
      if ((row.ref.namespace ?? '') === namespace) kinds.set(row.ref.kind, [...(kinds.get(row.ref.kind) ?? []), uid]);
    return [...kinds].map(([kind, uids]) => ({ kind, count: uids.length, uids }));
  }

  #layOut(): void {
    this.#layoutIsDue = false;
    const mirror = this.#mirror;
    this.#laidOutFrom = this.#inputs();
    const names = mirror.machineNames();
    const cardRows = this.#keyedCards();
    const { inside, outside, balancers, groups } = divideCards(cardRows);
    this.#hasBalancerColumn ||= balancers.length > 0;
    const { layout: network } = this.#networkNow();
    this.#input = {
      machineWidth: this.machineWidth,
      machines: names.map((name) => {
        const row = mirror.machine(name);
        return {
          key: machineKey(name),
          zone: row?.zone ?? '',
          controlPlane: row?.roles.includes('control-plane') ?? false,
          height: this.bodyOf(name).height,
          ...(row?.group === undefined ? {} : { group: nodeGroupKey(row.group) }),
        };
      }),
      groups,
      ...(network ? { network } : {}),
      lane: laneGroups(inside, mirror.relations, this.#folds),
      outside,
      balancers,
      hasBalancerColumn: this.#hasBalancerColumn,
      positions: mirror.layout,
      managed: mirror.cluster?.controlPlane === 'managed',
      trayHeight: this.tray.height,
    };
    this.layout = layOutCluster(this.#input, this.#memory);
    this.machineNames = names;
    this.#nameIndex = new Map(names.map((name, index) => [name, index]));
    this.machineRects = names.map((name) => this.layout.machines.get(machineKey(name)) as Rect);
    this.machinesTop = this.machineRects.reduce((top, rect) => Math.min(top, rect.y), Infinity);
    this.machineIndex = new SpatialIndex(this.machineWidth);
    this.machineRects.forEach((rect, index) => this.machineIndex.set(index, rect));
    this.#groupUids = new Map(cardRows.flatMap(({ key, uid, row }) => (row.group ? [[key, uid]] : [])));
    // Cards of folded namespaces have no place.
    this.cards = cardRows.flatMap(({ uid, key }) => {
      const rect = this.layout.cards.get(key);
      return rect ? [{ uid, key, rect }] : [];
    });
    this.topics.mark('layout');
  }
}

export function shifted(inner: Rect, outer: { x: number; y: number }): Rect {
  return { x: outer.x + inner.x, y: outer.y + inner.y, width: inner.width, height: inner.height };
}

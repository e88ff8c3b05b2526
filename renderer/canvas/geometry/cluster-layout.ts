import { gridRatio } from './grid-growth.ts';
import { groupRatio, groupRect, zonesOfGroup, type GroupPlace, type LayoutGroup } from './group-layout.ts';
import { laneRects, layOutLane } from './lane-layout.ts';
import type { FramePlace, LaneCard, LaneGroup } from './lane-layout.ts';
import { clearOf, emptyGridMemory, layOutGrid } from './machine-grid.ts';
import type { GridMemory } from './machine-grid.ts';
import { boundsOf, grow, right } from './rect.ts';
import type { Point, Rect } from './rect.ts';
import { balancerCard, card, cluster, groupFrame, gutter, machine, managedCard, outsideCard, tray, vpcFrame, zone, zoneNetwork } from './sizes.ts';
import { SpatialIndex } from './spatial-index.ts';
import { layOutVpc, type LayoutNetwork, type VpcLayout } from './vpc-layout.ts';

export interface LayoutMachine {
  /** refKey of the Machine. */
  key: string;
  zone: string;
  controlPlane: boolean;
  height: number;
  /** Key of the group that it belongs to. */
  group?: string;
}

export interface LayoutInput {
  /** Width of every machine, see `machineWidth`; the default is that of two pods. */
  machineWidth?: number;
  /** In the order in which they were added. */
  machines: readonly LayoutMachine[];
  /** Their frames are drawn without machines too. */
  groups?: readonly LayoutGroup[];
  /** Of a cloud as provider: its zones are drawn without machines too. */
  network?: LayoutNetwork;
  lane: readonly LaneGroup[];
  /** What stands outside the cluster, on the side where requests come from, top to bottom. */
  outside?: readonly LaneCard[];
  /** Load balancers, between those and the cluster. */
  balancers?: readonly LaneCard[];
  /** There is room for load balancers, though there may be none (any more): where requests come from does not move aside. */
  hasBalancerColumn?: boolean;
  /** Where a person has put something, by refKey; absent: placed automatically. */
  positions: Readonly<Record<string, Point>>;
  /** The control plane is the provider's: its card stands outside. */
  managed: boolean;
  /** Height that the Pending tray needs; 0: there is none. */
  trayHeight: number;
}

export interface ZonePlace {
  name: string;
  rect: Rect;
  machines: number;
}

export interface ClusterLayout {
  cluster: Rect;
  /** A frame for each zone of a node group. */
  groups: readonly GroupPlace[];
  vpc?: VpcLayout;
  /** Empty when all machines are in one zone, which is none of a VPC. */
  zones: ZonePlace[];
  machines: ReadonlyMap<string, Rect>;
  cards: ReadonlyMap<string, Rect>;
  /** Frames of namespaces in the lane. */
  frames: readonly FramePlace[];
  tray?: Rect;
  managed?: Rect;
  /** Everything. */
  bounds: Rect;
  /** Everything but the Pending tray, which comes and goes: what the view is fitted to. */
  lasting: Rect;
}

/** Carried from one run to the next; see `GridMemory`. */
export type LayoutMemory = Map<string, GridMemory>;

const contentTop = cluster.headerHeight + cluster.padding;
const machinesLeft = cluster.padding + card.width + gutter;

/**
 * The automatic layout of the whole canvas: lane of cards, zones with a grid of machines each, Pending tray below the lane, cluster frame
 * around, sources of traffic and a managed control plane outside. What a person has moved stays where it was put, unless something above it grew into it: then it
 * moves down.
 */
export function layOutCluster(input: LayoutInput, memory: LayoutMemory): ClusterLayout {
  // Machines without a zone come last.
  const inGroups = new Set((input.groups ?? []).map(({ key }) => key));
  const groupOf = (item: LayoutMachine): string | undefined => (item.group !== undefined && inGroups.has(item.group) ? item.group : undefined);
  const inVpc = new Set((input.network?.zones ?? []).map(({ name }) => name));
  const zoneNames = [...new Set([...input.machines.map((item) => item.zone), ...(input.groups ?? []).flatMap(zonesOfGroup), ...inVpc])].sort(
    (a, b) => Number(a === '') - Number(b === '') || (a < b ? -1 : 1),
  );
  const framed = zoneNames.length > 1 || inVpc.size > 0;
  const { rects: manual, index } = placeManual(input);
  const machines = new Map(manual);
  const rectOf = (item: number): Rect => index.rects[item] as Rect;
  const averageHeight = input.machines.reduce((sum, item) => sum + item.height, 0) / Math.max(1, input.machines.length);
  const ratio = gridRatio(zoneNames.length, input.machines.length, averageHeight, widthOf(input));
  const zones: ZonePlace[] = [];
  const groups: GroupPlace[] = [];
  const zonesTop = contentTop + (inVpc.size > 0 ? vpcFrame.headerHeight : 0);
  let left = machinesLeft + (inVpc.size > 0 ? vpcFrame.inset : 0);
  const gridOf = (name: string): GridMemory => {
    let grid = memory.get(name);
    if (!grid) memory.set(name, (grid = emptyGridMemory()));
    used.add(name);
    return grid;
  };
  const used = new Set<string>();
  const size = { width: widthOf(input), gap: gapOf(input) };
  for (const name of zoneNames) {
    const members = input.machines.filter((item) => item.zone === name);
    const automatic = members.filter((item) => !manual.has(item.key));
    const single = automatic.filter((item) => groupOf(item) === undefined);
    // Control planes stand first in their zone.
    const ordered = [...single.filter((item) => item.controlPlane), ...single.filter((item) => !item.controlPlane)];
    const headHeight = zone.headerHeight + (inVpc.has(name) ? zoneNetwork.height : 0);
    const origin = framed ? { x: left + zone.inset, y: zonesTop + headHeight } : { x: left, y: contentTop };
    const placed = layOutGrid(ordered, origin, ratio, index.obstacles, rectOf, gridOf(name), size);
    for (const [key, rect] of placed) machines.set(key, rect);
    const blocks: Rect[] = [...placed.values()];
    let x = blocks.length === 0 ? origin.x : right(boundsOf(blocks) as Rect) + size.gap;
    for (const group of input.groups ?? []) {
      const own = members.filter((item) => groupOf(item) === group.key);
      if (own.length === 0 && !zonesOfGroup(group).includes(name)) continue;
      const inside = own.filter((item) => !manual.has(item.key));
      const start = { x: x + groupFrame.inset, y: origin.y + groupFrame.headerHeight };
      const grid = layOutGrid(inside, start, groupRatio(group, ratio), index.obstacles, rectOf, gridOf(`${name} ${group.key}`), size);
      for (const [key, rect] of grid) machines.set(key, rect);
      const rect = groupRect({ x, y: origin.y }, size.width, boundsOf(grid.values()));
      groups.push({ key: group.key, zone: name, rect, machines: own.length });
      blocks.push(rect);
      x = right(rect) + size.gap;
    }
    if (members.length === 0 && blocks.length === 0) blocks.push({ ...origin, width: size.width, height: zoneNetwork.emptyHeight });
    const around = boundsOf([...members.map((item) => machines.get(item.key) as Rect), ...blocks]);
    if (around) zones.push({ name, machines: members.length, rect: zoneRect(around, headHeight, blocks.length > 0 ? left : undefined) });
    const automaticBounds = boundsOf(blocks);
    left = automaticBounds ? automaticBounds.x + automaticBounds.width + (framed ? zone.inset + gapOf(input) : gapOf(input)) : left;
  }
  for (const name of memory.keys()) if (!used.has(name)) memory.delete(name);
  const lane = layOutLane(input.lane, input.positions, contentTop);
  const pending = placeTray(input.trayHeight, laneRects(lane));
  const vpc = input.network && layOutVpc(input.network, zones);
  const contents = [
    ...machines.values(), ...groups.map((item) => item.rect), ...laneRects(lane), ...(framed ? zones.map((item) => item.rect) : []), ...(vpc ? [vpc.rect] : []),
  ];
  const frame = clusterRect(pending ? [...contents, pending] : contents);
  const outside = placeOutside(input, frame);
  const managed = input.managed ? { x: outside.nextX, y: outside.nextY, width: managedCard.width, height: managedCard.height } : undefined;
  const around = [...outside.cards.values(), ...(managed ? [managed] : [])];
  return {
    cluster: frame,
    ...(vpc ? { vpc } : {}),
    zones: framed ? zones : [],
    groups,
    machines,
    cards: new Map([...lane.cards, ...outside.cards]),
    frames: lane.frames,
    ...(pending ? { tray: pending } : {}),
    ...(managed ? { managed } : {}),
    bounds: boundsOf([frame, ...around]) as Rect,
    lasting: boundsOf([clusterRect(contents), ...around]) as Rect,
  };
}

/** Cards left of the frame, the first one level with the first of the lane. */
function placeOutside({ outside = [], balancers = [], hasBalancerColumn = false, positions }: LayoutInput, frame: Rect): { cards: Map<string, Rect>; nextX: number; nextY: number } {
  const cards = new Map<string, Rect>();
  const top = frame.y + contentTop;
  const column = (items: readonly LaneCard[], x: number, width: number): number => {
    let y = top;
    for (const { key, height } of items) {
      const position = positions[key];
      cards.set(key, { ...(position ?? { x, y }), width, height });
      if (!position) y += height + card.gap;
    }
    return y;
  };
  const balancerX = frame.x - balancerCard.frameGap - balancerCard.width;
  column(balancers, balancerX, balancerCard.width);
  const right = hasBalancerColumn || balancers.length > 0 ? balancerX - balancerCard.gap : frame.x - tray.gap;
  return { cards, nextX: right - outsideCard.width, nextY: column(outside, right - outsideCard.width, outsideCard.width) };
}

function widthOf(input: LayoutInput): number {
  return input.machineWidth ?? machine.width;
}

/** Wide machines stand further apart, so that gaps are seen from afar. */
function gapOf(input: LayoutInput): number {
  return Math.round((machine.gap * widthOf(input)) / machine.width);
}

function placeManual(input: LayoutInput): { rects: Map<string, Rect>; index: { obstacles: SpatialIndex; rects: Rect[] } } {
  const obstacles = new SpatialIndex(widthOf(input) + gapOf(input));
  const rects: Rect[] = [];
  const byKey = new Map<string, Rect>();
  const wanted = input.machines.flatMap((item) => {
    const position = input.positions[item.key];
    return position ? [{ item, position }] : [];
  });
  wanted.sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  for (const { item, position } of wanted) {
    const rect = { x: position.x, y: position.y, width: widthOf(input), height: item.height };
    clearOf(rect, obstacles, (at) => rects[at] as Rect, gapOf(input));
    obstacles.set(rects.length, rect);
    rects.push(rect);
    byKey.set(item.key, rect);
  }
  return { rects: byKey, index: { obstacles, rects } };
}

function zoneRect(machines: Rect, headHeight: number, left: number | undefined): Rect {
  const around = grow(machines, zone.inset);
  const x = Math.min(left ?? around.x, around.x);
  return {
    x,
    y: machines.y - headHeight,
    width: around.x + around.width - x,
    height: around.height - zone.inset + headHeight,
  };
}

function clusterRect(contents: readonly Rect[]): Rect {
  const least = { x: 0, y: 0, width: cluster.minWidth, height: cluster.minHeight };
  const around = boundsOf(contents);
  if (!around) return least;
  const padded = grow(around, cluster.padding);
  const top = Math.min(0, around.y - contentTop);
  return boundsOf([least, { ...padded, y: top, height: padded.y + padded.height - top }]) as Rect;
}

/** Below the cards of the lane, beside the machines: pods wait within reach, and nothing moves aside when the tray comes and goes. */
function placeTray(height: number, cards: Iterable<Rect>): Rect | undefined {
  if (height === 0) return undefined;
  const rect = { x: cluster.padding + (card.width - tray.width) / 2, y: contentTop, width: tray.width, height };
  for (const other of [...cards].sort((one, two) => one.y - two.y)) {
    if (
      other.x < rect.x + rect.width &&
      rect.x < other.x + other.width &&
      other.y < rect.y + rect.height + card.gap &&
      rect.y < other.y + other.height + card.gap
    )
      rect.y = other.y + other.height + card.gap;
  }
  return rect;
}

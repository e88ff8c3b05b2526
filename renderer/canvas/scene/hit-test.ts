import type { Mirror } from '../../store/mirror.ts';
import { componentKey, machineKey, namespaceKey, parseRefKey, podKey, refKey } from '../../store/ref-key.ts';
import { frameHeader } from '../geometry/lane-layout.ts';
import { farCells } from '../geometry/far-tile.ts';
import { lampRects } from '../geometry/lamps.ts';
import { layOutMiddle } from '../geometry/middle-rows.ts';
import { containsPoint, distanceToRect, encloses, intersects } from '../geometry/rect.ts';
import type { Point, Rect } from '../geometry/rect.ts';
import { card as cardSize, pod as podSize } from '../geometry/sizes.ts';
import type { ZoomLevel } from '../geometry/zoom-level.ts';
import { shifted } from './scene.ts';
import type { Scene } from './scene.ts';

/** The topmost thing at a place. `rect` is in the world; `key` is what selection knows it by. */
export type Hit =
  | { kind: 'container'; rect: Rect; key: string; uid: string; machine: string; container: string }
  | { kind: 'pod'; rect: Rect; key: string; uid: string; machine: string }
  | { kind: 'template'; rect: Rect; key: string; uid: string; container: string }
  | { kind: 'card'; rect: Rect; key: string; uid: string }
  | { kind: 'machine'; rect: Rect; key: string; name: string }
  /** A component's row, or the lamp of a process, on its machine. */
  | { kind: 'component'; rect: Rect; key: string; machine: string; component: string }
  | { kind: 'tray'; rect: Rect }
  /** The name of a namespace's frame, or all of one that is folded. */
  | { kind: 'namespace'; rect: Rect; key: string; namespace: string; isFolded: boolean }
  /** The frame of a node group in one zone, beside its machines. */
  | { kind: 'group'; rect: Rect; key: string; name: string; zone: string }
  /** Something of the cloud's network: a subnet, a gateway, the head of the VPC. */
  | { kind: 'cloud'; rect: Rect; key: string; zone: string }
  | { kind: 'cluster'; rect: Rect; zone?: string; namespace?: string }
  | { kind: 'outside' };

export interface HitView {
  level: ZoomLevel;
  zoom: number;
  /** See `middleTextScale`. */
  textScale: number;
}

/** What stands at a point of the world, by geometry alone: the same in document and pixel view. */
export function hitTest(scene: Scene, mirror: Mirror, point: Point, view: HitView): Hit {
  const index = scene.machineIndex.at(point);
  if (index >= 0) return hitMachine(scene, mirror, index, point, view);
  if (view.level !== 'far') {
    for (let at = scene.cards.length - 1; at >= 0; at -= 1) {
      const { uid, key, rect } = scene.cards[at] as Scene['cards'][number];
      if (containsPoint(rect, point)) return hitCard(mirror, uid, key, rect, point, view);
    }
  }
  const { layout } = scene;
  const inCloud = view.level === 'far' ? undefined : layout.vpc?.places.find(({ rect }) => containsPoint(rect, point));
  if (inCloud) return { kind: 'cloud', ...inCloud, zone: zoneAt(scene, mirror, point) };
  if (layout.tray && containsPoint(layout.tray, point)) return hitTray(scene, mirror, layout.tray, point, view);
  if (!containsPoint(layout.cluster, point)) return { kind: 'outside' };
  const group = layout.groups.find((item) => containsPoint(item.rect, point));
  if (group) return { kind: 'group', rect: group.rect, key: group.key, name: parseRefKey(group.key)?.name ?? '', zone: group.zone };
  const frame = view.level === 'far' ? undefined : layout.frames.find((item) => containsPoint(item.rect, point));
  if (frame && frame.namespace !== '' && containsPoint(frameHeader(frame), point))
    return { kind: 'namespace', rect: frame.rect, key: namespaceKey(frame.namespace), namespace: frame.namespace, isFolded: frame.isFolded };
  const zone = zoneAt(scene, mirror, point);
  return { kind: 'cluster', rect: layout.cluster, ...(zone === '' ? {} : { zone }), ...(frame?.namespace ? { namespace: frame.namespace } : {}) };
}

/**
 * The zone of what is dropped here: the frame's, else the nearest one's; with no frames the zone in which all machines are. '' for none.
 */
export function zoneAt(scene: Scene, mirror: Mirror, point: Point): string {
  const { zones } = scene.layout;
  let nearest = zones[0];
  for (const zone of zones)
    if (zone.name !== '' && nearest && distanceToRect(point, zone.rect) < distanceToRect(point, nearest.rect)) nearest = zone;
  return nearest?.name ?? mirror.machine(scene.machineNames[0] ?? '')?.zone ?? '';
}

/** Boxes of a machine's pods as drawn at this zoom, relative to the machine. */
export function podRectsOn(scene: Scene, name: string, view: HitView): { uid: string; rect: Rect }[] {
  const body = scene.bodyOf(name);
  if (view.level === 'near') return body.pods.map((place) => ({ uid: place.uid, rect: place }));
  const count = body.components.length + body.pods.length;
  const rects =
    view.level === 'middle'
      ? layOutMiddle(body.width, body.height, count, view.textScale).rows
      : farCells(body.width, body.height, count, view.zoom);
  return body.pods.map((place, index) => ({ uid: place.uid, rect: rects[body.components.length + index] as Rect }));
}

/** A pod's key, for selection. */
export function podKeyOf(mirror: Mirror, uid: string): string {
  const slot = mirror.pods.slotOf(uid);
  return slot === undefined ? '' : podKey(mirror.pods.namespace[slot] as string, mirror.pods.name[slot] as string);
}

function hitMachine(scene: Scene, mirror: Mirror, index: number, point: Point, view: HitView): Hit {
  const name = scene.machineNames[index] as string;
  const machine = scene.machineRects[index] as Rect;
  const inside = { x: point.x - machine.x, y: point.y - machine.y };
  for (const { uid, rect } of podRectsOn(scene, name, view)) {
    if (containsPoint(rect, inside))
      return hitPod(mirror, uid, name, shifted(rect, machine), { x: inside.x - rect.x, y: inside.y - rect.y }, view);
  }
  const component = componentRectsOn(scene, mirror, name, view).find(({ rect }) => containsPoint(rect, inside));
  if (component) return { kind: 'component', rect: shifted(component.rect, machine), key: componentKey(name, component.name), machine: name, component: component.name };
  return { kind: 'machine', rect: machine, key: machineKey(name), name };
}

/** What a drop on a hit concerns: nothing is dropped on a component, but on its machine, nor on a part of the cloud's network, but in its zone. */
export function dropHit(scene: Scene, hit: Hit): Hit {
  if (hit.kind === 'cloud') return { kind: 'cluster', rect: scene.layout.cluster, ...(hit.zone === '' ? {} : { zone: hit.zone }) };
  if (hit.kind !== 'component') return hit;
  return { kind: 'machine', rect: scene.rectOf(hit.machine) ?? hit.rect, key: machineKey(hit.machine), name: hit.machine };
}

/** Rows of components, and near also lamps, as drawn at this zoom, relative to the machine. Marks without words are no targets. */
function componentRectsOn(scene: Scene, mirror: Mirror, name: string, view: HitView): { name: string; rect: Rect }[] {
  if (view.level === 'far') return [];
  const body = scene.bodyOf(name);
  const components = mirror.machine(name)?.components ?? [];
  const middle = view.level === 'middle' ? layOutMiddle(body.width, body.height, body.components.length + body.pods.length, view.textScale) : undefined;
  if (middle?.cells === true) return [];
  const rows = middle?.rows ?? body.components;
  const named = components.flatMap((component, index) => (rows[index] ? [{ name: component.name, rect: rows[index] }] : []));
  return middle ? named : [...named, ...lampRects(body)];
}

function hitPod(mirror: Mirror, uid: string, machine: string, rect: Rect, inside: Point, view: HitView): Hit {
  const key = podKeyOf(mirror, uid);
  const detail = view.level === 'near' ? mirror.podDetail(uid) : undefined;
  const row = rowAt(inside.y - podSize.headerHeight, podSize.containerHeight, podSize.containerGap);
  const container = detail?.containers[row];
  if (!container) return { kind: 'pod', rect, key, uid, machine };
  const y = rect.y + podSize.headerHeight + row * (podSize.containerHeight + podSize.containerGap);
  return {
    kind: 'container',
    key,
    uid,
    machine,
    container: container.name,
    rect: { x: rect.x + podSize.padding, y, width: rect.width - 2 * podSize.padding, height: podSize.containerHeight },
  };
}

function hitCard(mirror: Mirror, uid: string, key: string, rect: Rect, point: Point, view: HitView): Hit {
  const template = view.level === 'near' ? mirror.card(uid)?.template : undefined;
  const top = cardSize.headerHeight - 6;
  const row = rowAt(point.y - rect.y - top, cardSize.containerHeight, cardSize.containerGap);
  const container = template?.containers[row];
  if (!container) return { kind: 'card', rect, key, uid };
  const y = rect.y + top + row * (cardSize.containerHeight + cardSize.containerGap);
  return {
    kind: 'template',
    key,
    uid,
    container: container.name,
    rect: { x: rect.x + 9, y, width: rect.width - 18, height: cardSize.containerHeight },
  };
}

function hitTray(scene: Scene, mirror: Mirror, tray: Rect, point: Point, view: HitView): Hit {
  const inside = { x: point.x - tray.x, y: point.y - tray.y };
  const rows =
    view.level === 'near' ? scene.tray.items : layOutMiddle(tray.width, tray.height, scene.tray.items.length, view.textScale).rows;
  const at = rows.findIndex((rect) => containsPoint(rect, inside));
  const item = scene.tray.items[at];
  if (!item || view.level === 'far') return { kind: 'tray', rect: tray };
  const rect = rows[at] as Rect;
  if (item.id.startsWith('ghost/')) return { kind: 'tray', rect: tray };
  return hitPod(mirror, item.id, '', shifted(rect, tray), { x: inside.x - rect.x, y: inside.y - rect.y }, view);
}

/** Which of rows of this height and gap a distance from their top falls into; -1 for none or a gap. */
function rowAt(distance: number, height: number, gap: number): number {
  if (distance < 0) return -1;
  const row = Math.floor(distance / (height + gap));
  return distance - row * (height + gap) < height ? row : -1;
}

/** Key of the object under a hit; a container's is its pod's. */
export function keyOfHit(hit: Hit): string | undefined {
  return 'key' in hit ? hit.key : undefined;
}

/** Everything that can be selected whose box overlaps the marquee: pods and cards, and machines that lie wholly inside. */
export function keysWithin(scene: Scene, mirror: Mirror, marquee: Rect, view: HitView): string[] {
  const keys: string[] = [];
  const overlaps = (rect: Rect): boolean => intersects(rect, marquee);
  for (const index of scene.machineIndex.within(marquee)) {
    const name = scene.machineNames[index] as string;
    const machine = scene.machineRects[index] as Rect;
    if (encloses(marquee, machine)) {
      keys.push(machineKey(name));
      continue;
    }
    for (const { uid, rect } of podRectsOn(scene, name, view)) if (overlaps(shifted(rect, machine))) keys.push(podKeyOf(mirror, uid));
  }
  if (view.level !== 'far')
    for (const { uid, rect } of scene.cards) {
      const row = mirror.card(uid);
      if (row && overlaps(rect)) keys.push(refKey(row.ref));
    }
  const { tray } = scene.layout;
  if (tray && overlaps(tray))
    for (const item of scene.tray.items)
      if (!item.id.startsWith('ghost/') && overlaps(shifted(item, tray))) keys.push(podKeyOf(mirror, item.id));
  return keys;
}

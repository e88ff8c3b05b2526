import { componentOf } from '../../../shared/view/component-ref.ts';
import { mirror } from '../../store/cluster.ts';
import { componentKey, machineKey, namespaceKey, parseRefKey } from '../../store/ref-key.ts';
import { scene } from '../canvas-model.ts';
import { frameHeader } from '../geometry/lane-layout.ts';
import { groupFrame } from '../geometry/sizes.ts';
import { neighbourOf } from '../geometry/neighbour.ts';
import type { Direction } from '../geometry/neighbour.ts';
import type { Rect } from '../geometry/rect.ts';
import { podKeyOf } from '../scene/hit-test.ts';
import { componentRect, podUidOf, rectOfKey } from '../scene/object-rect.ts';

interface Sibling {
  item: string;
  rect: Rect;
}

/** Machines and cards are siblings; so are the components and pods of one machine, and the pods that wait in the tray. */
export function siblingsOf(key: string): Sibling[] {
  const ref = parseRefKey(key);
  const component = componentOf(ref);
  if (component) return within(component.machine);
  if (ref?.kind !== 'Pod') return topLevel();
  const uid = podUidOf(key);
  const machine = uid === undefined ? undefined : mirror.pods.row(uid)?.node;
  return machine === undefined ? [] : within(machine);
}

function topLevel(): Sibling[] {
  const machines = scene.machineNames.map((name, index) => ({ item: machineKey(name), rect: scene.machineRects[index] as Rect }));
  const cards = scene.cards.map((card) => ({ item: card.key, rect: card.rect }));
  const { tray } = scene.layout;
  const first = scene.tray.items.find((entry) => !entry.id.startsWith('ghost/'));
  const frames = scene.layout.frames.flatMap((frame) => (frame.namespace === '' ? [] : [{ item: namespaceKey(frame.namespace), rect: frameHeader(frame) }]));
  const groups = scene.layout.groups.map(({ key, rect }) => ({ item: key, rect: { ...rect, height: groupFrame.headerHeight } }));
  const inCloud = (scene.layout.vpc?.places ?? []).map(({ key, rect }) => ({ item: key, rect }));
  return [...machines, ...cards, ...frames, ...groups, ...inCloud, ...(tray && first ? [{ item: podKeyOf(mirror, first.id), rect: tray }] : [])];
}

/** What stands in a machine, top down: components, pods, lamps. '' is the tray. */
function within(machine: string): Sibling[] {
  const row = mirror.machine(machine);
  const siblings = (names: readonly { name: string }[]): Sibling[] => names.flatMap(({ name }) => {
    const rect = componentRect(machine, name);
    return rect ? [{ item: componentKey(machine, name), rect }] : [];
  });
  return [...siblings(row?.components ?? []), ...podsOn(machine), ...siblings(row?.lamps ?? [])];
}

function podsOn(machine: string): Sibling[] {
  const uids =
    machine === ''
      ? scene.tray.items.filter((entry) => !entry.id.startsWith('ghost/')).map((entry) => entry.id)
      : scene.podsOn(machine).map((place) => place.uid);
  return uids.flatMap((uid) => {
    const rect = scene.podRect(uid);
    return rect ? [{ item: podKeyOf(mirror, uid), rect }] : [];
  });
}

/** Where an arrow key goes from here; from nowhere, to the first thing. */
export function focusTowards(key: string | undefined, direction: Direction): string | undefined {
  const rect = key === undefined ? undefined : rectOfKey(key);
  if (key === undefined || !rect) return topLevel()[0]?.item;
  const siblings = siblingsOf(key).filter((entry) => entry.item !== key);
  const next = neighbourOf(rect, siblings, direction);
  // Pending pods are left sideways: there is nothing beside them but the cluster.
  if (next === undefined && parseRefKey(key)?.kind === 'Pod' && direction === 'right' && mirror.pods.row(podUidOf(key) ?? '')?.node === '')
    return topLevel().find((entry) => entry.item !== key)?.item;
  return next;
}

/** Enter on a machine goes to its first component or pod. */
export function focusInto(key: string): string | undefined {
  const ref = parseRefKey(key);
  if (ref?.kind === 'Namespace') return scene.cards.find((card) => parseRefKey(card.key)?.namespace === ref.name)?.key;
  if (ref?.kind === 'NodeGroup') {
    const machine = scene.machineNames.find((name) => mirror.machine(name)?.group === ref.name);
    return machine === undefined ? undefined : machineKey(machine);
  }
  return ref?.kind === 'Machine' ? within(ref.name)[0]?.item : undefined;
}

/** Escape on a pod or component goes to its machine. */
export function focusOutOf(key: string): string | undefined {
  const component = componentOf(parseRefKey(key));
  if (component) return machineKey(component.machine);
  if (parseRefKey(key)?.kind !== 'Pod') return undefined;
  const machine = mirror.pods.row(podUidOf(key) ?? '')?.node;
  return machine ? machineKey(machine) : undefined;
}

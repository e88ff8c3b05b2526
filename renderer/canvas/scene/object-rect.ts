import { mirror } from '../../store/cluster.ts';
import { machineKey, parseRefKey } from '../../store/ref-key.ts';
import { componentOf } from '../../../shared/view/component-ref.ts';
import { scene } from '../canvas-model.ts';
import { lampRects } from '../geometry/lamps.ts';
import type { Rect } from '../geometry/rect.ts';
import { shifted } from './scene.ts';

/** Uid of a pod by its key; a walk over the machine's or all pods, so not for every frame. */
export function podUidOf(key: string): string | undefined {
  const ref = parseRefKey(key);
  if (ref?.kind !== 'Pod') return undefined;
  const { pods } = mirror;
  for (let slot = 0; slot < pods.uid.length; slot += 1) {
    if (pods.uid[slot] !== '' && pods.name[slot] === ref.name && pods.namespace[slot] === (ref.namespace ?? '')) return pods.uid[slot];
  }
  return undefined;
}

/** Where an object is drawn (near geometry); undefined when it has no place on the canvas. A Node is its machine. */
export function rectOfKey(key: string): Rect | undefined {
  const ref = parseRefKey(key);
  if (!ref) return undefined;
  if (ref.kind === 'Machine' || ref.kind === 'Node') return scene.layout.machines.get(machineKey(ref.name));
  const component = componentOf(ref);
  if (component) return componentRect(component.machine, component.name);
  if (ref.kind === 'Pod') {
    const uid = podUidOf(key);
    return uid === undefined ? undefined : scene.podRect(uid) ?? staticPodRect(uid);
  }
  if (ref.kind === 'NodeGroup') return scene.layout.groups.find((group) => group.key === key)?.rect;
  if (ref.kind === 'Namespace') return scene.layout.frames.find((frame) => frame.namespace === ref.name)?.rect;
  const inCloud = scene.layout.vpc?.places.find((place) => place.key === key);
  if (inCloud) return inCloud.rect;
  return scene.layout.cards.get(key) ?? foldedRectOf(ref.namespace ?? '');
}

/** A component's row or a process's lamp, in the world. */
export function componentRect(machine: string, name: string): Rect | undefined {
  const outer = scene.rectOf(machine);
  const body = scene.bodyOf(machine);
  const at = mirror.machine(machine)?.components.findIndex((one) => one.name === name) ?? -1;
  const inner = body.components[at] ?? lampRects(body).find((lamp) => lamp.name === name)?.rect;
  return outer && inner ? shifted(inner, outer) : undefined;
}

/** The pod of a control-plane component is drawn as its row. */
function staticPodRect(uid: string): Rect | undefined {
  const row = mirror.pods.row(uid);
  return row && row.name.endsWith(`-${row.node}`) ? componentRect(row.node, row.name.slice(0, -row.node.length - 1)) : undefined;
}

/** A card of a folded namespace is where its namespace is. */
function foldedRectOf(namespace: string): Rect | undefined {
  return scene.layout.frames.find((frame) => frame.isFolded && frame.namespace === namespace)?.rect;
}

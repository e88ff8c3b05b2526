import type { PalettePayload } from '../../gestures/payload.ts';
import type { Point } from '../geometry/rect.ts';
import { canDraw, connectionBetween, drawingsBetween } from '../../gestures/connect/index.ts';
import { objectNameFor, paletteObject } from '../../gestures/objects/index.ts';
import { isMountedSource, mountedKinds } from '../../gestures/volume.ts';
import { hasTemplate } from '../../../shared/kubernetes/pod-template.ts';
import { machineTypeFor } from '../../gestures/add-machine.ts';
import { presetObjectName } from '../../gestures/container-presets.ts';
import type { Hit } from '../scene/hit-test.ts';
import { parseRefKey } from '../../store/ref-key.ts';
import type { DragPayload, DraggedPod } from './payload.ts';
import type { DropAction, Verdict } from './verdict.ts';

/** What the rules may look at; from the mirror. */
export interface DropFacts {
  pod(uid: string): { name: string; owner: string; isMirror: boolean; isLeaving: boolean } | undefined;
  card(uid: string): { kind: string; name: string } | undefined;
  /** `worker-2`: what a new machine with these roles would be called. */
  machineName(roles: readonly string[]): string;
  /** Names of objects of a kind that exist. */
  names(kind: string): ReadonlySet<string>;
  /** Namespace of the object with this key; undefined for one that belongs to none. */
  namespace(key: string): string | undefined;
  /** Type of the machines of the node group with this key. */
  groupType(key: string): string | undefined;
  /** Zone of a machine that is put nowhere in particular. */
  defaultZone(): string;
}

export interface Modifiers {
  /** Sets `spec.nodeName` instead of a node selector. */
  alt: boolean;
  /** Where the dragged thing's upper left corner would be, snapped; world. */
  at: Point;
  /**
   * The place under the dragged thing is free, and the person means it: snapped to others, or Ctrl is held. Else machines are placed
   * automatically.
   */
  isFree: boolean;
}

const refused = (key: string, params?: Record<string, string | number>): Verdict => ({
  kind: 'refused',
  hint: { key: `canvas:drop.${key}`, ...(params ? { params } : {}) },
});
const allowed = (action: DropAction, key: string, params?: Record<string, string | number>): Verdict => ({
  kind: 'ok',
  action,
  hint: { key: `canvas:drop.${key}`, ...(params ? { params } : {}) },
});

/** What dropping this here writes, by the gesture table: pure, synchronous. The scheduler's opinion of a machine is asked for besides. */
export function verdictFor(payload: DragPayload, hit: Hit, modifiers: Modifiers, facts: DropFacts): Verdict {
  switch (payload.type) {
    case 'palette':
      return paletteVerdict(payload.item, hit, modifiers, facts);
    case 'pods':
      return podsVerdict(payload.pods, hit, modifiers, facts);
    case 'objects':
      return objectsVerdict(payload, hit, facts);
    case 'edge':
      return edgeVerdict(payload, hit, facts);
  }
}

/** On the palette, where things come from: machines and cards are deleted. */
export function overPaletteVerdict(payload: DragPayload): Verdict {
  if (payload.type !== 'objects') return refused('overPanel');
  const keys = Object.keys(payload.rects);
  const only = keys.length === 1 ? parseRefKey(keys[0] as string) : undefined;
  return allowed({ do: 'deleteObjects', keys }, only ? 'delete' : 'deleteMany', only ? { kind: only.kind, name: only.name } : { count: keys.length });
}

function paletteVerdict(item: PalettePayload, hit: Hit, modifiers: Modifiers, facts: DropFacts): Verdict {
  switch (item.type) {
    case 'machine':
      return hit.kind === 'group' ? groupVerdict(item, hit, facts) : machineVerdict(item, hit, modifiers, facts);
    case 'pod':
      return podVerdict(item.preset, hit, modifiers);
    case 'container':
      return containerVerdict(item.preset, hit, modifiers, facts);
    case 'workload': {
      const action = { do: 'createDeployment' as const, preset: item.preset, ...namespaceOf(hit) };
      const isOnMachine = hit.kind === 'machine' || hit.kind === 'pod' || hit.kind === 'container';
      return allowed(action, isOnMachine ? 'deploymentOnMachine' : 'deployment', { name: presetObjectName[item.preset] });
    }
    case 'object':
      return objectVerdict(item.kind, hit, facts);
    case 'volume':
      return volumeVerdict(item.source, hit, facts);
  }
}

type MachineItem = Extract<PalettePayload, { type: 'machine' }>;

/** On the frame of a node group: what its machines are from then on. */
function groupVerdict({ roles, machineType }: MachineItem, hit: Extract<Hit, { kind: 'group' }>, facts: DropFacts): Verdict {
  const { key, name } = hit;
  if (roles.includes('control-plane')) return refused('groupOfWorkers', { name });
  const type = machineType ?? machineTypeFor(roles);
  if (facts.groupType(key) === type) return refused('groupTypeAlready', { name, type });
  return allowed({ do: 'setGroupType', key, machineType: type }, 'groupType', { name, type });
}

function machineVerdict({ roles, machineType }: MachineItem, hit: Hit, modifiers: Modifiers, facts: DropFacts): Verdict {
  const zone = (hit.kind === 'cluster' ? hit.zone : facts.defaultZone()) || undefined;
  const name = facts.machineName(roles);
  const isPlaceable = (hit.kind === 'cluster' || hit.kind === 'outside') && modifiers.isFree;
  const action: DropAction = {
    do: 'addMachine',
    roles,
    ...(machineType === undefined ? {} : { machineType }),
    ...(zone === undefined ? {} : { zone }),
    ...(isPlaceable ? { at: modifiers.at } : {}),
  };
  const role = roles.length > 1 ? 'both' : roles[0] === 'control-plane' ? 'controlPlane' : 'worker';
  return zone === undefined ? allowed(action, `machine.${role}`, { name }) : allowed(action, `machineInZone.${role}`, { name, zone });
}

function podVerdict(preset: Extract<PalettePayload, { type: 'pod' }>['preset'], hit: Hit, modifiers: Modifiers): Verdict {
  const node = machineOf(hit);
  const name = presetObjectName[preset];
  if (!node) return allowed({ do: 'createPod', preset, ...namespaceOf(hit) }, 'pod', { name });
  return modifiers.alt
    ? allowed({ do: 'createPod', preset, placement: { node, by: 'nodeName' } }, 'podByNodeName', { node })
    : allowed({ do: 'createPod', preset, placement: { node, by: 'selector' } }, 'podBySelector', { node });
}

function containerVerdict(
  preset: Extract<PalettePayload, { type: 'container' }>['preset'],
  hit: Hit,
  modifiers: Modifiers,
  facts: DropFacts,
): Verdict {
  if (hit.kind === 'pod' || hit.kind === 'container') {
    const refusal = podRefusal(hit.uid, facts, 'containerInOwned');
    return refusal ?? allowed({ do: 'addContainer', key: hit.key, preset }, 'containerInPod', { name: facts.pod(hit.uid)?.name ?? '' });
  }
  if (hit.kind === 'card' || hit.kind === 'template') {
    const card = facts.card(hit.uid);
    if (!card || !hasTemplate(card.kind)) return refused('noTemplate', { kind: card?.kind ?? '' });
    return allowed({ do: 'addContainer', key: hit.key, preset }, 'containerInTemplate', { name: card.name });
  }
  return podVerdict(preset, hit, modifiers);
}

function volumeVerdict(
  source: Extract<PalettePayload, { type: 'volume' }>['source'],
  hit: Hit,
  facts: DropFacts,
  object?: string,
): Verdict {
  const from = object === undefined ? {} : { object };
  if (hit.kind === 'pod' || hit.kind === 'container') {
    const container = hit.kind === 'container' ? { container: hit.container } : {};
    return (
      podRefusal(hit.uid, facts, 'volumeInOwned') ??
      allowed(
        { do: 'addVolume', key: hit.key, source, ...from, ...container },
        hit.kind === 'container' ? 'volumeInContainer' : 'volumeInPod',
        { source, name: hit.kind === 'container' ? hit.container : (facts.pod(hit.uid)?.name ?? '') },
      )
    );
  }
  if (hit.kind === 'card' || hit.kind === 'template') {
    const card = facts.card(hit.uid);
    if (!card || !hasTemplate(card.kind)) return refused('noTemplate', { kind: card?.kind ?? '' });
    const container = hit.kind === 'template' ? { container: hit.container } : {};
    return allowed(
      { do: 'addVolume', key: hit.key, source, ...from, ...container },
      hit.kind === 'template' ? 'volumeInContainer' : 'volumeInTemplate',
      { source, name: hit.kind === 'template' ? hit.container : card.name },
    );
  }
  if (object === undefined && isMountedSource(source))
    return allowed({ do: 'createMountedObject', source, ...namespaceOf(hit) }, 'configObject', { kind: mountedKinds[source], namespace: namespaceOf(hit).namespace ?? 'default' });
  return refused('volumeNeedsPod');
}

function podsVerdict(pods: readonly DraggedPod[], hit: Hit, modifiers: Modifiers, facts: DropFacts): Verdict {
  const node = machineOf(hit);
  const first = pods[0];
  if (!first) return refused('nothing');
  if (!node) return refused('podNeedsMachine');
  for (const pod of pods) {
    const known = facts.pod(pod.uid);
    if (!known || known.isLeaving) return refused('podLeaving', { name: pod.ref.name });
    if (known.isMirror) return refused('podMirror', { name: pod.ref.name });
  }
  const moving = pods.filter((pod) => pod.machine !== node);
  if (moving.length === 0) return refused('samePlace', { node });
  const keys = moving.map((pod) => `v1/Pod/${pod.ref.namespace ?? ''}/${pod.ref.name}`);
  if (moving.every((pod) => pod.bare)) {
    const placement = { node, by: modifiers.alt ? ('nodeName' as const) : ('selector' as const) };
    const key = modifiers.alt ? 'movePodByNodeName' : 'movePod';
    return moving.length === 1
      ? allowed({ do: 'movePods', keys, placement }, key, { name: first.ref.name, node })
      : allowed({ do: 'movePods', keys, placement }, 'movePods', { count: moving.length, node });
  }
  if (moving.some((pod) => pod.bare)) return refused('mixedPods');
  const from = [...new Set(moving.map((pod) => pod.machine).filter((name) => name !== ''))];
  return allowed({ do: 'evict', keys, from, to: node, owner: first.owner }, 'evict', { owner: first.owner, count: moving.length });
}

function objectsVerdict(payload: Extract<DragPayload, { type: 'objects' }>, hit: Hit, facts: DropFacts): Verdict {
  const keys = Object.keys(payload.rects);
  const config = /^v1\/(ConfigMap|Secret|PersistentVolumeClaim)\/[^/]*\/(.+)$/.exec(payload.grabbed);
  if (
    keys.length === 1 &&
    config &&
    (hit.kind === 'pod' || hit.kind === 'container' || hit.kind === 'template' || (hit.kind === 'card' && hit.key !== payload.grabbed))
  ) {
    const source = config[1] === 'ConfigMap' ? 'configMap' : config[1] === 'Secret' ? 'secret' : 'persistentVolumeClaim';
    return volumeVerdict(source, hit, facts, config[2]);
  }
  return allowed({ do: 'moveObjects' }, keys.length === 1 ? 'moveObject' : 'moveObjects', { count: keys.length });
}

/** Why nothing may be added to this pod; undefined: it may. */
function podRefusal(uid: string, facts: DropFacts, ownedKey: string): Verdict | undefined {
  const pod = facts.pod(uid);
  if (!pod) return refused('nothing');
  if (pod.isMirror) return refused('podMirror', { name: pod.name });
  if (pod.isLeaving) return refused('podLeaving', { name: pod.name });
  return pod.owner === '' ? undefined : refused(ownedKey, { owner: pod.owner });
}

function machineOf(hit: Hit): string | undefined {
  if (hit.kind === 'machine') return hit.name;
  return (hit.kind === 'pod' || hit.kind === 'container') && hit.machine !== '' ? hit.machine : undefined;
}

/** The namespace in whose frame, or on whose object, something is dropped; none: the default one. */
function namespaceOf(hit: Hit): { namespace?: string } {
  const namespace = hit.kind === 'cluster' || hit.kind === 'namespace' ? hit.namespace : undefined;
  return namespace === undefined || namespace === 'default' ? {} : { namespace };
}

/** An object of the palette: by itself, or about what it is dropped on. */
function objectVerdict(kind: string, hit: Hit, facts: DropFacts): Verdict {
  const { isNamespaced } = paletteObject(kind);
  const target = objectUnder(hit, facts);
  if (target?.kind === 'Pod' && target.owner !== '') {
    if (connectionBetween(kind, 'Pod')) return refused('objectInOwned', { owner: target.owner });
  } else if (target) {
    const found = connectionBetween(kind, target.kind);
    if (found) {
      const isNewWritten = (found.connection.writes === 'from') !== found.isReversed;
      return allowed({ do: 'createObject', kind, on: target.key }, found.connection.says ?? (isNewWritten ? 'createdFor' : 'createdIn'), {
        kind, name: objectNameFor(kind, target.name, facts.names(kind)), target: target.name, field: found.connection.field,
      });
    }
    if (hit.kind === 'card' || hit.kind === 'template') return refused('noRelation', { kind, target: target.kind });
  }
  const place = isNamespaced ? namespaceOf(hit) : {};
  return allowed({ do: 'createObject', kind, ...place }, `object.${kind}`, { kind, name: objectNameFor(kind, undefined, facts.names(kind)), namespace: place.namespace ?? 'default' });
}

/** An edge from one object to another. */
function edgeVerdict({ from, kind, name }: Extract<DragPayload, { type: 'edge' }>, hit: Hit, facts: DropFacts): Verdict {
  const target = objectUnder(hit, facts);
  if (!target || target.key === from) return refused('edgeNeedsObject', { kind, name });
  if (target.kind === 'Pod' && target.owner !== '') return refused('edgeToOwned', { owner: target.owner });
  const found = connectionBetween(kind, target.kind);
  const meanings = drawingsBetween(kind, target.kind);
  if (!found && meanings.length === 0) return refused('noRelation', { kind, target: target.kind });
  const [begin, end] = [from, target.key].map((key) => facts.namespace(key));
  if (!canDraw({ kind, ...(begin === undefined ? {} : { namespace: begin }) }, { kind: target.kind, ...(end === undefined ? {} : { namespace: end }) }))
    return refused('otherNamespace', { name, target: target.name });
  if (meanings.length > 0 || !found) return allowed({ do: 'chooseMeaning', from, to: target.key }, target.kind === 'Service' ? 'chooseCall' : 'chooseMeaning', { name, target: target.name });
  const [source, sink] = found.isReversed ? [target.name, name] : [name, target.name];
  const writer = found.connection.writes === 'from' ? source : sink;
  return allowed({ do: 'connect', from, to: target.key }, found.connection.says ?? 'connect', { field: found.connection.field, writer, name: source, source, target: sink });
}

interface Under {
  key: string;
  kind: string;
  name: string;
  /** Of a pod: its controller's name. */
  owner: string;
}

function objectUnder(hit: Hit, facts: DropFacts): Under | undefined {
  if (hit.kind === 'card' || hit.kind === 'template') {
    const card = facts.card(hit.uid);
    return card && { key: hit.key, ...card, owner: '' };
  }
  if (hit.kind !== 'pod' && hit.kind !== 'container') return undefined;
  const pod = facts.pod(hit.uid);
  return pod && { key: hit.key, kind: 'Pod', name: pod.name, owner: pod.owner };
}

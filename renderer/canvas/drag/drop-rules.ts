import type { PalettePayload } from '../../gestures/payload.ts';
import type { Point } from '../geometry/rect.ts';
import { hasTemplate } from '../../../shared/kubernetes/pod-template.ts';
import { presetObjectName } from '../../gestures/container-presets.ts';
import type { Hit } from '../scene/hit-test.ts';
import type { DragPayload, DraggedPod } from './payload.ts';
import type { DropAction, Verdict } from './verdict.ts';

/** What the rules may look at; from the mirror. */
export interface DropFacts {
  pod(uid: string): { name: string; owner: string; isMirror: boolean; isLeaving: boolean } | undefined;
  card(uid: string): { kind: string; name: string } | undefined;
  /** `worker-2`: what a new machine with these roles would be called. */
  machineName(roles: readonly string[]): string;
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
  }
}

function paletteVerdict(item: PalettePayload, hit: Hit, modifiers: Modifiers, facts: DropFacts): Verdict {
  switch (item.type) {
    case 'machine':
      return machineVerdict(item.roles, hit, modifiers, facts);
    case 'pod':
      return podVerdict(item.preset, hit, modifiers);
    case 'container':
      return containerVerdict(item.preset, hit, modifiers, facts);
    case 'workload': {
      if (hit.kind === 'machine' || hit.kind === 'pod' || hit.kind === 'container')
        return allowed({ do: 'createDeployment', preset: item.preset }, 'deploymentOnMachine', { name: presetObjectName[item.preset] });
      return allowed({ do: 'createDeployment', preset: item.preset }, 'deployment', { name: presetObjectName[item.preset] });
    }
    case 'volume':
      return volumeVerdict(item.source, hit, facts);
  }
}

function machineVerdict(
  roles: Extract<PalettePayload, { type: 'machine' }>['roles'],
  hit: Hit,
  modifiers: Modifiers,
  facts: DropFacts,
): Verdict {
  const zone = (hit.kind === 'cluster' ? hit.zone : facts.defaultZone()) || undefined;
  const name = facts.machineName(roles);
  const isPlaceable = (hit.kind === 'cluster' || hit.kind === 'outside') && modifiers.isFree;
  const action: DropAction = {
    do: 'addMachine',
    roles,
    ...(zone === undefined ? {} : { zone }),
    ...(isPlaceable ? { at: modifiers.at } : {}),
  };
  const role = roles.length > 1 ? 'both' : roles[0] === 'control-plane' ? 'controlPlane' : 'worker';
  return zone === undefined ? allowed(action, `machine.${role}`, { name }) : allowed(action, `machineInZone.${role}`, { name, zone });
}

function podVerdict(preset: Extract<PalettePayload, { type: 'pod' }>['preset'], hit: Hit, modifiers: Modifiers): Verdict {
  const node = machineOf(hit);
  const name = presetObjectName[preset];
  if (!node) return allowed({ do: 'createPod', preset }, 'pod', { name });
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
  if (object === undefined && (source === 'configMap' || source === 'secret'))
    return allowed({ do: 'createConfigObject', source }, 'configObject', { kind: source === 'configMap' ? 'ConfigMap' : 'Secret' });
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
  const config = /^v1\/(ConfigMap|Secret)\/[^/]*\/(.+)$/.exec(payload.grabbed);
  if (
    keys.length === 1 &&
    config &&
    (hit.kind === 'pod' || hit.kind === 'container' || hit.kind === 'template' || (hit.kind === 'card' && hit.key !== payload.grabbed))
  ) {
    return volumeVerdict(config[1] === 'ConfigMap' ? 'configMap' : 'secret', hit, facts, config[2]);
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

import { jsonEqual } from '../../../../shared/json.ts';
import { eventComponent } from '../../../../shared/kubernetes/event-facts.ts';
import { resourceTypes } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { TestCluster } from '../../../engine/testing/test-cluster.ts';
import { plainName, type Digest, type Trace, type TraceChange } from './trace.ts';

/** Kinds whose status is compared whenever the user is about to act, and at the end. */
const comparedKinds = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'HorizontalPodAutoscaler'];

/** How many steps a rollout took shows in the generation of its ReplicaSets: it depends on what was seen together. */
const uncompared = new Set(['collisionCount', 'observedGeneration']);

type Condition = { type: string; status: string; reason?: string };
type WithStatus = KubernetesObject & { status?: Record<string, unknown> & { conditions?: Condition[] } };

/** `kind/name` → what its status says: numbers other than 0, and conditions with their reasons. */
type States = Map<string, unknown[]>;

/** The last state of each object that the trace told before `untilMs`. */
export function recordedStates(trace: Trace, untilMs: number): States {
  const last = new Map<string, TraceChange>();
  for (const event of trace.events) {
    if (event.type === 'ACTION' || event.t >= untilMs || !comparedKinds.includes(event.kind)) continue;
    const key = `${event.kind}/${event.name}`;
    if (event.type === 'DELETED') last.delete(key);
    else last.set(key, event);
  }
  return grouped([...last.values()].map(({ kind, name = '', obj }) => [`${kind}/${plainName(name)}`, stateOf(obj.status, obj.conditions)]));
}

/** The states of the objects of this run. */
export function ownStates(cluster: TestCluster, namespace: string): States {
  const entries: [string, unknown][] = [];
  for (const { kind, resource } of resourceTypes.filter((type) => comparedKinds.includes(type.kind))) {
    for (const { metadata, status = {} } of cluster.list<WithStatus>(resource)) {
      if (metadata.namespace !== namespace) continue;
      const conditions = Object.fromEntries((status.conditions ?? []).map(({ type, ...condition }) => [type, condition]));
      entries.push([`${kind}/${plainName(metadata.name)}`, stateOf(status, conditions)]);
    }
  }
  return grouped(entries);
}

function stateOf(status: Record<string, unknown> = {}, conditions: Digest['conditions'] = {}): unknown {
  const numbers = Object.entries(status).filter(([name, value]) => !uncompared.has(name) && typeof value === 'number' && value !== 0);
  const reasons = Object.entries(conditions).map(([type, { status: on, reason }]) => [type, `${on} ${reason ?? ''}`]);
  const indexes = Object.entries(status).filter(([name]) => name === 'completedIndexes' || name === 'failedIndexes');
  return Object.fromEntries([...numbers, ...reasons, ...indexes].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

function grouped(entries: [string, unknown][]): States {
  const states: States = new Map();
  for (const [key, state] of entries) states.set(key, [...(states.get(key) ?? []), state]);
  for (const list of states.values()) list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return states;
}

/** What differs, one line for each object. */
export function stateDifferences(recorded: States, own: States): string[] {
  return [...new Set([...recorded.keys(), ...own.keys()])].sort().filter((key) => !jsonEqual(recorded.get(key), own.get(key)))
    .map((key) => `${key}: recorded ${JSON.stringify(recorded.get(key))}, here ${JSON.stringify(own.get(key))}`);
}

/**
 * `object reason` of the Events that controllers recorded, and what they say where that was recorded. How often depends on what client-go lumps
 * together, so it is not compared.
 */
export function recordedEvents(trace: Trace): Set<string> {
  const keys = new Set<string>();
  for (const event of trace.events) {
    if (event.type === 'ACTION' || event.kind !== 'Event') continue;
    const { object, reason, component, message } = event.obj as { object: string; reason: string; component: string; message?: string };
    const [kind = '', name = ''] = object.split('/');
    if (isCompared(component)) keys.add(eventKey(kind, name, reason, message));
  }
  return keys;
}

export function ownEvents(cluster: TestCluster, namespace: string): Set<string> {
  return new Set(cluster.list<Event>('events')
    .filter((event) => event.metadata.namespace === namespace && isCompared(eventComponent(event)))
    .map(({ involvedObject: { kind = '', name = '' }, reason = '', message }) => eventKey(kind, name, reason, message)));
}

function isCompared(component: string): boolean {
  return component.endsWith('-controller') && component !== 'endpointslice-controller';
}

/** Reasons of which the recording tells the message, and which do not depend on where pods happen to be. */
const withMessage = new Set(['ScalingReplicaSet', 'SuccessfulCreate', 'SuccessfulDelete']);

function eventKey(kind: string, name: string, reason: string, message: string | undefined): string {
  return `${kind}/${plainName(name)} ${reason}${message !== undefined && withMessage.has(reason) ? `: ${plainMessage(message)}` : ''}`;
}

/** Without names that were drawn, numbers, and the mark of what was lumped together. */
function plainMessage(message: string): string {
  return message.replace('(combined from similar events): ', '').split(' ').map((word) => plainName(word)).join(' ').replaceAll(/\b\d+\b/g, '#');
}

/** When pods of each workload were made and went, in order. */
export function podTimes(changes: readonly { t: number; type: string; name: string }[]): Map<string, number[]> {
  const times = new Map<string, number[]>();
  for (const { t, type, name } of changes) {
    if (type === 'MODIFIED') continue;
    const key = `${type} ${plainName(name)}`;
    times.set(key, [...(times.get(key) ?? []), t]);
  }
  return times;
}

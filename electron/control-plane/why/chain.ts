import { eventComponent, eventCount, lastSeen } from '../../../shared/kubernetes/event-facts.ts';
import { refOf, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { WhyEvidence } from '../../../shared/view/why.ts';
import type { World } from '../../engine/world.ts';
import { decisionSteps } from './decision-steps.ts';

export type ChainStep = Extract<WhyEvidence, { kind: 'chain' }>['steps'][number];

const stepsShown = 40;

/** What happened to an object: its creation, its owner, what was decided about it, the Events about it. Oldest first. */
export function historyOf(world: World, object: KubernetesObject, more: readonly ChainStep[] = []): WhyEvidence {
  const parse = (text: string): number => world.simulation.env.parseTimestamp(text);
  const steps: ChainStep[] = [];
  const { creationTimestamp, ownerReferences, deletionTimestamp, deletionGracePeriodSeconds = 0 } = object.metadata;
  const owner = ownerReferences?.find((reference) => reference.controller);
  if (creationTimestamp) {
    steps.push({
      atMs: parse(creationTimestamp), icon: `kind/${object.kind}`,
      text: owner ? { key: 'view:why.createdBy', params: { kind: owner.kind, name: owner.name } } : { key: 'view:why.created', params: { name: object.metadata.name } },
      ...(owner ? { ref: ownerRef(owner, object) } : {}),
    });
  }
  for (const uid of [object.metadata.uid ?? '', ...(object.kind === 'Node' ? [object.metadata.name] : [])]) {
    for (const event of world.api.byIndex<Event>('events', 'involvedObject', uid)) steps.push(eventStep(event, parse));
  }
  if (deletionTimestamp) {
    steps.push({ atMs: parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000, icon: 'leaving/Terminating', text: { key: 'view:why.deletionAsked', params: { seconds: deletionGracePeriodSeconds } } });
  }
  steps.push(...decisionSteps(world, object), ...more);
  return { kind: 'chain', steps: steps.sort((a, b) => a.atMs - b.atMs).slice(-stepsShown) };
}

function eventStep(event: Event, parse: (text: string) => number): ChainStep {
  const count = eventCount(event);
  return {
    atMs: parse(lastSeen(event)), icon: event.type === 'Warning' ? 'attention/Warning' : 'event',
    text: { key: count > 1 ? 'view:why.eventTimes' : 'view:why.event', params: { reason: event.reason ?? '', component: eventComponent(event), count } },
    ...(event.message ? { detail: event.message } : {}),
  };
}

function ownerRef(owner: { apiVersion: string; kind: string; name: string }, object: KubernetesObject): ObjectRef {
  const { namespace } = refOf(object);
  return { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name, ...(namespace && owner.kind !== 'Node' ? { namespace } : {}) };
}

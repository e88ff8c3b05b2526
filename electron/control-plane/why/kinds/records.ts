import { eventComponent, eventCount } from '../../../../shared/kubernetes/event-facts.ts';
import { resourceTypeFor, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { ControllerRevision } from '../../../../shared/kubernetes/types/controller-revision.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Lease } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { revisionHashLabel } from '../../../engine/controllers/revisions.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const podsShown = 20;

/** Whether the holder of a Lease is alive: it renews in time or it does not. */
export function explainLease(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<Lease>(world, ref);
  const { holderIdentity: holder, renewTime, leaseDurationSeconds: duration = 0 } = object.spec;
  const seconds = renewTime ? Math.max(0, Math.round((world.nowMs - world.simulation.env.parseTimestamp(renewTime)) / 1000)) : 0;
  return {
    headline: holder ? says(seconds > duration ? 'lease.stale' : 'lease.fresh', { holder, seconds, duration }) : says('lease.nobody'),
    evidence: [
      ...fieldEvidence(world, ref, object, 'spec.holderIdentity', says('lease.field.holder')),
      ...fieldEvidence(world, ref, object, 'spec.leaseDurationSeconds', says('lease.field.duration')),
      historyOf(world, object),
    ],
    remedies: [],
  };
}

/** Who reported an Event, about what, and the history of what it is about: its cause. */
export function explainEvent(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<Event>(world, ref);
  const { kind = '', name = '', namespace, apiVersion = 'v1', uid = '' } = object.involvedObject;
  const { resource } = resourceTypeFor(apiVersion, kind);
  const stored = world.api.get<KubernetesObject>(resource, namespace ? `${namespace}/${name}` : name) ?? world.api.get<KubernetesObject>(resource, name);
  // The kubelet names a Node by its name where others have the uid.
  const about = stored && (stored.metadata.uid === uid || kind === 'Node') ? stored : undefined;
  const component = eventComponent(object);
  return {
    headline: says('event.headline', { component, reason: object.reason ?? '', kind, name, count: eventCount(object) }),
    detail: about ? says('plain', { text: object.message ?? '' }) : says('event.gone', { kind, name }),
    evidence: [historyOf(world, about ?? object, about ? [stepAbout(world, about, `kind/${kind}`, says('event.about', { kind, name }))] : [])],
    remedies: [],
  };
}

/** Which revision of its owner this is, and which pods run it. */
export function explainRevision(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<ControllerRevision>(world, ref);
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
  const resource = owner ? resourceTypeFor(owner.apiVersion, owner.kind).resource : '';
  const holder = owner && world.api.get<KubernetesObject & { status?: { currentRevision?: string; updateRevision?: string } }>(resource, `${ref.namespace ?? ''}/${owner.name}`);
  const siblings = owner ? [...world.api.byIndex<ControllerRevision>('controllerrevisions', 'controller', owner.uid)] : [];
  // A StatefulSet says which revision is which; a DaemonSet's newest is the one that it rolls out.
  const update = holder?.status?.updateRevision ?? siblings.toSorted((a, b) => b.revision - a.revision)[0]?.metadata.name;
  const key = ref.name === update ? 'update' : ref.name === holder?.status?.currentRevision ? 'current' : 'old';
  const hashes = [ref.name, object.metadata.labels?.[revisionHashLabel]];
  const pods = owner ? [...world.api.byIndex<Pod>('pods', 'controller', owner.uid)].filter(({ metadata }) => hashes.includes(metadata.labels?.[revisionHashLabel])) : [];
  return {
    headline: says(`revision.${key}`, { revision: object.revision, owner: owner ? `${owner.kind} ${owner.name}` : '' }),
    evidence: [
      ...fieldEvidence(world, ref, object, 'revision', says('revision.field.revision')),
      historyOf(world, object, pods.slice(0, podsShown).map((pod) => stepAbout(world, pod, 'kind/Pod', says('revision.pod', { name: pod.metadata.name })))),
    ],
    remedies: [],
  };
}

import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { parseQuantity } from '../../../../shared/kubernetes/quantity.ts';
import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf } from '../chain.ts';
import { conditionSteps, fieldEvidence, says, subject } from './shared.ts';

/** Why a namespace is Active, or still Terminating: what remains in it and which finalizers hold it. */
export function explainNamespace(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<KubernetesObject & { spec?: { finalizers?: string[] }; status?: { phase?: string; conditions?: { type: string; status: string; message?: string }[] } }>(world, ref);
  const remains = object.status?.conditions?.find(({ type, status }) => status === 'True' && (type === 'NamespaceFinalizersRemaining' || type === 'NamespaceContentRemaining'));
  const isLeaving = object.metadata.deletionTimestamp !== undefined;
  return {
    headline: says(isLeaving ? 'namespace.terminating' : 'namespace.active', { name: ref.name, finalizers: [...(object.spec?.finalizers ?? []), ...(object.metadata.finalizers ?? [])].join(', ') }),
    ...(isLeaving && remains?.message ? { detail: says('plain', { text: remains.message }) } : {}),
    evidence: [...fieldEvidence(world, ref, object, 'spec.finalizers', says('namespace.field.finalizers')), historyOf(world, object, conditionSteps(world, object))],
    remedies: [],
  };
}

interface Quota extends KubernetesObject {
  spec?: { hard?: Record<string, string> };
  status?: { hard?: Record<string, string>; used?: Record<string, string> };
}

/** Why a quota refuses objects: which resource is used up, and what it refused. */
export function explainQuota(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<Quota>(world, ref);
  const { hard = object.spec?.hard ?? {}, used = {} } = object.status ?? {};
  const milli = (text: string | undefined): number => (text !== undefined && parseQuantity(text).ok ? quantityMilliValue(text) : 0);
  const full = Object.keys(hard).filter((name) => milli(used[name]) >= milli(hard[name]));
  return {
    headline: says(full.length > 0 ? 'quota.full' : 'quota.room', { resources: full.map((name) => `${name} ${used[name] ?? '0'}/${hard[name] ?? ''}`).join(', ') }),
    evidence: [...fieldEvidence(world, ref, object, 'spec.hard', says('quota.field.hard')), historyOf(world, object)],
    remedies: [],
  };
}

import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { historyOf } from '../chain.ts';
import { fieldEvidence, says, subject } from './shared.ts';

/** Kinds that others read, and the field of each that says most about it. */
const decidingField: Readonly<Record<string, string | undefined>> = {
  ConfigMap: undefined, Secret: 'type', LimitRange: 'spec.limits', ServiceAccount: 'automountServiceAccountToken', StorageClass: 'provisioner', PriorityClass: 'value',
  Ingress: 'spec.ingressClassName', IngressClass: 'spec.controller',
};

/** What an object is for that does nothing by itself: others read it. */
export function explainPassive(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<KubernetesObject & { provisioner?: string; spec?: { controller?: string } }>(world, ref);
  const by = object.provisioner ?? object.spec?.controller ?? '';
  const field = decidingField[ref.kind];
  return {
    headline: says(`passive.${ref.kind}`, { namespace: ref.namespace ?? '', by }),
    evidence: [...(field === undefined ? [] : fieldEvidence(world, ref, object, field, says(`passive.field.${ref.kind}`))), historyOf(world, object)],
    remedies: [],
  };
}

/** The kinds that it explains. */
export const passiveKinds: readonly string[] = Object.keys(decidingField);

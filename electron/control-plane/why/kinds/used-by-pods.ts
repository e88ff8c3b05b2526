import { refKey, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WhyAnswer, WhyEvidence } from '../../../../shared/view/why.ts';
import type { World } from '../../../engine/world.ts';
import { podStateName } from '../../view/pod-state.ts';
import { podReferences } from '../../view/relations/rules/pod-template.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const podsShown = 20;

/** The field of each kind that says most about what its users get. */
const decidingFields: Readonly<Record<string, readonly (readonly [path: string, text: string])[]>> = {
  ConfigMap: [['immutable', 'used.field.immutable']],
  Secret: [['type', 'passive.field.Secret'], ['immutable', 'used.field.immutable']],
  ServiceAccount: [['automountServiceAccountToken', 'passive.field.ServiceAccount']],
  PriorityClass: [['value', 'passive.field.PriorityClass'], ['preemptionPolicy', 'used.field.policy'], ['globalDefault', 'used.field.default']],
};

/** The kinds that pods use by name. */
export const usedByPods: readonly string[] = Object.keys(decidingFields);

/** Which pods use a ConfigMap, Secret, ServiceAccount or PriorityClass, by which field, and who of them does not run yet. */
export function explainUsedByPods(world: World, ref: ObjectRef): WhyAnswer {
  const object = subject<KubernetesObject & { value?: number }>(world, ref);
  const users = usersOf(world, ref);
  const waiting = users.filter(({ pod }) => pod.status?.phase === 'Pending');
  const steps = [...waiting, ...users.filter((user) => !waiting.includes(user))].slice(0, podsShown).map(({ pod, field }): ChainStep => {
    const state = podStateName(pod, false);
    return stepAbout(world, pod, 'kind/Pod', says('used.pod', { name: pod.metadata.name, state, field }));
  });
  const fields = (decidingFields[ref.kind] ?? []).flatMap(([path, text]): WhyEvidence[] => fieldEvidence(world, ref, object, path, says(text)));
  return {
    headline: users.length === 0 ? says('used.nobody') : says(`used.${ref.kind}`, { count: users.length, value: object.value ?? 0 }),
    ...(waiting.length > 0 ? { detail: says('used.waiting', { count: waiting.length }) } : {}),
    evidence: [...fields, historyOf(world, object, [...steps, ...(ref.kind === 'Secret' ? tlsUsers(world, ref) : [])])],
    remedies: [],
  };
}

function usersOf(world: World, ref: ObjectRef): { pod: Pod; field: string }[] {
  const pods = ref.namespace === undefined ? world.api.list<Pod>('pods') : world.api.byIndex<Pod>('pods', 'namespace', ref.namespace);
  const key = refKey(ref);
  return [...pods].flatMap((pod) => {
    const field = podReferences(pod).find(({ to }) => refKey(to) === key)?.field
      // References leave out the account that every pod has that names none.
      ?? (ref.kind === 'ServiceAccount' && pod.spec.serviceAccountName === ref.name ? 'spec.serviceAccountName' : undefined);
    return field === undefined ? [] : [{ pod, field }];
  });
}

function tlsUsers(world: World, { namespace = '', name }: ObjectRef): ChainStep[] {
  return [...world.api.byIndex<Ingress>('ingresses', 'namespace', namespace)]
    .filter(({ spec }) => spec?.tls?.some(({ secretName }) => secretName === name))
    .map((ingress) => stepAbout(world, ingress, 'kind/Ingress', says('used.tls', { name: ingress.metadata.name })));
}

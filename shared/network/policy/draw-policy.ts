import type { LabelSelector } from '../../kubernetes/types/meta.ts';
import type { NetworkPolicy, NetworkPolicyIngressRule } from '../../kubernetes/types/network-policy.ts';
import { withCaller } from './admit.ts';
import { peerAdmits, peerOf, type Caller, type PodNetwork } from './caller.ts';
import { withoutCaller } from './except.ts';

/** Who shall be called, and what holds for it now. */
export interface Called {
  namespace: string;
  /** What tells its pods from all others of their namespace. Not empty. */
  labels: Readonly<Record<string, string>>;
  /** The policies of its namespace that isolate its pods against those who call. */
  policies: readonly NetworkPolicy[];
  /** Names of those among them that are about other pods too: what they say cannot be changed for this one alone. */
  general: ReadonlySet<string>;
}

/** What is to be written so that a caller is let in, or kept out. */
export type PolicyDrawing =
  /** A policy for the called pods, which none has isolated so far. */
  | { do: 'create'; podSelector: LabelSelector; ingress: NetworkPolicyIngressRule[] }
  /** Other rules of policies that exist. */
  | { do: 'change'; policies: { policy: NetworkPolicy; ingress: NetworkPolicyIngressRule[] }[] }
  /** The policy's last exception goes, and with it the policy. */
  | { do: 'delete'; policy: NetworkPolicy }
  /** Nothing: it is so already. */
  | { do: 'nothing'; policies: string[] }
  /** `general`: a policy that is about other pods too allows it. `address`: a rule allows it by its address. */
  | { do: 'refuse'; because: 'general' | 'address'; policy: string };

/** Whether a policy isolates the pods that it selects against those who call. Source: networking/v1 NetworkPolicySpec.policyTypes. */
export function isolatesIngress({ spec }: NetworkPolicy): boolean {
  return !spec.policyTypes?.length || spec.policyTypes.includes('Ingress');
}

/**
 * An edge that allows. Pods that no policy isolates are open to all: the first such edge isolates them, so that from then on only those reach them to whom
 * an edge is drawn.
 */
export function admitCaller(called: Called, caller: Caller, network: PodNetwork): PolicyDrawing {
  const { namespace, labels, policies, general } = called;
  const podSelector = { matchLabels: { ...labels } };
  const admitted: PolicyDrawing = { do: 'create', podSelector, ingress: [{ from: [peerOf(caller, namespace)] }] };
  if (policies.length === 0) return admitted;
  const allows = policies.filter((policy) => rulesOf(policy).some((rule) => !rule.ports?.length && admits(rule, caller, namespace, network) === 'yes'));
  if (allows.length > 0) return { do: 'nothing', policies: allows.map(nameOf) };
  const own = policies.find((policy) => !general.has(nameOf(policy)));
  if (!own) return admitted;
  const ingress = withCaller(rulesOf(own), caller, namespace, network);
  return ingress === 'everyone' && policies.length === 1 && !own.spec.egress?.length
    ? { do: 'delete', policy: own }
    : { do: 'change', policies: [{ policy: own, ingress: ingress === 'everyone' ? [{}] : ingress }] };
}

/**
 * An edge that denies. Policies only ever allow, and what one allows no other takes back: the caller is taken out of every rule that lets it in. Pods that
 * no policy isolates get one that lets everyone in but the caller.
 */
export function exceptCaller(called: Called, caller: Caller, network: PodNetwork): PolicyDrawing {
  const { namespace, labels, policies, general } = called;
  if (policies.length === 0) {
    const ingress = withoutCaller([{}], caller, namespace, network);
    return ingress ? { do: 'create', podSelector: { matchLabels: { ...labels } }, ingress } : { do: 'nothing', policies: [] };
  }
  const allowing = policies.filter((policy) => rulesOf(policy).some((rule) => admits(rule, caller, namespace, network) !== 'no'));
  if (allowing.length === 0) return { do: 'nothing', policies: policies.map(nameOf) };
  const changed: { policy: NetworkPolicy; ingress: NetworkPolicyIngressRule[] }[] = [];
  for (const policy of allowing) {
    if (general.has(nameOf(policy))) return { do: 'refuse', because: 'general', policy: nameOf(policy) };
    const ingress = withoutCaller(rulesOf(policy), caller, namespace, network);
    if (!ingress) return { do: 'refuse', because: 'address', policy: nameOf(policy) };
    changed.push({ policy, ingress });
  }
  return { do: 'change', policies: changed };
}

const nameOf = ({ metadata }: NetworkPolicy): string => metadata.name;
const rulesOf = ({ spec }: NetworkPolicy): readonly NetworkPolicyIngressRule[] => spec.ingress ?? [];

function admits({ from }: NetworkPolicyIngressRule, caller: Caller, namespace: string, network: PodNetwork): 'yes' | 'maybe' | 'no' {
  if (!from?.length) return 'yes';
  const answers = from.map((peer) => peerAdmits(peer, caller, namespace, network));
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

import type { LabelSelector } from '../../kubernetes/types/meta.ts';
import type { NetworkPolicyIngressRule, NetworkPolicyPeer } from '../../kubernetes/types/network-policy.ts';
import { namespaceNameLabel, peerAdmits, peerOf, type Caller, type PodNetwork } from './caller.ts';
import { everyone } from './except.ts';

/**
 * Rules that allow what these do, and one caller besides, at every port. Where it was an exception the exception goes.
 * @returns `everyone`: nothing is left that the rules do not allow
 */
export function withCaller(rules: readonly NetworkPolicyIngressRule[], caller: Caller, policyNamespace: string, network: PodNetwork): NetworkPolicyIngressRule[] | 'everyone' {
  let isAdmitted = false;
  const mended = rules.map((rule): NetworkPolicyIngressRule => {
    if (rule.ports?.length || !rule.from?.length || isAdmitted) return rule;
    const from = rule.from.map((peer) => {
      const whole = isAdmitted ? peer : withoutException(peer, caller);
      if (whole === peer || peerAdmits(whole, caller, policyNamespace, network) !== 'yes') return peer;
      isAdmitted = true;
      return whole;
    });
    return isAdmitted ? { ...rule, from } : rule;
  });
  if (isAdmitted) return mended.some((rule) => isForEveryone(rule, caller.namespace, policyNamespace, network)) ? 'everyone' : mended;
  const peer = peerOf(caller, policyNamespace);
  const at = rules.findIndex(({ ports, from }) => !ports?.length && from?.length);
  return at === -1 ? [...rules, { from: [peer] }] : rules.map((rule, index) => (index === at ? { ...rule, from: [...(rule.from ?? []), peer] } : rule));
}

/** The peer without the labels that keep the caller out, as `withoutCaller` writes them; itself: there are none. */
function withoutException(peer: NetworkPolicyPeer, { labels }: Caller): NetworkPolicyPeer {
  const { podSelector } = peer;
  const expressions = podSelector?.matchExpressions ?? [];
  const excepts = expressions.find(({ key, operator, values }) => operator === 'NotIn' && Object.hasOwn(labels, key) && values?.includes(labels[key] as string));
  if (!podSelector || !excepts) return peer;
  const values = (excepts.values ?? []).filter((value) => value !== labels[excepts.key]);
  const rest = expressions.flatMap((expression) => (expression !== excepts ? [expression] : values.length > 0 ? [{ ...expression, values }] : []));
  const { matchExpressions: _before, ...others } = podSelector;
  return { ...peer, podSelector: rest.length > 0 ? { ...others, matchExpressions: rest } : others };
}

/** Whether a rule allows what one without peers does: all pods of a namespace, those of all others, and all addresses that are no pod's. */
function isForEveryone({ from = [], ports }: NetworkPolicyIngressRule, namespace: string, policyNamespace: string, network: PodNetwork): boolean {
  if (ports?.length) return false;
  const isWhole = ({ podSelector }: NetworkPolicyPeer): boolean => selectsAll(podSelector ?? {});
  const hasOne = from.some((peer) => isWhole(peer) && !peer.ipBlock && (peer.namespaceSelector ? namesOnly(peer.namespaceSelector, namespace) : peer.podSelector !== undefined && namespace === policyNamespace));
  const hasOthers = from.some((peer) => isWhole(peer) && peer.namespaceSelector !== undefined && excludesOnly(peer.namespaceSelector, namespace));
  const outside = everyone(network).flatMap(({ ipBlock }) => ipBlock ?? []);
  return hasOne && hasOthers && outside.every(({ cidr }) => from.some(({ ipBlock }) => ipBlock?.cidr === cidr && (ipBlock.except ?? []).every((except) => network.podCIDRs.includes(except))));
}

function selectsAll({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function namesOnly({ matchLabels = {}, matchExpressions = [] }: LabelSelector, namespace: string): boolean {
  return matchExpressions.length === 0 && Object.keys(matchLabels).length === 1 && matchLabels[namespaceNameLabel] === namespace;
}

function excludesOnly({ matchLabels = {}, matchExpressions = [] }: LabelSelector, namespace: string): boolean {
  const [only, ...more] = matchExpressions;
  return Object.keys(matchLabels).length === 0 && more.length === 0 && only?.key === namespaceNameLabel && only.operator === 'NotIn' && only.values?.length === 1 && only.values[0] === namespace;
}

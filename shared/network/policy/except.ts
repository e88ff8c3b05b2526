import type { LabelSelector } from '../../kubernetes/types/meta.ts';
import type { NetworkPolicyIngressRule, NetworkPolicyPeer } from '../../kubernetes/types/network-policy.ts';
import { namespaceNameLabel, peerAdmits, type Caller, type PodNetwork } from './caller.ts';
import { blockHolds, isWider } from './ip-block.ts';

/**
 * Rules that allow what these do, but for one caller. NetworkPolicy has no rule that denies: an exception is written into what is allowed, as labels that
 * the others do not have.
 * @returns undefined: a rule allows a part of the pods' addresses, from which no labels can be taken away
 */
export function withoutCaller(rules: readonly NetworkPolicyIngressRule[], caller: Caller, policyNamespace: string, network: PodNetwork): NetworkPolicyIngressRule[] | undefined {
  const kept: NetworkPolicyIngressRule[] = [];
  for (const rule of rules) {
    const from: NetworkPolicyPeer[] = [];
    for (const peer of rule.from?.length ? rule.from : everyone(network)) {
      const others = othersOf(peer, caller, policyNamespace, network);
      if (!others) return undefined;
      from.push(...others);
    }
    // A rule without peers would allow everyone.
    if (from.length > 0) kept.push({ ...rule, from });
  }
  return kept;
}

/** Every pod, and every address that is no pod's: what a rule without peers allows. */
export function everyone({ podCIDRs }: PodNetwork): NetworkPolicyPeer[] {
  const isSix = (cidr: string): boolean => cidr.includes(':');
  const outside = [false, true].flatMap((six): NetworkPolicyPeer[] => {
    const except = podCIDRs.filter((cidr) => isSix(cidr) === six);
    return except.length === 0 ? [] : [{ ipBlock: { cidr: six ? '::/0' : '0.0.0.0/0', except } }];
  });
  return [{ namespaceSelector: {} }, ...outside];
}

/** Peers for everything that one peer is, without the caller. */
function othersOf(peer: NetworkPolicyPeer, caller: Caller, policyNamespace: string, network: PodNetwork): NetworkPolicyPeer[] | undefined {
  if (peerAdmits(peer, caller, policyNamespace, network) === 'no') return [peer];
  if (peer.ipBlock) return othersOfBlock(peer.ipBlock, caller, policyNamespace, network);
  const { podSelector, namespaceSelector } = peer;
  const same = selectorsWithout(podSelector ?? {}, caller.labels).map((others): NetworkPolicyPeer => (
    caller.namespace === policyNamespace
      ? { podSelector: others }
      : { namespaceSelector: { matchLabels: { [namespaceNameLabel]: caller.namespace } }, podSelector: others }
  ));
  if (!namespaceSelector) return same;
  const elsewhere = selectorsWithout(namespaceSelector, { [namespaceNameLabel]: caller.namespace });
  return [...same, ...elsewhere.map((selector) => ({ namespaceSelector: selector, ...(podSelector ? { podSelector } : {}) }))];
}

/** A block that holds the addresses of pods allows pods by no label: they are named instead. */
function othersOfBlock(block: NonNullable<NetworkPolicyPeer['ipBlock']>, caller: Caller, policyNamespace: string, network: PodNetwork): NetworkPolicyPeer[] | undefined {
  const held = network.podCIDRs.filter((cidr) => blockHolds(block, cidr) !== 'none');
  if (held.some((cidr) => blockHolds(block, cidr) !== 'all' || !isWider(block.cidr, cidr))) return undefined;
  const pods = othersOf({ namespaceSelector: {} }, caller, policyNamespace, network);
  return pods && [{ ipBlock: { ...block, except: [...(block.except ?? []), ...held] } }, ...pods];
}

/** What a selector selects but for things that have all of these labels: one selector for each label, which wants it otherwise. */
function selectorsWithout(selector: LabelSelector, labels: Readonly<Record<string, string>>): LabelSelector[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const rest = selectorWithout(selector, key, value);
    return rest ? [rest] : [];
  });
}

function selectorWithout(selector: LabelSelector, key: string, value: string): LabelSelector | undefined {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  if (Object.hasOwn(matchLabels, key)) return matchLabels[key] === value ? undefined : selector;
  const wants = matchExpressions.find((expression) => expression.key === key && (expression.operator === 'In' || expression.operator === 'NotIn'));
  if (!wants) return { ...selector, matchExpressions: [...matchExpressions, { key, operator: 'NotIn', values: [value] }] };
  const before = wants.values ?? [];
  const values = wants.operator === 'In' ? before.filter((one) => one !== value) : [...new Set([...before, value])];
  if (values.length === 0) return undefined;
  return { ...selector, matchExpressions: matchExpressions.map((expression) => (expression === wants ? { ...expression, values } : expression)) };
}

import type { PolicyDirection } from '../../../../shared/kubernetes/types/network-policy.ts';
import { endsOf, isToItself } from './decide.ts';
import type { PolicyIndex } from './policy-index.ts';
import { policedPod, type NamespaceLabels, type Traffic } from './traffic.ts';

/** How far one rule is from allowing a connection: it does when both match. */
export interface RuleExplanation {
  readonly namespace: string;
  readonly policy: string;
  readonly direction: PolicyDirection;
  /** Place in the policy's list of that direction, from 0; absent: the list is empty, so the policy allows nothing. */
  readonly rule?: number;
  readonly peerMatches: boolean;
  readonly portMatches: boolean;
}

/**
 * Every rule that had a say about a connection, egress of the sender first, then ingress of the receiver, each by policy name: for a person
 * who asks why. `decide` answers whether.
 */
export function explain(index: PolicyIndex, namespaces: NamespaceLabels, traffic: Traffic): RuleExplanation[] {
  if (isToItself(traffic)) return [];
  return (['Egress', 'Ingress'] as const).flatMap((direction) => {
    const { subject, other } = endsOf(traffic, direction);
    const pod = policedPod(subject);
    return (pod ? index.selecting(pod) : []).flatMap(({ policy, rules }): RuleExplanation[] => {
      const list = rules[direction];
      if (!list) return [];
      const { name, namespace = '' } = policy.metadata;
      const about = { namespace, policy: name, direction };
      if (list.length === 0) return [{ ...about, peerMatches: false, portMatches: false }];
      return list.map(({ peers, ports }, rule) => ({
        ...about, rule,
        peerMatches: peers?.some((test) => test(other, namespaces)) ?? true,
        portMatches: ports?.some((test) => test(traffic)) ?? true,
      }));
    });
  });
}

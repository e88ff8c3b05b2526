import type { PolicyDirection } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { CompiledPolicy } from './compile-policy.ts';
import type { PolicyIndex } from './policy-index.ts';
import { policedPod, type Endpoint, type NamespaceLabels, type Traffic } from './traffic.ts';

/** A rule, and the entries of it that matched; positions in the lists of the policy, from 0. */
export interface DecidingRule {
  readonly namespace: string;
  readonly policy: string;
  readonly rule: number;
  /** Absent: the rule allows every peer. */
  readonly peer?: number;
  /** Absent: the rule allows every port. */
  readonly port?: number;
}

/** What the policies over one end say about one direction. */
export interface DirectionVerdict {
  readonly allowed: boolean;
  /** Names of the policies (of the pod's namespace) that isolate the pod in this direction; none: everything is allowed. */
  readonly isolatedBy: readonly string[];
  /** The first rule that allows it, by policy name and place; absent when denied, or not isolated. */
  readonly allowedBy?: DecidingRule;
}

export interface Verdict {
  readonly allowed: boolean;
  /** Of the pod that sends. */
  readonly egress: DirectionVerdict;
  /** Of the pod that receives. */
  readonly ingress: DirectionVerdict;
}

const open: DirectionVerdict = { allowed: true, isolatedBy: [] };

/**
 * Whether a connection may be made, and who decided. Policies only ever allow: a pod that none selects in a direction is open there; one
 * that some select is open to what any rule of any of them allows. Both ends have to agree. A pod always reaches itself. That nodes reach
 * their own pods (kubelet probes) is for the caller to know. Source: networking/v1 NetworkPolicy, its documentation.
 */
export function decide(index: PolicyIndex, namespaces: NamespaceLabels, traffic: Traffic): Verdict {
  if (isToItself(traffic)) return { allowed: true, egress: open, ingress: open };
  const egress = decideDirection(index, namespaces, traffic, 'Egress');
  const ingress = decideDirection(index, namespaces, traffic, 'Ingress');
  return { allowed: egress.allowed && ingress.allowed, egress, ingress };
}

export function isToItself({ from, to }: Traffic): boolean {
  const [sender, receiver] = [policedPod(from)?.metadata, policedPod(to)?.metadata];
  return sender !== undefined && receiver !== undefined
    && sender.name === receiver.name && sender.namespace === receiver.namespace && sender.uid === receiver.uid;
}

/** The end whose policies speak in a direction, and the end that its rules name. */
export function endsOf({ from, to }: Traffic, direction: PolicyDirection): { subject: Endpoint; other: Endpoint } {
  return direction === 'Egress' ? { subject: from, other: to } : { subject: to, other: from };
}

/** What the policies over one end say, of a connection that is not a pod's to itself. */
export function decideDirection(index: PolicyIndex, namespaces: NamespaceLabels, traffic: Traffic, direction: PolicyDirection): DirectionVerdict {
  const { subject, other } = endsOf(traffic, direction);
  const pod = policedPod(subject);
  if (!pod) return open;
  const isolating = index.selecting(pod).filter(({ rules }) => rules[direction] !== undefined);
  if (isolating.length === 0) return open;
  const isolatedBy = isolating.map(({ policy }) => policy.metadata.name);
  for (const compiled of isolating) {
    const allowedBy = allowingRule(compiled, direction, traffic, other, namespaces);
    if (allowedBy) return { allowed: true, isolatedBy, allowedBy };
  }
  return { allowed: false, isolatedBy };
}

function allowingRule(
  { policy, rules }: CompiledPolicy, direction: PolicyDirection, traffic: Traffic, other: Endpoint, namespaces: NamespaceLabels,
): DecidingRule | undefined {
  for (const [rule, { peers, ports }] of (rules[direction] ?? []).entries()) {
    const port = ports?.findIndex((test) => test(traffic));
    if (port === -1) continue;
    const peer = peers?.findIndex((test) => test(other, namespaces));
    if (peer === -1) continue;
    const { name, namespace = '' } = policy.metadata;
    return { namespace, policy: name, rule, ...(peer === undefined ? {} : { peer }), ...(port === undefined ? {} : { port }) };
  }
  return undefined;
}

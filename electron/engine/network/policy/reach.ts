import type { NetworkPolicy, PolicyDirection } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PolicyIndex } from './policy-index.ts';
import { policedPod, type NamespaceLabels } from './traffic.ts';

/** What the policies over both ends say of pods that call others, whatever the port. */
export interface Reach {
  /** Open: no policy isolates either end. */
  verdict: 'Open' | 'Allowed' | 'Denied';
  /** Those that isolate the end which denies; or those whose rules let the caller through. */
  policies: readonly NetworkPolicy[];
  /** The only ports that rules allow, as `5432` or `53/UDP`; absent: any. */
  ports?: readonly string[];
}

const open: Reach = { verdict: 'Open', policies: [] };

/** Whether pods with the labels of one reach pods with the labels of the other: of templates, for edges between workloads. `decide` answers for one connection. */
export function reachOf(index: PolicyIndex, namespaces: NamespaceLabels, from: Pod, to: Pod): Reach {
  const ingress = directionOf(index, namespaces, to, from, 'Ingress');
  const egress = directionOf(index, namespaces, from, to, 'Egress');
  const denied = [ingress, egress].find(({ verdict }) => verdict === 'Denied');
  if (denied) return denied;
  const allowing = [ingress, egress].filter(({ verdict }) => verdict === 'Allowed');
  if (allowing.length === 0) return open;
  const narrow = allowing.find(({ ports }) => ports);
  return { verdict: 'Allowed', policies: allowing.flatMap(({ policies }) => policies), ...(narrow?.ports ? { ports: narrow.ports } : {}) };
}

function directionOf(index: PolicyIndex, namespaces: NamespaceLabels, subject: Pod, other: Pod, direction: PolicyDirection): Reach {
  if (!policedPod({ pod: subject })) return open;
  const isolating = index.selecting(subject).filter(({ rules }) => rules[direction]);
  if (isolating.length === 0) return open;
  const allowing = isolating.flatMap(({ policy, rules }) => (rules[direction] ?? []).flatMap(({ peers }, at) => (
    !peers || peers.some((test) => test({ pod: other }, namespaces)) ? [{ policy, ports: portsOf(policy, direction, at) }] : []
  )));
  if (allowing.length === 0) return { verdict: 'Denied', policies: isolating.map(({ policy }) => policy) };
  const ports = allowing.flatMap((one) => one.ports ?? []);
  return { verdict: 'Allowed', policies: [...new Set(allowing.map(({ policy }) => policy))], ...(allowing.every((one) => one.ports) ? { ports: [...new Set(ports)] } : {}) };
}

function portsOf({ spec }: NetworkPolicy, direction: PolicyDirection, at: number): string[] | undefined {
  const ports = (direction === 'Ingress' ? spec.ingress : spec.egress)?.[at]?.ports;
  if (!ports || ports.length === 0) return undefined;
  return ports.map(({ port, endPort, protocol = 'TCP' }) => `${port ?? '*'}${endPort === undefined ? '' : `–${endPort}`}${protocol === 'TCP' ? '' : `/${protocol}`}`);
}

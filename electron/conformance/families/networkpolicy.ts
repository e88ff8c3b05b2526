import type { NetworkPolicy, Protocol } from '../../../shared/kubernetes/types/network-policy.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { decide } from '../../engine/network/policy/decide.ts';
import { PolicyIndex } from '../../engine/network/policy/policy-index.ts';
import type { Endpoint } from '../../engine/network/policy/traffic.ts';
import { compare } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface Probe {
  port: number;
  protocol: Protocol;
  matrix: string[];
  external: { ip: string; fromPods: string; toPods: string }[];
}

interface PolicyCase {
  namespaces: { name: string; labels: Record<string, string> }[];
  pods: { namespace: string; name: string; ip: string; labels: Record<string, string> }[];
  policies: NetworkPolicy[];
  probes: Probe[];
}

/** Every pod of the vectors serves these, under names such as `serve-80-tcp`. */
const served = [80, 81].flatMap((containerPort) => (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => (
  { name: `serve-${containerPort}-${protocol.toLowerCase()}`, containerPort, protocol }
)));

export const networkPolicyFamily = defineAdapter<PolicyCase>(['networkpolicy'], ({ namespaces, pods, policies, probes }) => {
  const index = new PolicyIndex(policies);
  const labels = new Map(namespaces.map((namespace) => [namespace.name, namespace.labels]));
  const ends = pods.map(podOf);
  const letter = (from: Endpoint, to: Endpoint, { port, protocol }: Probe): string => {
    const { ingress, egress } = decide(index, (name) => labels.get(name), { from, to, port, protocol });
    if (ingress.allowed) return egress.allowed ? '.' : 'E';
    return egress.allowed ? 'I' : 'B';
  };
  return compare(probes, probes.map((probe): Probe => ({
    port: probe.port, protocol: probe.protocol,
    matrix: ends.map((from) => ends.map((to) => (from === to ? '-' : letter(from, to, probe))).join('')),
    external: probe.external.map(({ ip }) => ({
      ip,
      fromPods: ends.map((from) => letter(from, { ip }, probe)).join(''),
      toPods: ends.map((to) => letter({ ip }, to, probe)).join(''),
    })),
  })));
});

function podOf({ namespace, name, ip, labels }: PolicyCase['pods'][number]): Endpoint {
  const pod: Pod = {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels },
    spec: { containers: [{ name: 'c', ports: served }] }, status: { podIP: ip, podIPs: [{ ip }] },
  };
  return { pod };
}

import { describe, expect, it } from 'vitest';
import type { NetworkPolicy } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { PolicyIndex } from './policy-index.ts';
import { reachOf } from './reach.ts';

function pod(name: string, spec: Partial<Pod['spec']> = {}): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name, labels: { app: name } }, spec: { containers: [{ name: 'c' }], ...spec } };
}

function policy(name: string, app: string, spec: Omit<NetworkPolicy['spec'], 'podSelector'>): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { namespace: 'shop', name }, spec: { podSelector: { matchLabels: { app } }, ...spec } };
}

const fromWeb = { from: [{ podSelector: { matchLabels: { app: 'web' } } }] };

describe('workloads reach others', () => {
  it.each<[string, NetworkPolicy[], Pod, Pod, { verdict: string; policies?: string[]; ports?: string[] }]>([
    ['where nobody isolates', [], pod('web'), pod('db'), { verdict: 'Open' }],
    ['that a rule lets in', [policy('p', 'db', { ingress: [fromWeb] })], pod('web'), pod('db'), { verdict: 'Allowed', policies: ['p'] }],
    ['not where no rule does', [policy('p', 'db', { ingress: [fromWeb] })], pod('api'), pod('db'), { verdict: 'Denied', policies: ['p'] }],
    ['at the ports of the rule', [policy('p', 'db', { ingress: [{ ...fromWeb, ports: [{ port: 5432 }, { protocol: 'UDP', port: 1, endPort: 9 }] }] })], pod('web'), pod('db'), { verdict: 'Allowed', policies: ['p'], ports: ['5432', '1–9/UDP'] }],
    ['at any port where another rule names none', [policy('p', 'db', { ingress: [{ ...fromWeb, ports: [{ port: 5432 }] }, fromWeb] })], pod('web'), pod('db'), { verdict: 'Allowed', policies: ['p'] }],
    ['not where they are not let out', [policy('in', 'db', { ingress: [fromWeb] }), policy('out', 'web', { policyTypes: ['Egress'] })], pod('web'), pod('db'), { verdict: 'Denied', policies: ['out'] }],
    ['where both ends agree', [policy('in', 'db', { ingress: [fromWeb] }), policy('out', 'web', { policyTypes: ['Egress'], egress: [{}] })], pod('web'), pod('db'), { verdict: 'Allowed', policies: ['in', 'out'] }],
    ['in the network of their node whatever the policies', [policy('p', 'db', { ingress: [] })], pod('web'), pod('db', { hostNetwork: true }), { verdict: 'Open' }],
  ])('%s', (_what, policies, from, to, { verdict, policies: names = [], ports }) => {
    const reach = reachOf(new PolicyIndex(policies), () => ({}), from, to);
    expect({ ...reach, policies: reach.policies.map(({ metadata }) => metadata.name) }).toEqual({ verdict, policies: names, ...(ports ? { ports } : {}) });
  });
});

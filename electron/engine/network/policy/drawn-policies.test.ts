import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { namespaceNameLabel, type Caller } from '../../../../shared/network/policy/caller.ts';
import { admitCaller, exceptCaller, isolatesIngress, type Called, type PolicyDrawing } from '../../../../shared/network/policy/draw-policy.ts';
import type { NetworkPolicy } from '../../../../shared/kubernetes/types/network-policy.ts';
import { decide } from './decide.ts';
import { PolicyIndex } from './policy-index.ts';
import type { Endpoint, NamespaceLabels } from './traffic.ts';

/** Edges that a person draws, judged by the rules that hold for real connections. */

const namespaceLabels: Record<string, Record<string, string>> = {
  shop: { [namespaceNameLabel]: 'shop', team: 'a' }, pay: { [namespaceNameLabel]: 'pay', team: 'b' }, ops: { [namespaceNameLabel]: 'ops' },
};
const namespaces: NamespaceLabels = (name) => namespaceLabels[name];
const network = { podCIDRs: ['10.244.0.0/16'] };

const workloads = [
  ['shop', 'web', { app: 'web' }], ['shop', 'api', { app: 'api', tier: 'back' }], ['shop', 'jobs', { app: 'jobs', tier: 'back' }], ['shop', 'plain', { run: 'plain' }],
  ['pay', 'web', { app: 'web' }], ['pay', 'ledger', { app: 'ledger', tier: 'back' }], ['ops', 'agent', { app: 'agent' }],
] as const satisfies readonly (readonly [string, string, Record<string, string>])[];

type Workload = (typeof workloads)[number];

function endpoint([namespace, name, labels]: Workload): Endpoint {
  const podIP = `10.244.1.${workloads.findIndex((one) => one[0] === namespace && one[1] === name) + 1}`;
  return { pod: { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels: { ...labels, 'pod-template-hash': 'x' } }, spec: { containers: [{ name: 'c' }] }, status: { podIP, podIPs: [{ ip: podIP }] } } };
}

function callerOf([namespace, , labels]: Workload): Caller {
  return { namespace, labels, podLabels: { ...labels, 'pod-template-hash': 'x' }, namespaceLabels: namespaceLabels[namespace] ?? {} };
}

function policy(name: string, spec: NetworkPolicy['spec'], namespace = 'shop'): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

const web = workloads[0];
const outside: Endpoint = { ip: '8.8.8.8' };

function calledOf([namespace, , labels]: Workload, policies: readonly NetworkPolicy[]): Called {
  const about = policies.filter((one) => one.metadata.namespace === namespace && isolatesIngress(one) && matcherOf(one.spec.podSelector ?? {})(labels));
  const others = workloads.filter((one) => one[0] === namespace && one[2] !== labels);
  return { namespace, labels, policies: about, general: new Set(about.filter((one) => others.some((other) => matcherOf(one.spec.podSelector ?? {})(other[2]))).map((one) => one.metadata.name)) };
}

function after(policies: readonly NetworkPolicy[], drawing: PolicyDrawing, namespace: string): NetworkPolicy[] {
  switch (drawing.do) {
    case 'create': return [...policies, policy(`drawn-${policies.length}`, { podSelector: drawing.podSelector, policyTypes: ['Ingress'], ingress: drawing.ingress }, namespace)];
    case 'delete': return policies.filter((one) => one !== drawing.policy);
    case 'change': return policies.map((one) => {
      const changed = drawing.policies.find((other) => other.policy === one);
      return changed ? { ...one, spec: { ...one.spec, ingress: changed.ingress } } : one;
    });
    case 'nothing': case 'refuse': return [...policies];
  }
}

const reaches = (policies: readonly NetworkPolicy[], from: Endpoint, to: Workload): boolean =>
  decide(new PolicyIndex(policies), namespaces, { from, to: endpoint(to), port: 80, protocol: 'TCP' }).ingress.allowed;

/** Who reaches whom: by workload, and from outside. */
function reach(policies: readonly NetworkPolicy[]): Record<string, boolean> {
  return Object.fromEntries(workloads.flatMap((to) => [
    ...workloads.filter((from) => from !== to).map((from) => [`${from[0]}/${from[1]} → ${to[0]}/${to[1]}`, reaches(policies, endpoint(from), to)] as const),
    [`outside → ${to[0]}/${to[1]}`, reaches(policies, outside, to)] as const,
  ]));
}

const pair = fc.tuple(fc.constantFrom(...workloads), fc.constantFrom(...workloads)).filter(([from, to]) => from !== to);
const peer = fc.oneof(
  fc.constantFrom<NonNullable<NonNullable<NetworkPolicy['spec']['ingress']>[number]['from']>[number]>(
    { podSelector: {} }, { podSelector: { matchLabels: { app: 'api' } } }, { podSelector: { matchLabels: { tier: 'back' } } }, { namespaceSelector: {} }, { namespaceSelector: { matchLabels: { team: 'b' } } },
    { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'ledger'] }] } }, { podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } },
    { ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16'] } }, { ipBlock: { cidr: '10.244.0.0/16' } },
  ),
);
const spec = fc.record({
  podSelector: fc.constantFrom<LabelSelector>({ matchLabels: { app: 'web' } }, { matchLabels: { tier: 'back' } }, {}),
  ingress: fc.array(fc.oneof(fc.constant({}), fc.record({ from: fc.array(peer, { maxLength: 3 }) })), { maxLength: 2 }),
});
const given = fc.array(fc.tuple(spec, fc.constantFrom('shop', 'pay')), { maxLength: 3 }).map((specs) => specs.map(([one, namespace], index) => policy(`p${index}`, { ...one, policyTypes: ['Ingress'] }, namespace)));

describe('an edge that denies', () => {
  it('keeps out the caller, and changes nothing for anybody else', () => {
    fc.assert(fc.property(given, pair, (policies, [from, to]) => {
      const before = reach(policies);
      const drawing = exceptCaller(calledOf(to, policies), callerOf(from), network);
      const result = reach(after(policies, drawing, to[0]));
      const denied = `${from[0]}/${from[1]} → ${to[0]}/${to[1]}`;
      if (drawing.do !== 'refuse') expect(result[denied]).toBe(false);
      expect({ ...result, [denied]: before[denied] }).toEqual(before);
    }));
  });

  it('may be drawn for one caller after another', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(...workloads.slice(1)), { maxLength: 4 }), (callers) => {
      const policies = callers.reduce<NetworkPolicy[]>((known, from) => after(known, exceptCaller(calledOf(web, known), callerOf(from), network), 'shop'), []);
      for (const from of workloads.slice(1)) expect(reaches(policies, endpoint(from), web)).toBe(!callers.includes(from));
      expect(reaches(policies, outside, web)).toBe(true);
      expect(policies.length).toBe(Math.min(1, callers.length));
    }));
  });

  it('is refused where only a policy that is about other pods too lets the caller in, or one that names a part of the addresses', () => {
    const general = policy('all', { podSelector: {}, ingress: [{}] });
    expect(exceptCaller(calledOf(web, [general]), callerOf(workloads[1]), network)).toEqual({ do: 'refuse', because: 'general', policy: 'all' });
    const addressed = policy('some', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ from: [{ ipBlock: { cidr: '10.244.1.0/24' } }] }] });
    expect(exceptCaller(calledOf(web, [addressed]), callerOf(workloads[1]), network)).toEqual({ do: 'refuse', because: 'address', policy: 'some' });
  });

  it('is written as what the others have', () => {
    expect(exceptCaller(calledOf(web, []), callerOf(workloads[1]), network)).toEqual({
      do: 'create', podSelector: { matchLabels: { app: 'web' } },
      ingress: [{ from: [
        { podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] } },
        { podSelector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['back'] }] } },
        { namespaceSelector: { matchExpressions: [{ key: namespaceNameLabel, operator: 'NotIn', values: ['shop'] }] } },
        { ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16'] } },
      ] }],
    });
  });
});

describe('an edge that allows', () => {
  it('lets in the caller, and of what was let in by policies takes nothing away', () => {
    fc.assert(fc.property(given, pair, (policies, [from, to]) => {
      const called = calledOf(to, policies);
      const before = reach(policies);
      const result = reach(after(policies, admitCaller(called, callerOf(from), network), to[0]));
      const allowed = `${from[0]}/${from[1]} → ${to[0]}/${to[1]}`;
      expect(result[allowed]).toBe(true);
      // The first policy of a workload isolates it.
      const open = called.policies.length === 0 ? Object.keys(before).filter((key) => key.endsWith(`→ ${to[0]}/${to[1]}`)) : [allowed];
      const rest = (all: Record<string, boolean>): Record<string, boolean> => Object.fromEntries(Object.entries(all).filter(([key]) => !open.includes(key)));
      expect(rest(result)).toEqual(rest(before));
    }));
  });

  it.each(workloads.slice(1).map((from) => [from[0], from[1], from] as const))('takes back the exception of %s/%s, and the policy with its last one', (_namespace, _name, from) => {
    const denied = after([], exceptCaller(calledOf(web, []), callerOf(from), network), 'shop');
    expect(after(denied, admitCaller(calledOf(web, denied), callerOf(from), network), 'shop')).toEqual([]);
  });

  it('takes back one of two exceptions', () => {
    const [, api, jobs] = workloads;
    const both = [api, jobs].reduce<NetworkPolicy[]>((known, from) => after(known, exceptCaller(calledOf(web, known), callerOf(from), network), 'shop'), []);
    const one = after(both, admitCaller(calledOf(web, both), callerOf(api), network), 'shop');
    expect([api, jobs].map((from) => reaches(one, endpoint(from), web))).toEqual([true, false]);
  });

  it('adds to the rule that there is, and says when nothing is to be done', () => {
    const [, api, jobs] = workloads;
    const first = after([], admitCaller(calledOf(web, []), callerOf(api), network), 'shop');
    const second = after(first, admitCaller(calledOf(web, first), callerOf(jobs), network), 'shop');
    expect(second).toHaveLength(1);
    expect(second[0]?.spec.ingress).toEqual([{ from: [{ podSelector: { matchLabels: api[2] } }, { podSelector: { matchLabels: jobs[2] } }] }]);
    expect(admitCaller(calledOf(web, second), callerOf(api), network)).toEqual({ do: 'nothing', policies: ['drawn-0'] });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { NetworkPolicy, NetworkPolicyPort, Protocol } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { decide, type Verdict } from './decide.ts';
import { explain } from './explain.ts';
import { PolicyIndex } from './policy-index.ts';
import type { Endpoint, NamespaceLabels } from './traffic.ts';

const labelsOf: Record<string, Record<string, string>> = { shop: { team: 'a' }, pay: { team: 'b' }, bare: {} };
const namespaces: NamespaceLabels = (name) => labelsOf[name];

function pod(namespace: string, name: string, labels: Record<string, string>, ip: string, spec: Partial<Pod['spec']> = {}): Endpoint {
  return {
    pod: {
      apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels },
      spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }, { name: 'dns', containerPort: 53, protocol: 'UDP' }] }], ...spec },
      status: { podIP: ip, podIPs: [{ ip }] },
    },
  };
}

const web = pod('shop', 'web', { app: 'web' }, '10.0.1.1');
const db = pod('shop', 'db', { app: 'db', tier: 'back' }, '10.0.1.2', { initContainers: [
  { name: 'proxy', restartPolicy: 'Always', ports: [{ name: 'side', containerPort: 15_001 }] }, { name: 'init', ports: [{ name: 'early', containerPort: 1 }] },
] });
const payer = pod('pay', 'api', { app: 'web' }, '10.0.2.1');
const host = pod('shop', 'agent', { app: 'web' }, '192.168.0.7', { hostNetwork: true });
const outside: Endpoint = { ip: '8.8.8.8' };
const outside6: Endpoint = { ip: '2001:db8::5' };
const pods = [web, db, payer, host];

function policy(spec: NetworkPolicy['spec'], name = 'p', namespace = 'shop'): NetworkPolicy {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

function ask(policies: NetworkPolicy[], from: Endpoint, to: Endpoint, port = 80, protocol: Protocol = 'TCP'): Verdict {
  return decide(new PolicyIndex(policies), namespaces, { from, to, port, protocol });
}

const dbSelector = { podSelector: { matchLabels: { app: 'db' } } };
const intoDb = (...ingress: NonNullable<NetworkPolicy['spec']['ingress']>): NetworkPolicy[] => [policy({ ...dbSelector, ingress })];

describe('a policy isolates', () => {
  it.each<[string, NetworkPolicy['spec'], ingress: boolean, egress: boolean]>([
    ['ingress without types', {}, true, false],
    ['ingress by an empty selector and no rule', { podSelector: {} }, true, false],
    ['both without types where it has egress rules', { egress: [{ ports: [{ port: 1 }] }] }, true, true],
    ['ingress alone without types where its egress list is empty', { egress: [] }, true, false],
    ['the directions that it names', { policyTypes: ['Egress'] }, false, true],
    ['both when it names both', { policyTypes: ['Ingress', 'Egress'] }, true, true],
    ['no direction for rules of a type that it does not name', { policyTypes: ['Egress'], ingress: [], egress: [{}] }, false, false],
    ['nobody whom it does not select', { podSelector: { matchLabels: { app: 'x' } }, policyTypes: ['Ingress', 'Egress'] }, false, false],
    ['nobody when the selector is not valid', { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: [] }] } }, false, false],
    ['those with the label by an expression', { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'x'] }] } }, true, false],
    ['those without the label', { podSelector: { matchExpressions: [{ key: 'green', operator: 'DoesNotExist' }] } }, true, false],
  ])('%s', (_what, spec, ingress, egress) => {
    expect(ask([policy(spec)], payer, db).ingress.allowed).toBe(!ingress);
    expect(ask([policy(spec)], db, payer).egress.allowed).toBe(!egress);
  });

  it('only pods of its namespace, and nobody else', () => {
    expect(ask([policy({ podSelector: {} }, 'p', 'pay')], web, db).allowed).toBe(true);
    expect(ask([policy({ podSelector: {}, policyTypes: ['Egress', 'Ingress'] })], outside, payer)).toMatchObject({ allowed: true, ingress: { isolatedBy: [] } });
  });

  it('never a pod from itself, and never a pod in the network of its node', () => {
    const closed = [policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })];
    expect(ask(closed, db, db).allowed).toBe(true);
    expect(ask(closed, payer, host).allowed).toBe(true);
    expect(ask(closed, host, payer).allowed).toBe(true);
    expect(ask(closed, host, db).allowed).toBe(false);
  });
});

describe('a rule allows', () => {
  it.each<[string, NonNullable<NetworkPolicy['spec']['ingress']>[number], Endpoint[]]>([
    ['everybody when empty', {}, [web, payer, host, outside, outside6]],
    ['everybody with an empty list', { from: [], ports: [] }, [web, payer, host, outside, outside6]],
    ['nobody by a peer that names nothing', { from: [{}] }, []],
    ['pods of its own namespace', { from: [{ podSelector: {} }] }, [web]],
    ['pods of selected namespaces', { from: [{ namespaceSelector: { matchLabels: { team: 'b' } } }] }, [payer]],
    ['pods of all namespaces', { from: [{ namespaceSelector: {} }] }, [web, payer]],
    ['both selectors together', { from: [{ namespaceSelector: { matchLabels: { team: 'b' } }, podSelector: { matchLabels: { app: 'db' } } }] }, []],
    ['either of two peers', { from: [{ namespaceSelector: { matchLabels: { team: 'b' } } }, { podSelector: { matchLabels: { app: 'web' } } }] }, [web, payer]],
    ['a block, pods in it too', { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }, [web, payer]],
    ['a block but for its exceptions', { from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.1.0/24', '192.168.0.0/16'] } }] }, [payer, outside]],
    ['a block whose first address has bits after the prefix', { from: [{ ipBlock: { cidr: '10.0.2.77/24' } }] }, [payer]],
    ['one address', { from: [{ ipBlock: { cidr: '10.0.2.1/32' } }] }, [payer]],
    ['a block of IPv6', { from: [{ ipBlock: { cidr: '2001:db8::/33' } }] }, [outside6]],
    ['all of IPv6 and nothing of IPv4', { from: [{ ipBlock: { cidr: '::/0' } }] }, [outside6]],
    ['an IPv4 block written in IPv6', { from: [{ ipBlock: { cidr: '::ffff:8.8.0.0/112' } }] }, [outside]],
    ['nobody by a block that is none', { from: [{ ipBlock: { cidr: '10.0.0.0/40' } }] }, []],
  ])('%s', (_what, rule, allowed) => {
    const senders = [web, payer, host, outside, outside6];
    expect(senders.filter((from) => ask(intoDb(rule), from, db).allowed)).toEqual(allowed);
  });

  it.each<[string, NetworkPolicyPort, [number, Protocol][], [number, Protocol][]]>([
    ['all ports of TCP', {}, [[1, 'TCP'], [65_535, 'TCP']], [[1, 'UDP'], [1, 'SCTP']]],
    ['all ports of a protocol', { protocol: 'SCTP' }, [[7, 'SCTP']], [[7, 'TCP']]],
    ['a number', { port: 80 }, [[80, 'TCP']], [[81, 'TCP'], [80, 'UDP']]],
    ['a range', { port: 80, endPort: 82 }, [[80, 'TCP'], [81, 'TCP'], [82, 'TCP']], [[79, 'TCP'], [83, 'TCP'], [81, 'UDP']]],
    ['a name', { port: 'http' }, [[8080, 'TCP']], [[80, 'TCP'], [8080, 'UDP']]],
    ['a name of another protocol', { port: 'dns' }, [], [[53, 'TCP'], [53, 'UDP']]],
    ['a name with its protocol', { port: 'dns', protocol: 'UDP' }, [[53, 'UDP']], [[53, 'TCP']]],
    ['a name at a sidecar', { port: 'side' }, [[15_001, 'TCP']], [[80, 'TCP']]],
    ['no port of a container that only initialises', { port: 'early' }, [], [[1, 'TCP']]],
    ['no unknown name', { port: 'nope' }, [], [[80, 'TCP']]],
  ])('%s', (_what, port, allowed, denied) => {
    const policies = [...intoDb({ ports: [port] }), policy({ podSelector: { matchLabels: { app: 'web' } }, egress: [{ ports: [port] }], policyTypes: ['Egress'] }, 'q')];
    for (const [number, protocol] of allowed) expect(ask(policies, web, db, number, protocol)).toMatchObject({ egress: { allowed: true }, ingress: { allowed: true } });
    for (const [number, protocol] of denied) expect(ask(policies, web, db, number, protocol)).toMatchObject({ egress: { allowed: false }, ingress: { allowed: false } });
  });

  it('no name of a port outside the cluster', () => {
    const policies = [policy({ egress: [{ ports: [{ port: 'http' }] }], policyTypes: ['Egress'] })];
    expect(ask(policies, web, payer, 8080).allowed).toBe(true);
    expect(ask(policies, web, outside, 8080).allowed).toBe(false);
  });

  it('the address that is asked for, of a pod with two', () => {
    const policies = intoDb({ from: [{ ipBlock: { cidr: 'fd00::/8' } }] });
    expect(ask(policies, { ...payer, ip: 'fd00::1' }, db).allowed).toBe(true);
    expect(ask(policies, payer, db).allowed).toBe(false);
  });
});

describe('the answer', () => {
  const policies = [
    policy({ ...dbSelector, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'nobody' } } }] }, { from: [{ podSelector: {} }, { namespaceSelector: {} }], ports: [{ port: 1 }, { port: 80 }] }] }, 'open'),
    policy({ podSelector: {} }, 'closed'),
    policy({ podSelector: {}, policyTypes: ['Egress'] }, 'silent', 'pay'),
  ];

  it('names the policies that isolate and the rule that allows', () => {
    expect(ask(policies, payer, db)).toEqual({
      allowed: false,
      egress: { allowed: false, isolatedBy: ['silent'] },
      ingress: { allowed: true, isolatedBy: ['closed', 'open'], allowedBy: { namespace: 'shop', policy: 'open', rule: 1, peer: 1, port: 1 } },
    });
    expect(ask(policies, web, db)).toMatchObject({ allowed: true, egress: { isolatedBy: [] } });
  });

  it('tells how far each rule is from allowing', () => {
    expect(explain(new PolicyIndex(policies), namespaces, { from: payer, to: db, port: 443, protocol: 'TCP' })).toEqual([
      { namespace: 'pay', policy: 'silent', direction: 'Egress', peerMatches: false, portMatches: false },
      { namespace: 'shop', policy: 'closed', direction: 'Ingress', peerMatches: false, portMatches: false },
      { namespace: 'shop', policy: 'open', direction: 'Ingress', rule: 0, peerMatches: false, portMatches: true },
      { namespace: 'shop', policy: 'open', direction: 'Ingress', rule: 1, peerMatches: true, portMatches: false },
    ]);
    expect(explain(new PolicyIndex(policies), namespaces, { from: db, to: db, port: 1, protocol: 'TCP' })).toEqual([]);
  });

  it('follows changes of the policies', () => {
    const index = new PolicyIndex(policies);
    const allowed = (): boolean => decide(index, namespaces, { from: web, to: db, port: 80, protocol: 'TCP' }).allowed;
    index.set(policy({ ...dbSelector, ingress: [] }, 'open'));
    expect(allowed()).toBe(false);
    index.set(policy({ podSelector: { matchLabels: { app: 'other' } } }, 'open'));
    index.delete('shop/closed');
    index.delete('shop/never-there');
    expect(allowed()).toBe(true);
    expect(index.size).toBe(2);
  });
});

const selectors = fc.constantFrom<LabelSelector[]>({}, { matchLabels: { app: 'web' } }, { matchLabels: { app: 'db', tier: 'back' } },
  { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web', 'web'] }] }, { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] });
const peers = fc.oneof(
  fc.record({ podSelector: selectors, namespaceSelector: fc.constantFrom<LabelSelector[]>({}, { matchLabels: { team: 'a' } }) }, { requiredKeys: [] }),
  fc.record({ ipBlock: fc.record({ cidr: fc.constantFrom('10.0.0.0/8', '0.0.0.0/0', '::/0'), except: fc.subarray(['10.0.1.0/31', '10.0.2.0/24']) }) }),
);
const ports = fc.record({ protocol: fc.constantFrom<Protocol>('TCP', 'UDP'), port: fc.constantFrom<(number | string)[]>(53, 8080, 'http', 'dns') }, { requiredKeys: [] });
const ingressRules = fc.record({ from: fc.array(peers, { maxLength: 2 }), ports: fc.array(ports, { maxLength: 2 }) }, { requiredKeys: [] });
const egressRules = fc.record({ to: fc.array(peers, { maxLength: 2 }), ports: fc.array(ports, { maxLength: 2 }) }, { requiredKeys: [] });
const somePolicies = fc.array(fc.record({
  namespace: fc.constantFrom('shop', 'pay'),
  spec: fc.record({
    podSelector: selectors, ingress: fc.array(ingressRules, { maxLength: 2 }), egress: fc.array(egressRules, { maxLength: 2 }),
    policyTypes: fc.subarray<'Ingress' | 'Egress'>(['Ingress', 'Egress']),
  }),
}), { maxLength: 4 }).map((list) => list.map(({ namespace, spec }, place) => policy(spec, `p${place}`, namespace)));
const traffics = fc.record({
  from: fc.constantFrom(...pods, outside, outside6), to: fc.constantFrom(...pods, outside),
  port: fc.constantFrom(53, 80, 8080), protocol: fc.constantFrom<Protocol>('TCP', 'UDP'),
});

describe('whatever the policies', () => {
  it('one more rule never denies more', () => {
    fc.assert(fc.property(somePolicies, ingressRules, egressRules, traffics, (policies, ingress, egress, traffic) => {
      const before = decide(new PolicyIndex(policies), namespaces, traffic);
      // Directions are kept: an egress rule where none was may change what absent types stand for.
      const more = policies.map((each) => policy({
        ...each.spec, ingress: [...each.spec.ingress ?? [], ingress], egress: [...each.spec.egress ?? [], egress],
        policyTypes: each.spec.policyTypes?.length ? each.spec.policyTypes : each.spec.egress?.length ? ['Ingress', 'Egress'] : ['Ingress'],
      }, each.metadata.name, each.metadata.namespace));
      const after = decide(new PolicyIndex(more), namespaces, traffic);
      expect(after.ingress.allowed || !before.ingress.allowed).toBe(true);
      expect(after.egress.allowed || !before.egress.allowed).toBe(true);
    }));
  });

  it('their order is no matter, nor how the index came to hold them', () => {
    fc.assert(fc.property(somePolicies, somePolicies, traffics, (policies, others, traffic) => {
      const index = new PolicyIndex(others);
      for (const { metadata } of others) index.delete(`${metadata.namespace}/${metadata.name}`);
      for (const each of policies.toReversed()) index.set(each);
      expect(decide(index, namespaces, traffic)).toEqual(decide(new PolicyIndex(policies), namespaces, traffic));
    }));
  });

  it('a direction is the union of what each isolating policy allows alone', () => {
    fc.assert(fc.property(somePolicies, traffics, (policies, traffic) => {
      const all = decide(new PolicyIndex(policies), namespaces, traffic);
      const alone = policies.map((each) => decide(new PolicyIndex([each]), namespaces, traffic));
      for (const direction of ['ingress', 'egress'] as const) {
        const isolating = alone.filter((verdict) => verdict[direction].isolatedBy.length > 0);
        expect(all[direction].allowed).toBe(isolating.length === 0 || isolating.some((verdict) => verdict[direction].allowed));
        expect(all[direction].isolatedBy).toHaveLength(isolating.length);
      }
    }));
  });

  it('the explanation agrees with the decision', () => {
    fc.assert(fc.property(somePolicies, traffics, (policies, traffic) => {
      const index = new PolicyIndex(policies);
      const { ingress, egress } = decide(index, namespaces, traffic);
      const rules = explain(index, namespaces, traffic);
      for (const [direction, verdict] of [['Ingress', ingress], ['Egress', egress]] as const) {
        const about = rules.filter((rule) => rule.direction === direction);
        expect(verdict.allowed).toBe(about.length === 0 || about.some((rule) => rule.peerMatches && rule.portMatches));
        expect([...new Set(about.map((rule) => rule.policy))]).toEqual(verdict.isolatedBy);
      }
    }));
  });
});

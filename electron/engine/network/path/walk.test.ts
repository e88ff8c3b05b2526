import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Outcome, RequestTrace } from '../../../../shared/network/trace.ts';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import type { World } from '../../world.ts';
import { Prng, streamState } from '../../simulation/prng.ts';
import { decide } from '../policy/decide.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import { distribute } from './distribute.ts';
import { traceRequest } from './trace-request.ts';

const labels = fc.constantFrom<JsonObject>({}, { matchLabels: { app: 'web' } }, { matchLabels: { app: 'client' } });
const peer = fc.oneof(
  labels.map((podSelector): JsonObject => ({ podSelector })),
  fc.constantFrom<JsonObject>({ ipBlock: { cidr: '10.0.0.0/24' } }, { ipBlock: { cidr: '198.51.100.0/24' } }, { namespaceSelector: {} }),
);
const ports = fc.constantFrom<JsonObject[] | undefined>(undefined, [{ port: 80 }], [{ port: 53, protocol: 'UDP' }]);
const policy = fc.record({
  podSelector: labels, directions: fc.subarray(['Ingress', 'Egress'] as const, { minLength: 1 }), peers: fc.array(peer, { maxLength: 2 }), ports, rules: fc.boolean(),
}).map(({ podSelector, directions, peers, ports: onPorts, rules }): JsonObject => {
  const rule = (side: string): JsonObject => ({ ...(peers.length > 0 ? { [side]: peers } : {}), ...(onPorts ? { ports: onPorts } : {}) });
  return { podSelector, policyTypes: directions, ...(rules ? { ingress: [rule('from')], egress: [rule('to')] } : {}) };
});
const spec = fc.record({
  type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'), local: fc.boolean(), internalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
  sessionAffinity: fc.constantFrom('None', 'None', 'ClientIP'), trafficDistribution: fc.constantFrom(null, null, 'PreferSameZone', 'PreferSameNode'),
  targetPort: fc.constantFrom(80, 80, 80, 8080), headless: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
}).map(({ local, targetPort, headless, ...rest }): JsonObject => ({
  ...rest, ports: [{ port: 80, targetPort }],
  ...(rest.type === 'ClusterIP' ? (headless ? { clusterIP: 'None' } : {}) : { externalTrafficPolicy: local ? 'Local' : 'Cluster' }),
}));
const fault = fc.constantFrom('none', 'PowerOff', 'StopKubeProxy', 'CutCable', 'ScaleDown', 'HangContainer');
const network = fc.record({ replicas: fc.integer({ min: 0, max: 5 }), spec, policies: fc.array(policy, { maxLength: 2 }), fault, settle: fc.constantFrom(0, 5_000, 70_000), clients: fc.constantFrom(1, 3, 1000) });

function policyManifest(index: number, of: JsonObject): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `p${index}` }, spec: of };
}

function build({ replicas, spec: of, policies, fault: kind, settle }: typeof network extends fc.Arbitrary<infer T> ? T : never): World {
  const machines = ['a', 'b', 'c'].map((name, index) => ({ name, roles: ['worker' as const], bootSeconds: 5, zone: index === 0 ? 'zone-a' : 'zone-b' }));
  const world = networkWorld({ machines, manifests: [
    deployment('web', replicas, 'nginx'), deployment('client', 2, { image: 'busybox', command: ['sleep', '1d'] }), service('web', of), ...policies.map((one, index) => policyManifest(index, one)),
  ] });
  if (kind === 'PowerOff' || kind === 'StopKubeProxy' || kind === 'CutCable') world.inject({ kind, machine: 'b' });
  if (kind === 'StopKubeProxy' || kind === 'ScaleDown') put(world, deployment('web', 1, 'nginx'));
  const [first] = podsOf(world, 'web');
  if (kind === 'HangContainer' && first) world.inject({ kind, namespace: 'default', pod: first.metadata.name, container: 'c' });
  advance(world, settle);
  return world;
}

function podsOf(world: World, app: string): Pod[] {
  return [...world.api.list<Pod>('pods')].filter(({ metadata }) => metadata.labels?.['app'] === app);
}

function originsOf(world: World): RequestOrigin[] {
  return [{ kind: 'Internet' }, ...podsOf(world, 'client').map(({ metadata }): RequestOrigin => ({ kind: 'Pod', namespace: 'default', name: metadata.name }))];
}

const target: RequestTarget = { service: { namespace: 'default', name: 'web' } };

/** What became of it. Of nodes that do the same one stands for all, so which one it was is left out. */
function textOf(outcome: Outcome): string {
  return JSON.stringify(outcome, (key, value: unknown) => (key === 'node' && outcome.kind === 'Failed' ? undefined : value));
}

function drawsOf(seed: number): () => number {
  const random = new Prng(streamState(seed, 'draws'));
  return () => random.nextUint32() / 2 ** 32;
}

describe('in any network', () => {
  test('the probabilities of what may become of a request sum to 1, and are how often it does', () => {
    fc.assert(fc.property(network, fc.nat(), (setup, seed) => {
      const world = build(setup);
      const reach = world.components.network;
      for (const origin of originsOf(world)) {
        const { outcomes } = distribute(reach, [origin], target, { clients: setup.clients });
        expect(outcomes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
        // Many clients stick each to an endpoint of its own; one request is that of one of them.
        if (setup.spec['sessionAffinity'] === 'ClientIP' && origin.kind === 'Internet') continue;
        const expected = new Map<string, number>();
        for (const { probability, outcome } of outcomes) expected.set(textOf(outcome), (expected.get(textOf(outcome)) ?? 0) + probability);
        const random = drawsOf(seed);
        const runs = 400;
        const seen = new Map<string, number>();
        for (let run = 0; run < runs; run += 1) {
          const key = textOf(traceRequest(reach, origin, target, random).outcome);
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        for (const key of seen.keys()) expect([...expected.keys()]).toContain(key);
        for (const [key, probability] of expected) expect(Math.abs((seen.get(key) ?? 0) / runs - probability)).toBeLessThan(0.1);
      }
    }), { numRuns: 20, seed: 20_260_101 });
  });

  test('no request ends in a pod that is no endpoint, or that a policy denies', () => {
    let served = 0;
    fc.assert(fc.property(network, fc.nat(), (setup, seed) => {
      const world = build(setup);
      const random = drawsOf(seed);
      for (const origin of originsOf(world)) {
        for (let run = 0; run < 10; run += 1) {
          const trace = traceRequest(world.components.network, origin, target, random);
          if (trace.outcome.kind !== 'Served') continue;
          served += 1;
          checkServed(world, origin, trace);
        }
      }
    }), { numRuns: 25, seed: 20_260_102 });
    expect(served).toBeGreaterThan(50);
  });
});

function checkServed(world: World, origin: RequestOrigin, { outcome, hops }: RequestTrace): void {
  const [handler] = outcome.handlers;
  if (!handler) throw new Error('a pod of the Service answers');
  const { network: reach } = world.components;
  const pod = world.api.get<Pod>('pods', `${handler.pod.namespace}/${handler.pod.name}`);
  if (!pod) throw new Error('the pod is there');
  const stale = hops.some(({ rule }) => rule.kind === 'Proxy' && rule.staleSinceMs !== undefined);
  const endpoint = [...world.api.list<EndpointSlice>('endpointslices')].flatMap(({ endpoints }) => endpoints).find(({ targetRef }) => targetRef?.uid === handler.pod.uid);
  const { ready = true, serving = true, terminating = false } = endpoint?.conditions ?? {};
  if (!stale) expect(endpoint !== undefined && (ready || (serving && terminating))).toBe(true);
  expect(reach.ground.isPowered(handler.node)).toBe(true);
  expect(handler.port).toBe(80);
  const arrived = hops.findLast(({ rule }) => rule.kind === 'Pod')?.before;
  const sender = origin.kind === 'Pod' ? world.api.get<Pod>('pods', `${origin.namespace}/${origin.name}`) : undefined;
  const from = sender && arrived?.sourceIp === sender.status?.podIP ? { pod: sender } : { ip: arrived?.sourceIp ?? '' };
  expect(decide(reach.policies, reach.namespaceLabels, { from, to: { pod }, port: handler.port, protocol: 'TCP' }).ingress.allowed).toBe(true);
  if (sender) expect(decide(reach.policies, reach.namespaceLabels, { from: { pod: sender }, to: { pod }, port: handler.port, protocol: 'TCP' }).egress.allowed).toBe(true);
}

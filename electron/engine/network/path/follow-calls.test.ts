import { describe, expect, it } from 'vitest';
import type { RequestTrace } from '../../../../shared/network/trace.ts';
import type { CallProfile } from '../../../../shared/topology/behaviour.ts';
import type { World } from '../../world.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import { followRequest } from './follow-request.ts';

const images = (web: CallProfile[], api: CallProfile[] = []): { image: string; listens: number[]; calls: CallProfile[] }[] => [
  { image: 'web', listens: [80], calls: web }, { image: 'api', listens: [8080], calls: api },
];
const manifests = [
  deployment('web', 1, 'web:1'), service('web', { type: 'NodePort' }), deployment('api', 1, 'api:1'), service('api', { ports: [{ port: 80, targetPort: 8080 }] }), deployment('db', 1, 'postgres:17'), service('db', { ports: [{ port: 5432 }] }),
];

function worldWith(...profiles: Parameters<typeof images>): World {
  return networkWorld({ manifests, images: images(...profiles), untilMs: 120_000 });
}

function follow(world: World, draw = 0): RequestTrace {
  return followRequest(world.components, { kind: 'Internet' }, { service: { namespace: 'default', name: 'web' } }, draw);
}

function calls({ hops }: RequestTrace): string[] {
  return hops.flatMap(({ rule, depth }) => (rule.kind === 'Client' && rule.calls !== undefined ? [`${depth ?? 0} ${rule.calls}`] : []));
}

describe('a request goes on', () => {
  it('to what its container asks for the answer, and to what that asks', () => {
    const seen = follow(worldWith([{ service: 'api' }, { service: 'db', port: 5432 }], [{ service: 'db', port: 5432 }]));
    expect([calls(seen), seen.outcome.kind, seen.outcome.handlers.length]).toEqual([['1 api', '2 db', '1 db'], 'Served', 1]);
    expect(seen.hops.filter(({ rule }) => rule.kind === 'Container').map(({ depth = 0 }) => depth)).toEqual([0, 1, 2, 1]);
  });

  it('and fails where one of them does, with the cause of that', () => {
    const world = worldWith([{ service: 'api' }], [{ service: 'db', port: 5432 }]);
    put(world, deployment('db', 0, 'postgres:17'));
    advance(world, 20_000);
    expect(follow(world).outcome).toMatchObject({
      kind: 'Failed', cause: { kind: 'CallFailed', container: 'c', calls: 'api', because: { kind: 'CallFailed', calls: 'db', because: { kind: 'NoEndpoints' } } },
    });
  });

  it('as often as a call is made', () => {
    const world = worldWith([{ service: 'api', perRequest: 0.25 }]);
    const made = Array.from({ length: 200 }, (_, draw) => calls(follow(world, draw)).length).reduce((sum, one) => sum + one, 0);
    expect(made).toBeGreaterThan(30);
    expect(made).toBeLessThan(75);
  });

  it('not for ever where programs call each other', () => {
    const seen = follow(worldWith([{ service: 'api' }], [{ service: 'web' }]));
    expect([calls(seen), seen.outcome.kind]).toEqual([['1 api', '2 web'], 'Served']);
  });
});

describe('the health check port of a Service', () => {
  const local = service('web', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 31000 });
  const ask = (world: World, node: string): RequestTrace => followRequest(world.components, { kind: 'Internet' }, { host: world.components.network.addresses.machineAddress(node) ?? '', port: 31000 }, 0);

  it('is answered by the kube-proxy of each node, for its own endpoints', () => {
    const world = networkWorld({ machines: ['a', 'b'], manifests: [deployment('web', 3, 'nginx', { podSpec: { nodeName: 'a' } }), local], untilMs: 120_000 });
    expect(ask(world, 'a')).toMatchObject({ outcome: { kind: 'Served', handlers: [] } });
    expect(ask(world, 'a').hops.at(-1)?.rule).toMatchObject({ kind: 'Proxy', healthCheck: { localEndpoints: 3, status: 200 } });
    expect(ask(world, 'b').outcome).toMatchObject({ kind: 'Failed', cause: { kind: 'NoLocalHealth', node: 'b', service: { name: 'web' } } });
    world.inject({ kind: 'StopKubeProxy', machine: 'a' });
    expect(ask(world, 'a').outcome).toMatchObject({ cause: { kind: 'NodePortClosed' } });
    put(world, service('web', { type: 'LoadBalancer' }));
    advance(world, 10_000);
    expect(ask(world, 'b').outcome).toMatchObject({ cause: { kind: 'NodePortClosed' } });
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { DesignChange } from '../../../../shared/ipc/design.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';
import { decide } from '../policy/decide.ts';

const apps = ['web', 'api', 'db'] as const;

function manifests(): Manifest[] {
  return apps.flatMap((name): Manifest[] => [
    {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name },
      spec: {
        replicas: 2, selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: 'c', image: name, ports: [{ containerPort: 80 }], readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 1 } }] },
        },
      },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { type: 'NodePort', selector: { app: name }, ports: [{ port: 80 }] } },
  ]);
}

function shop(): World {
  const cluster = defaultCluster('property', 1);
  cluster.spec.machines = ['w1', 'w2', 'w3'].map((name) => ({ name, roles: ['worker' as const], bootSeconds: 5 }));
  cluster.spec.images = [
    { image: 'web', cpuPerRequest: '2m', calls: [{ service: 'api' }, { service: 'db', perRequest: 0.5 }] }, { image: 'api', cpuPerRequest: '4m', calls: [{ service: 'db', perRequest: 2 }] },
    { image: 'db', cpuPerRequest: '1m', maxConcurrent: 20 },
  ];
  cluster.spec.traffic = [
    { name: 'outside', target: { service: { namespace: 'default', name: 'web' } }, rate: { pattern: 'Constant', rps: 80 } },
    { name: 'inside', from: { namespace: 'default', podSelector: { matchLabels: { app: 'web' } } }, target: { host: 'api.default.svc.cluster.local' }, rate: { pattern: 'Constant', rps: 20 } },
  ];
  const { world } = World.create({ cluster, manifests: manifests() });
  world.advance({ untilMs: 60_000 });
  return world;
}

const app = fc.constantFrom(...apps);
const machine = fc.constantFrom('w1', 'w2', 'w3');
type Step = { write: DesignChange } | { fault: Parameters<World['inject']>[0] };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(app, fc.integer({ min: 0, max: 4 })).map(([name, replicas]): Step => ({ write: { op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name }, patch: { spec: { replicas } } } })),
  fc.tuple(app, fc.subarray([...apps])).map(([name, from]): Step => ({
    write: {
      op: 'put', manifest: {
        apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: `to-${name}` },
        spec: { podSelector: { matchLabels: { app: name } }, ingress: [{ from: from.map((of) => ({ podSelector: { matchLabels: { app: of } } })) }] },
      },
    },
  })),
  app.map((name): Step => ({ write: { op: 'delete', ref: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'default', name: `to-${name}` } } })),
  app.map((name): Step => ({ write: { op: 'delete', ref: { apiVersion: 'v1', kind: 'Service', namespace: 'default', name } } })),
  machine.map((name): Step => ({ fault: { kind: 'PowerOff', machine: name } })),
  machine.map((name): Step => ({ fault: { kind: 'PowerOn', machine: name } })),
);

/** Pods that the slices of a Service list as ready, or as serving while they end. */
function endpoints(world: World, service: string): Set<string> {
  const uids = new Set<string>();
  for (const slice of world.api.byIndex<EndpointSlice>('endpointslices', 'service', service)) {
    for (const { conditions, targetRef } of slice.endpoints ?? []) if (targetRef?.uid && (conditions?.ready !== false || conditions.serving)) uids.add(targetRef.uid);
  }
  return uids;
}

it('what is sent is served or failed, and nothing reaches a pod that is no endpoint or that a policy denies', () => {
  fc.assert(fc.property(fc.array(fc.tuple(step, fc.integer({ min: 2, max: 90 })), { minLength: 1, maxLength: 6 }), (steps) => {
    const world = shop();
    const { traffic, network } = world.components;
    for (const [one, seconds] of steps) {
      if ('fault' in one) world.inject(one.fault);
      else world.apply([one.write]);
      // Longer than kube-proxies take to follow.
      world.advance({ untilMs: world.nowMs + seconds * 1000 });
      for (const name of ['outside', 'inside']) {
        const measure = traffic.ofSource(name);
        if (measure) expect(measure.servedRps + measure.failures.reduce((sum, { rps }) => sum + rps, 0)).toBeCloseTo(measure.rps, 4);
      }
      for (const flow of traffic.flows.graph.flows.values()) {
        const { origin } = traffic.flows.specOf(flow.id) ?? {};
        for (const { handlers, route, probability } of flow.outcomes) {
          const service = route.find((stop) => stop.kind === 'Service');
          for (const id of probability > 0 && flow.rps > 0 ? handlers : []) {
            const handler = traffic.flows.graph.handlers.get(id);
            const pod = handler && world.api.get<Pod>('pods', `${handler.pod.namespace}/${handler.pod.name}`);
            expect(pod?.metadata.uid).toBe(handler?.pod.uid);
            expect(network.isPowered(pod?.spec.nodeName ?? '')).toBe(true);
            if (service) expect([...endpoints(world, `${service.namespace}/${service.name}`)]).toContain(handler?.pod.uid);
            const sender = origin?.kind === 'Pod' ? world.api.get<Pod>('pods', `${origin.namespace}/${origin.name}`) : undefined;
            if (sender && pod) expect(decide(network.policies, network.namespaceLabels, { from: { pod: sender }, to: { pod }, port: 80, protocol: 'TCP' }).allowed).toBe(true);
          }
        }
      }
    }
  }), { numRuns: 12 });
});

it('with constant load the autoscaler settles and stays', () => {
  const load = fc.record({ rps: fc.integer({ min: 1, max: 400 }), cost: fc.integer({ min: 1, max: 10 }), percent: fc.integer({ min: 40, max: 90 }), replicas: fc.integer({ min: 1, max: 8 }) });
  fc.assert(fc.property(load, ({ rps, cost, percent, replicas }) => {
    const cluster = defaultCluster('settles', 1);
    cluster.spec.machines = ['w1', 'w2', 'w3'].map((name) => ({ name, roles: ['worker' as const], bootSeconds: 5, type: 'm5.2xlarge' }));
    cluster.spec.images = [{ image: 'web', cpuPerRequest: `${cost}m` }];
    cluster.spec.traffic = [{ name: 'steady', target: { service: { namespace: 'default', name: 'web' } }, rate: { pattern: 'Constant', rps } }];
    const [deployment, service] = manifests() as [Manifest, Manifest];
    const container = { name: 'c', image: 'web', ports: [{ containerPort: 80 }], resources: { requests: { cpu: '200m' }, limits: { cpu: '400m' } } };
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
    const autoscaler: Manifest = {
      apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 60,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } }],
      },
    };
    const { world } = World.create({ cluster, manifests: [{ ...deployment, spec: { ...(deployment['spec'] as object), replicas, template } } as Manifest, service, autoscaler] });
    world.advance({ untilMs: 1_500_000 });
    const size = (): unknown => (world.api.get('deployments', 'default/web') as unknown as { spec: { replicas: number } }).spec.replicas;
    const settled = size();
    for (let minute = 0; minute < 15; minute += 1) {
      world.advance({ untilMs: world.nowMs + 60_000 });
      expect(size()).toBe(settled);
    }
    expect(world.components.traffic.ofSource('steady')?.failures).toEqual([]);
  }), { numRuns: 6 });
});

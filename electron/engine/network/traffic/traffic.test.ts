import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { ImageProfile } from '../../../../shared/topology/behaviour.ts';
import type { ClusterSpec, Manifest, TrafficEntry } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';

const images: ImageProfile[] = [
  { image: 'web', startSeconds: 1, cpu: '10m', memory: '32Mi', cpuPerRequest: '5m', latencyMs: 5, calls: [{ service: 'db', perRequest: 2 }] },
  { image: 'db', startSeconds: 1, cpu: '10m', memory: '64Mi', cpuPerRequest: '1m', latencyMs: 2, memoryPerRequest: '1Mi', maxConcurrent: 50 },
];

function deployment(name: string, replicas: number, resources = '{ requests: { cpu: 200m }, limits: { cpu: 400m, memory: 128Mi } }'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: app, image: ${name}, ports: [{ containerPort: 80 }], resources: ${resources} }] }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { type: NodePort, selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
}

function worldOf(yaml: string, traffic: TrafficEntry[], workers = 3, addons: NonNullable<ClusterSpec['addons']> = []): World {
  const cluster = defaultCluster('traffic', 1);
  cluster.spec.addons = addons;
  cluster.spec.machines = Array.from({ length: workers }, (_, at) => ({ name: `w${at + 1}`, roles: ['worker' as const], bootSeconds: 5 }));
  if (addons.length > 0) cluster.spec.machines.push({ name: 'control', roles: ['control-plane'] });
  cluster.spec.images = images;
  cluster.spec.traffic = traffic;
  const { world, refused } = World.create({ cluster, manifests: parseAllDocuments(yaml).map((document) => document.toJS() as Manifest) });
  expect(refused).toEqual([]);
  return world;
}

const toWeb = (rate: TrafficEntry['rate']): TrafficEntry => ({ name: 'shoppers', target: { service: { namespace: 'default', name: 'web' } }, rate });
const statusOf = (world: World): TrafficSource['status'] => world.api.get<TrafficSource>('trafficsources', 'shoppers')?.status;
const seconds = (world: World, until: number): World => {
  world.advance({ untilMs: until * 1000 });
  return world;
};

describe('traffic in a cluster', () => {
  it('that pods send by name follows whether CoreDNS answers', () => {
    const world = worldOf(`${deployment('web', 2)}---${deployment('db', 1)}`, [toWeb({ pattern: 'Constant', rps: 40 })], 3, ['coredns']);
    const failed = (at: World): number => (at.components.traffic.ofSource('shoppers')?.failures ?? []).reduce((sum, { rps }) => sum + rps, 0);
    const scale = (replicas: number): boolean => {
      const coredns = world.api.get<Deployment>('deployments', 'kube-system/coredns');
      return coredns !== undefined && world.simulation.server.update({ ...coredns, spec: { ...coredns.spec, replicas } }).ok;
    };
    expect(failed(seconds(world, 120))).toBe(0);
    expect(scale(0)).toBe(true);
    seconds(world, 180);
    expect(world.components.traffic.ofSource('shoppers')?.failures).toMatchObject([{ rps: 40, cause: { kind: 'DnsUnanswered' } }]);
    expect(scale(2)).toBe(true);
    expect(failed(seconds(world, 240))).toBe(0);
  });

  it('reaches the pods of a Service, what they call, and their kubelets', () => {
    const world = seconds(worldOf(`${deployment('web', 2)}---${deployment('db', 1)}`, [toWeb({ pattern: 'Constant', rps: 40 })]), 120);
    const { traffic, kubelets } = world.components;
    expect(traffic.ofService('default/web')).toMatchObject({ rps: 40, failures: [] });
    expect(traffic.ofService('default/db')?.rps).toBeCloseTo(80, 6);
    expect(statusOf(world)).toMatchObject({ rps: 40, servedRps: 40, failedRps: 0 });
    const pods = [...world.api.list('pods')].map(({ metadata: { uid = '', name } }) => [name.split('-')[0], kubelets.podView(uid)?.containers[0]?.usage.cpuMilli]);
    expect(pods.toSorted()).toEqual([['db', 90], ['web', 110], ['web', 110]]);
    expect(traffic.ofSource('shoppers')?.p95Ms).toBeGreaterThan(9);
  });

  it('that stays the same lets the world be quiet', () => {
    const world = seconds(worldOf(`${deployment('web', 2)}---${deployment('db', 1)}`, [toWeb({ pattern: 'Constant', rps: 40 })]), 300);
    expect(world.isQuiet()).toBe(true);
    expect(seconds(worldOf(deployment('db', 1), [{ ...toWeb({ pattern: 'Day', lowRps: 1, highRps: 50, periodSeconds: 600 }), target: { service: { namespace: 'default', name: 'db' } } }]), 1_000).isQuiet()).toBe(true);
  });

  it('fails while nobody is there to answer', () => {
    const world = seconds(worldOf(deployment('web', 0), [toWeb({ pattern: 'Constant', rps: 40 })]), 60);
    expect(statusOf(world)).toMatchObject({ rps: 40, servedRps: 0, failedRps: 40, failures: [{ cause: 'NoEndpoints', rps: 40 }] });
  });

  it('beyond what CPU gives is turned away, and says who is overloaded', () => {
    const world = seconds(worldOf(`${deployment('web', 1)}---${deployment('db', 1)}`, [toWeb({ pattern: 'Constant', rps: 200 })]), 120);
    const measure = world.components.traffic.ofSource('shoppers');
    // 390 thousandths of a core at 5 ms of CPU a request.
    expect(measure?.servedRps).toBeCloseTo(78, 0);
    expect(measure?.failures[0]?.cause).toMatchObject({ kind: 'Overloaded', container: 'app' });
    const web = [...world.api.list('pods')].find(({ metadata }) => metadata.name.startsWith('web'));
    expect(world.components.kubelets.podView(web?.metadata.uid ?? '')?.containers[0]).toMatchObject({ usage: { cpuMilli: 400 }, throttledMilli: 610 });
  });

  it('fills memory with requests in flight until the kernel kills', () => {
    const slow = worldOf(`${deployment('web', 1, '{ limits: { cpu: "2", memory: 128Mi } }')}---${deployment('db', 1, '{ limits: { cpu: 100m, memory: 80Mi } }')}`, [toWeb({ pattern: 'Constant', rps: 150 })]);
    const world = seconds(slow, 240);
    const db = [...world.api.list('pods')].find(({ metadata }) => metadata.name.startsWith('db')) as { status?: { containerStatuses?: { restartCount: number; lastState?: { terminated?: { reason: string } } }[] } };
    expect(db.status?.containerStatuses?.[0]?.lastState?.terminated?.reason).toBe('OOMKilled');
    expect(db.status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0);
  });

  it('scales by CPU, settles under constant load and stays, and goes down when the load does', () => {
    const hpa = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 1
  maxReplicas: 10
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
`;
    const world = seconds(worldOf(`${deployment('web', 1)}---${deployment('db', 2)}${hpa}`, [toWeb({ pattern: 'Ramp', fromRps: 150, toRps: 20, startSeconds: 900, seconds: 60 })]), 480);
    const replicas = (): number | undefined => world.api.get<Deployment>('deployments', 'default/web')?.spec.replicas;
    // 150 × 5 ms = 750, and 10 idle each, over 120.
    expect(replicas()).toBe(7);
    seconds(world, 890);
    expect(replicas()).toBe(7);
    expect(statusOf(world)?.failedRps).toBe(0);
    seconds(world, 1_800);
    expect(replicas()).toBeLessThanOrEqual(2);
  });

  it('is measured for autoscalers by requests: of pods, of a Service and of a source', () => {
    const hpa = (name: string, metric: string): string => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name} }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }, maxReplicas: 20, metrics: [${metric}] }
`;
    const world = seconds(worldOf([
      deployment('web', 1), `---${deployment('db', 1)}`,
      hpa('web', '{ type: External, external: { metric: { name: requests_per_second, selector: { matchLabels: { source: shoppers } } }, target: { type: AverageValue, averageValue: "10" } } }'),
      hpa('db', '{ type: Pods, pods: { metric: { name: requests_per_second }, target: { type: AverageValue, averageValue: "20" } } }'),
    ].join(''), [toWeb({ pattern: 'Constant', rps: 40 })], 6), 400);
    const replicas = (name: string): number | undefined => world.api.get<Deployment>('deployments', `default/${name}`)?.spec.replicas;
    expect([replicas('web'), replicas('db')]).toEqual([4, 4]);
    expect(world.api.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/db')?.status?.currentMetrics?.[0]?.pods?.current).toEqual({ averageValue: '20' });
  });

  it('goes on exactly as it was after a snapshot', () => {
    const rate: TrafficEntry['rate'] = { pattern: 'Spike', rps: 20, spikeRps: 200, startSeconds: 60, seconds: 50, everySeconds: 120 };
    const whole = worldOf(`${deployment('web', 2)}---${deployment('db', 1)}`, [toWeb(rate)]);
    for (const at of [20, 61, 65, 100, 111]) {
      seconds(whole, at);
      const copy = World.restore(JSON.parse(JSON.stringify(whole.snapshot())));
      expect(copy.components.traffic.ofSource('shoppers')).toEqual(whole.components.traffic.ofSource('shoppers'));
      const twin = World.restore(JSON.parse(JSON.stringify(whole.snapshot())));
      seconds(copy, at + 300);
      seconds(seconds(twin, at + 7), at + 300);
      expect(twin.stateHash()).toBe(copy.stateHash());
      if (at === 111) expect(seconds(whole, at + 300).stateHash()).toBe(copy.stateHash());
    }
  });
});

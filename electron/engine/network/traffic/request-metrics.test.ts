import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../shared/json.ts';
import type { Deployment } from '../../../../shared/kubernetes/types/apps.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { advance, deployment, networkWorld, put, service } from '../testing/network-world.ts';
import type { World } from '../../world.ts';

const source: Manifest = { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name: 'shoppers' }, spec: { target: { host: 'shop.example.com' }, rate: { pattern: 'Constant', rps: 60 } } };
const controller = deployment('gate', 1, 'registry.k8s.io/ingress-nginx/controller:v1.13');
const ingressClass: Manifest = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' }, spec: { controller: 'k8s.io/ingress-nginx' } };
const ingress: Manifest = {
  apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'shop' },
  spec: { ingressClassName: 'nginx', rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }] } }] },
};
const images = [{ image: 'light', cpu: '5m', cpuPerRequest: '100u', latencyMs: 2, listens: [80] }];

/** Sixty requests a second come by an Ingress to two pods, for which the autoscaler looks at one metric. */
function scaled(metric: JsonObject, more: readonly Manifest[] = [source]): World {
  const hpa: Manifest = {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 20, metrics: [metric] },
  };
  const world = networkWorld({
    machines: ['a', 'b', 'c'], images,
    manifests: [controller, ingressClass, ingress, deployment('web', 2, 'light'), service('web'), service('gate', { type: 'LoadBalancer' }), ...more],
  });
  advance(world, 120_000);
  put(world, hpa);
  advance(world, 600_000);
  return world;
}

function seen(world: World): { replicas: number | undefined; current: unknown; active: string; events: string[] } {
  const hpa = world.api.get<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'default/web');
  const [metric] = hpa?.status?.currentMetrics ?? [];
  const active = hpa?.status?.conditions?.find(({ type }) => type === 'ScalingActive');
  return {
    replicas: world.api.get<Deployment>('deployments', 'default/web')?.spec.replicas,
    current: (metric?.object ?? metric?.pods ?? metric?.external)?.current, active: `${active?.status} ${active?.reason}: ${active?.message}`,
    events: [...world.api.list<Event>('events')].filter(({ involvedObject: { kind } }) => kind === 'HorizontalPodAutoscaler').map(({ reason = '', message = '' }) => `${reason}: ${message}`),
  };
}

const rps = { name: 'requests_per_second' };
const objectMetric = (kind: 'Service' | 'Ingress', target: JsonObject, name = kind === 'Service' ? 'web' : 'shop'): JsonObject => ({
  type: 'Object', object: { metric: rps, describedObject: { apiVersion: kind === 'Service' ? 'v1' : 'networking.k8s.io/v1', kind, name }, target },
});

describe('an autoscaler follows requests per second', () => {
  test.each<[name: string, metric: JsonObject, replicas: number, current: object]>([
    // All of it is shared out among the pods.
    ['of a Service, as an average', objectMetric('Service', { type: 'AverageValue', averageValue: '10' }), 6, { averageValue: '10' }],
    ['of an Ingress, as an average', objectMetric('Ingress', { type: 'AverageValue', averageValue: '12' }), 5, { averageValue: '12' }],
    // Twice the target: doubled at each look, since more pods do not change the number.
    ['of a Service, as a whole', objectMetric('Service', { type: 'Value', value: '30' }), 20, { value: '60' }],
    ['of an Ingress, as a whole and on target', objectMetric('Ingress', { type: 'Value', value: '60' }), 2, { value: '60' }],
    ['of its pods', { type: 'Pods', pods: { metric: rps, target: { type: 'AverageValue', averageValue: '15' } } }, 4, { averageValue: '15' }],
    ['of a source, as an average', { type: 'External', external: { metric: { ...rps, selector: { matchLabels: { source: 'shoppers' } } }, target: { type: 'AverageValue', averageValue: '20' } } }, 3, { averageValue: '20' }],
    ['of all sources, as a whole', { type: 'External', external: { metric: rps, target: { type: 'Value', value: '55' } } }, 2, { value: '60' }],
  ])('%s', (_, metric, replicas, current) => {
    const { active, ...rest } = seen(scaled(metric));
    expect(rest).toMatchObject({ replicas, current });
    expect(active).toContain('True ValidMetricFound: the HPA was able to successfully calculate a replica count from');
  });
});

describe('an autoscaler without its metric says so and leaves the size alone', () => {
  const object = 'the HPA was unable to compute the replica count: unable to get metric requests_per_second: Service on default';
  const custom = 'unable to fetch metrics from custom metrics API:';
  const pods = (name: string): JsonObject => ({ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: '1' } } });
  const external = (name: string, selector: Record<string, string>): JsonObject => ({ type: 'External', external: { metric: { name, selector: { matchLabels: selector } }, target: { type: 'Value', value: '1' } } });
  test.each<[name: string, metric: JsonObject, more: Manifest[] | undefined, active: string]>([
    ['of a Service that there is not', objectMetric('Service', { type: 'Value', value: '1' }, 'nope'), undefined,
      `False FailedGetObjectMetric: ${object} nope/${custom} the server could not find the metric requests_per_second for services nope`],
    ['that nobody measures of an Ingress', { type: 'Object', object: { metric: { name: 'latency' }, describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' }, target: { type: 'Value', value: '1' } } }, undefined,
      `False FailedGetObjectMetric: the HPA was unable to compute the replica count: unable to get metric latency: Ingress on default shop/${custom} the server could not find the metric latency for ingresses.networking.k8s.io shop`],
    ['that nobody measures of pods', pods('queue_length'), undefined,
      `False FailedGetPodsMetric: the HPA was unable to compute the replica count: unable to get metric queue_length: ${custom} the server could not find the metric queue_length for pods`],
    ['of a source that there is not', external('requests_per_second', { source: 'nobody' }), undefined,
      'False FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to get external metric default/requests_per_second/&LabelSelector{MatchLabels:map[string]string{source: nobody,},'
        + 'MatchExpressions:[]LabelSelectorRequirement{},}: no metrics returned from external metrics API'],
    ['where no adapter is', pods('requests_per_second'), [],
      `False FailedGetPodsMetric: the HPA was unable to compute the replica count: unable to get metric requests_per_second: ${custom} no custom metrics API (custom.metrics.k8s.io) registered`],
    ['where no adapter is, from outside', external('requests_per_second', { source: 'shoppers' }), [],
      'False FailedGetExternalMetric: the HPA was unable to compute the replica count: unable to get external metric default/requests_per_second/&LabelSelector{MatchLabels:map[string]string{source: shoppers,},'
        + 'MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get requests_per_second.external.metrics.k8s.io)'],
  ])('%s', (_, metric, more, active) => {
    const found = seen(scaled(metric, more));
    expect(found).toMatchObject({ replicas: 2, active });
    const cause = active.slice(active.indexOf('count: ') + 'count: '.length);
    const reason = active.split(' ')[1]?.replace(':', '');
    expect(found.events).toContain(`${reason}: ${cause}`);
    expect(found.events.some((text) => text.startsWith('FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: ') && text.endsWith(cause))).toBe(true);
  });
});

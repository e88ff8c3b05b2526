import type { JsonObject } from '../../shared/json.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { ImageProfile } from '../../shared/topology/behaviour.ts';
import type { Manifest, NodeGroupEntry, TrafficEntry } from '../../shared/topology/types.ts';
import type { Dice } from './dice.ts';
import type { Step } from './story.ts';

type InputStep = Extract<Step, { input: unknown }>;

/** A shop that people come to by an Ingress, on machines that come and go with them. */
export interface Scaling {
  readonly nodeGroups: readonly NodeGroupEntry[];
  readonly traffic: readonly TrafficEntry[];
  readonly manifests: readonly Manifest[];
  readonly steps: readonly InputStep[];
}

const namespace = 'default';
const host = 'shop.example.com';

export const scalingImages: readonly ImageProfile[] = [
  { image: 'ghcr.io/example/gate:1', ingressController: 'k8s.io/ingress-nginx', listens: [80], cpuPerRequest: '100u', maxConcurrent: 500 },
  { image: 'ghcr.io/example/front:1', listens: [80], cpuPerRequest: '4m', latencyMs: 20, calls: [{ service: 'back' }] },
  { image: 'ghcr.io/example/back:1', listens: [80], cpuPerRequest: '1m', latencyMs: 5, maxConcurrent: 40 },
];

/** Node groups, an Ingress with its controller, an autoscaler on one of the metrics that there are, sources, policies; and changes of all these. */
export function randomScaling(dice: Dice, when: () => number, zones: readonly string[]): Scaling {
  return {
    nodeGroups: Array.from({ length: dice.between(1, 2) }, (_, index) => nodeGroup(dice, index, zones)),
    traffic: [
      { name: 'visitors', target: { host }, rate: { pattern: 'Constant', rps: dice.between(0, 120) }, clients: dice.pick([1, 5, 1000]) },
      { name: 'colleagues', target: { service: { namespace, name: 'front' } }, from: { namespace, podSelector: { matchLabels: { app: 'desk' } } }, rate: { pattern: 'Constant', rps: dice.between(0, 30) } },
    ],
    manifests: [
      object('networking.k8s.io/v1', 'IngressClass', 'nginx', { spec: { controller: 'k8s.io/ingress-nginx' } }),
      object('networking.k8s.io/v1', 'Ingress', 'shop', { spec: {
        ingressClassName: 'nginx', rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'front', port: { number: 80 } } } }] } }],
      } }),
      ...server(dice, 'gate', { type: 'LoadBalancer', externalTrafficPolicy: dice.pick(['Cluster', 'Local']) }),
      ...server(dice, 'front', dice.percent(30) ? { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: dice.pick([5, 600]) } } } : {}),
      ...server(dice, 'back', {}),
      deployment('desk', 'busybox', { command: ['sleep', '1d'] }, dice.between(1, 2)),
      autoscaler(dice),
      ...(dice.percent(50) ? [policy(dice, 'front'), policy(dice, 'back')] : []),
    ],
    steps: Array.from({ length: dice.between(2, 8) }, () => change(dice, when())),
  };
}

function nodeGroup(dice: Dice, index: number, zones: readonly string[]): NodeGroupEntry {
  const minSize = dice.between(0, 1);
  return {
    name: `pool-${index + 1}`, minSize, maxSize: minSize + dice.between(1, 3), type: dice.pick(['t3.medium', 'm5.large', 'c5.large']),
    zones: dice.percent(50) ? zones.slice(0, 2) : [dice.pick(zones)], bootSeconds: dice.pick([5, 30, 90]),
  };
}

function object(apiVersion: string, kind: string, name: string, more: JsonObject): Manifest {
  return { apiVersion, kind, metadata: kind === 'IngressClass' ? { name } : { name, namespace }, ...more };
}

function deployment(name: string, image: string, container: JsonObject, replicas: number | undefined): Manifest {
  const labels = { app: name };
  return object('apps/v1', 'Deployment', name, { spec: {
    ...(replicas === undefined ? {} : { replicas }), selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'main', image, ...container }] } },
  } });
}

function server(dice: Dice, name: string, spec: JsonObject): Manifest[] {
  const resources = { requests: { cpu: `${dice.between(1, 6) * 100}m`, memory: '64Mi' }, ...(dice.percent(50) ? { limits: { cpu: '600m', memory: '512Mi' } } : {}) };
  const probe = dice.percent(60) ? { readinessProbe: { httpGet: { port: 80 }, periodSeconds: dice.pick([1, 5]) } } : {};
  return [
    deployment(name, `ghcr.io/example/${name}:1`, { resources, ...probe }, name === 'front' ? undefined : dice.between(1, 3)),
    object('v1', 'Service', name, { spec: { selector: { app: name }, ports: [{ port: 80 }], ...spec } }),
  ];
}

function autoscaler(dice: Dice): Manifest {
  const metric = { name: 'requests_per_second' };
  const average = { type: 'AverageValue', averageValue: String(dice.between(5, 40)) };
  const metrics = [dice.pick<JsonObject>([
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: dice.pick([40, 70]) } } },
    { type: 'Pods', pods: { metric, target: average } },
    { type: 'Object', object: { metric, describedObject: { apiVersion: 'v1', kind: 'Service', name: 'front' }, target: average } },
    { type: 'Object', object: { metric, describedObject: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' }, target: average } },
    { type: 'External', external: { metric: { ...metric, selector: { matchLabels: { source: 'visitors' } } }, target: average } },
  ])];
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', 'front', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'front' }, minReplicas: dice.between(1, 2), maxReplicas: dice.between(3, 10), metrics },
  });
}

/** Some let nobody in. */
function policy(dice: Dice, app: string): Manifest {
  const from = ['gate', 'front', 'desk'].filter(() => dice.percent(60)).map((name) => ({ podSelector: { matchLabels: { app: name } } }));
  return object('networking.k8s.io/v1', 'NetworkPolicy', `to-${app}`, { spec: { podSelector: { matchLabels: { app } }, policyTypes: ['Ingress'], ingress: from.length > 0 ? [{ from }] : [] } });
}

function change(dice: Dice, atMs: number): InputStep {
  const ref = (apiVersion: string, kind: string, name: string): ObjectRef => ({ apiVersion, kind, name, ...(apiVersion.startsWith('clusterwright') ? {} : { namespace }) });
  const source = ref('clusterwright.dev/v1', 'TrafficSource', dice.pick(['visitors', 'colleagues']));
  switch (dice.between(1, 6)) {
    case 1: case 2: return { atMs, input: { do: 'patch', ref: source, patch: { spec: { rate: { pattern: 'Constant', rps: dice.between(0, 200) } } } } };
    case 3: return { atMs, input: { do: 'patch', ref: source, patch: { spec: { paused: dice.percent(50) } } } };
    case 4: return { atMs, input: { do: 'put', manifest: policy(dice, dice.pick(['front', 'back'])) } };
    case 5: return { atMs, input: { do: 'delete', ref: ref('networking.k8s.io/v1', 'NetworkPolicy', dice.pick(['to-front', 'to-back'])) } };
    default: return { atMs, input: { do: 'patch', ref: ref('apps/v1', 'Deployment', dice.pick(['gate', 'back', 'desk'])), patch: { spec: { replicas: dice.between(0, 4) } } } };
  }
}

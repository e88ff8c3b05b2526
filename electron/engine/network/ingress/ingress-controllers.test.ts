import { expect, it } from 'vitest';
import type { Ingress } from '../../../../shared/kubernetes/types/networking.ts';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import { World } from '../../world.ts';

const gate: Manifest[] = [
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' }, spec: { controller: 'k8s.io/ingress-nginx' } },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'gate' }, spec: {
    replicas: 1, selector: { matchLabels: { app: 'gate' } }, template: { metadata: { labels: { app: 'gate' } }, spec: { containers: [{ name: 'c', image: 'gate:1' }] } },
  } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'gate' }, spec: { type: 'LoadBalancer', selector: { app: 'gate' }, ports: [{ port: 80 }] } },
];
const ingress = (name: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name },
  spec: { ingressClassName: 'nginx', rules: [{ host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'gate', port: { number: 80 } } } }] } }] },
});

it('writes where an Ingress can be reached once an API server answers again', () => {
  const cluster = defaultCluster('t', 1);
  cluster.spec.machines = [{ name: 'cp', roles: ['control-plane'] }, { name: 'w', roles: ['worker'] }];
  cluster.spec.images = [{ image: 'gate:1', ingressController: 'k8s.io/ingress-nginx', listens: [80] }];
  const { world } = World.create({ cluster, manifests: [...gate, ingress('shop')] });
  world.advance({ untilMs: 130_000 });
  const addresses = (name: string): unknown => world.api.get<Ingress>('ingresses', `default/${name}`)?.status?.loadBalancer?.ingress;
  expect(addresses('shop')).toHaveLength(1);
  world.apply([{ op: 'put', manifest: ingress('late') }]);
  world.inject({ kind: 'StopComponent', machine: 'cp', component: 'etcd' });
  world.advance({ untilMs: 250_000 });
  expect(addresses('late')).toBeUndefined();
  world.inject({ kind: 'StartComponent', machine: 'cp', component: 'etcd' });
  world.advance({ untilMs: 330_000 });
  expect(addresses('late')).toEqual(addresses('shop'));
});

import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { FlowRow, TrafficRow } from '../../../shared/view/traffic.ts';
import { World } from '../../engine/world.ts';
import { TrafficRows } from './traffic-rows.ts';

const workload = (name: string, replicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: app, image: ${name}, ports: [{ containerPort: 80 }] }] } }
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { type: NodePort, selector: { app: ${name} }, ports: [{ port: 80 }] }
`;

function shop(): World {
  const cluster = defaultCluster('rows', 1);
  cluster.spec.machines = ['w1', 'w2'].map((name) => ({ name, roles: ['worker' as const], bootSeconds: 5 }));
  cluster.spec.images = [{ image: 'web', calls: [{ service: 'db', perRequest: 2 }] }];
  cluster.spec.traffic = [
    { name: 'shoppers', target: { service: { namespace: 'default', name: 'web' } }, rate: { pattern: 'Spike', rps: 30, spikeRps: 900, startSeconds: 90, seconds: 40, everySeconds: 100 } },
    { name: 'lost', target: { host: 'nowhere.example' }, rate: { pattern: 'Constant', rps: 3 } },
  ];
  const manifests = parseAllDocuments(`${workload('web', 2)}---${workload('db', 1)}`).map((document) => document.toJS() as Manifest);
  return World.create({ cluster, manifests }).world;
}

it('deltas tell of traffic what a list tells, and no more than has changed', () => {
  const world = shop();
  const rows = new TrafficRows(world.api, world.components.traffic);
  world.components.traffic.onChange((news) => rows.observe(news));
  const first = rows.list();
  const traffic = new Map<string, TrafficRow>(first.traffic.map((row) => [refKey(row.ref), row]));
  const flows = new Map<string, FlowRow>(first.flows.map((row) => [row.id, row]));
  const points = new Map<string, TrafficRow['points']>(first.traffic.map((row) => [refKey(row.ref), row.points]));
  for (let step = 0; step < 90; step += 1) {
    if (step === 40) world.inject({ kind: 'PowerOff', machine: 'w1' });
    if (step === 60) world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', name: 'lost' } }]);
    if (step === 70) world.apply([{ op: 'delete', ref: { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'db' } }]);
    world.advance({ untilMs: world.nowMs + 4_300 });
    const delta = rows.delta();
    for (const row of delta.traffic ?? []) {
      const key = refKey(row.ref);
      traffic.set(key, row);
      const from = row.points[0]?.atMs ?? Infinity;
      points.set(key, [...(points.get(key) ?? []).filter(({ atMs }) => atMs < from), ...row.points]);
    }
    for (const key of delta.removedTraffic ?? []) traffic.delete(key);
    for (const row of delta.flows ?? []) flows.set(row.id, row);
    for (const id of delta.removedFlows ?? []) flows.delete(id);
    expect(Object.keys(rows.delta())).toEqual([]);
  }
  const list = rows.list();
  expect(new Map([...traffic].map(([key, row]) => [key, { ...row, points: points.get(key) }]))).toEqual(new Map(list.traffic.map((row) => [refKey(row.ref), row])));
  expect(flows).toEqual(new Map(list.flows.map((row) => [row.id, row])));
  expect([...traffic.keys()].toSorted()).toEqual(['clusterwright.dev/v1/TrafficSource//shoppers', 'v1/Service/default/web']);
});

it('edges lead from the source by the Service to the workload, and on to what that calls', () => {
  const world = shop();
  world.advance({ untilMs: 80_000 });
  const { flows, traffic } = new TrafficRows(world.api, world.components.traffic).list();
  expect(flows.map(({ id, rps }) => [id.replaceAll(/[\w.]+\/v1\/|v1\//g, ''), Math.round(rps)]).toSorted()).toEqual([
    ['Deployment/default/web→Service/default/db', 60], ['Service/default/db→Deployment/default/db', 60], ['Service/default/web→Deployment/default/web', 30],
    ['TrafficSource//shoppers→Service/default/web', 30],
  ]);
  expect(traffic.find(({ ref }) => ref.name === 'lost')).toMatchObject({ failedRps: 3, failures: [{ cause: { kind: 'NoSuchHost' }, rps: 3, text: { key: 'network:cause.NoSuchHost' }, details: [] }] });
});

it('an edge says why most of its requests fail', () => {
  const world = shop();
  const denial = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'alone' }, spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'] } } as unknown as Manifest;
  world.apply([{ op: 'put', manifest: denial }]);
  world.advance({ untilMs: 80_000 });
  const { flows } = new TrafficRows(world.api, world.components.traffic).list();
  const edge = (from: string, to: string): FlowRow | undefined => flows.find((row) => row.from.name === from && 'name' in row.to && row.to.kind === 'Service' && row.to.name === to);
  expect(edge('web', 'db')).toMatchObject({ failed: 1, failure: { kind: 'DeniedByPolicy', text: { params: { policies: 'alone' } } } });
  // Who answers only with the help of those that do not, does not answer either, for the same reason.
  expect(edge('shoppers', 'web')).toMatchObject({ failed: 1, failure: { kind: 'DeniedByPolicy', isBehind: true } });
  expect(edge('web', 'db')?.failure).not.toHaveProperty('isBehind');
});

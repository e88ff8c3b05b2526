import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refKey, refOf } from '../../../../shared/kubernetes/registry.ts';
import type { BalancerRow } from '../../../../shared/view/load-balancer.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { TopologyText } from '../../../../shared/topology/topology-text.ts';
import type { RelationsRow } from '../../../../shared/view/relations.ts';
import type { CardRow } from '../../../../shared/view/rows.ts';
import { World } from '../../../engine/world.ts';
import { hasCard } from '../card-objects.ts';
import { ViewProjector } from '../projector.ts';
import { viewSource } from '../view-source.ts';
import type { CardContext } from './card-facts.ts';
import { cardBuilders } from './index.ts';

const sample = new URL('../../../../build/samples/online-shop.cluster', import.meta.url);

function shop(): { world: World; projector: ViewProjector } {
  const { text } = TopologyText.parse(readFileSync(sample, 'utf8'), 'online-shop');
  if (!text) throw new Error('the sample is a topology');
  const { world } = World.create(text.topology);
  const projector = new ViewProjector(viewSource(world, () => text.topology.cluster));
  world.onCommit((event) => projector.observe(event));
  return { world, projector };
}

const byKey = (rows: Iterable<CardRow>): Map<string, CardRow> => new Map([...rows].map((row) => [refKey(row.ref), row]));
const relationsByKey = (rows: readonly RelationsRow[]): Map<string, RelationsRow> => new Map(rows.map((row) => [refKey(row.from), row]));

describe('cards of a shop with most kinds', () => {
  it('are told by deltas as a fresh list tells them, whatever happens', () => {
    const { world, projector } = shop();
    const first = projector.list();
    const cards = new Map(first.cards.map((row) => [row.uid, row]));
    const relations = relationsByKey(first.relations);
    for (let step = 0; step < 60; step += 1) {
      if (step === 20) world.inject({ kind: 'PowerOff', machine: 'worker-1' });
      if (step === 30) world.apply([{ op: 'delete', ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'storefront-settings' } }]);
      if (step === 35) world.apply([{ op: 'patch', ref: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'orders' }, patch: { spec: { selector: { app: 'nothing' } } } }]);
      world.advance({ untilMs: world.nowMs + 7_000 });
      const delta = projector.delta();
      for (const uid of delta?.removedCards ?? []) cards.delete(uid);
      for (const row of delta?.cards ?? []) cards.set(row.uid, row);
      for (const row of delta?.relations ?? []) {
        if (row.relations.length > 0) relations.set(refKey(row.from), row);
        else relations.delete(refKey(row.from));
      }
    }
    const list = projector.list();
    expect(byKey(cards.values())).toEqual(byKey(list.cards));
    expect(relations).toEqual(relationsByKey(list.relations));
    const said = byKey(list.cards);
    expect(said.get('v1/Service/shop/orders')).toMatchObject({ family: 'attention', broken: { key: 'view:relation.selectsNothing' } });
    expect(said.get('apps/v1/Deployment/shop/storefront')?.broken).toMatchObject({ params: { kind: 'ConfigMap', name: 'storefront-settings' } });
    expect(said.get('networking.k8s.io/v1/NetworkPolicy/data/only-the-shop')?.fact).toMatchObject({ key: 'view:card.policy', params: { types: 'Ingress' } });
    expect(said.get('v1/PersistentVolumeClaim/data/data-orders-db-0')).toMatchObject({ family: 'ready', fact: { params: { phase: 'Bound', size: '20Gi' } }, detail: expect.stringMatching(/^us-east-1[ab] → worker-\d$/) });
  });

  it('leave out what nobody designed, until asked for', () => {
    const { world, projector } = shop();
    world.advance({ untilMs: 120_000 });
    const kinds = (): Set<string> => new Set(projector.list().cards.map((row) => row.ref.kind));
    expect(kinds().has('PersistentVolume')).toBe(false);
    const before = projector.list().cards.length;
    projector.showSystem(true);
    expect(projector.list().cards.length).toBeGreaterThan(before);
    const volume = projector.list().cards.find((row) => row.ref.kind === 'PersistentVolume');
    expect(volume).toMatchObject({ family: 'ready', detail: expect.stringMatching(/^data\/data-orders-db-\d · us-east-1[ab] → worker-\d$/) });
  });
});

const object = (kind: string, spec: object, status: object = {}, metadata: object = {}): KubernetesObject => ({ apiVersion: 'v1', kind, metadata: { name: 'x', ...metadata }, spec, status }) as unknown as KubernetesObject;
const context: CardContext = { api: { byIndex: () => [], get: () => undefined } as unknown as CardContext['api'], unixMs: Date.UTC(2026, 0, 1, 10, 2), balancerOf: () => undefined, selected: () => [object('Pod', {}), object('Deployment', {}, { replicas: 3 })] };
const cpu = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } };
const measured = { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 62 } } };

describe('one live fact', () => {
  it.each<[string, string, KubernetesObject, object]>([
    ['an autoscaler that scales', 'horizontalpodautoscalers', object('HorizontalPodAutoscaler', { maxReplicas: 9, metrics: [cpu] }, { currentReplicas: 3, desiredReplicas: 5, currentMetrics: [measured] }),
      { family: 'working', fact: { params: { metric: 'cpu', current: '62 %', target: '50 %', replicas: '3 → 5' } } }],
    ['one without measurements', 'horizontalpodautoscalers', object('HorizontalPodAutoscaler', { maxReplicas: 9, metrics: [cpu] }, { desiredReplicas: 0, conditions: [{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }] }),
      { family: 'attention', fact: { params: { reason: 'FailedGetResourceMetric' } } }],
    ['one that is switched off', 'horizontalpodautoscalers', object('HorizontalPodAutoscaler', { maxReplicas: 9, metrics: [cpu] }, { currentReplicas: 0, desiredReplicas: 0, conditions: [{ type: 'ScalingActive', status: 'False', reason: 'ScalingDisabled' }] }),
      { family: 'ready' }],
    ['a budget', 'poddisruptionbudgets', object('PodDisruptionBudget', {}, { disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2 }), { family: 'ready', fact: { params: { count: 1 } } }],
    ['a budget that is overdrawn', 'poddisruptionbudgets', object('PodDisruptionBudget', {}, { disruptionsAllowed: 0, currentHealthy: 1, desiredHealthy: 2 }), { family: 'attention' }],
    ['a quota: the scarcest first', 'resourcequotas', object('ResourceQuota', {}, { hard: { pods: '10', 'requests.cpu': '2' }, used: { pods: '2', 'requests.cpu': '1500m' } }), { family: 'ready', fact: { params: { name: 'requests.cpu', used: '1500m', hard: '2' } } }],
    ['a quota that is used up', 'resourcequotas', object('ResourceQuota', {}, { hard: { pods: '2' }, used: { pods: '2' } }), { family: 'attention' }],
    ['a claim that waits', 'persistentvolumeclaims', object('PersistentVolumeClaim', { resources: { requests: { storage: '1Gi' } } }, { phase: 'Pending' }), { family: 'waiting', fact: { params: { phase: 'Pending', size: '1Gi' } } }],
    ['a released volume', 'persistentvolumes', object('PersistentVolume', { capacity: { storage: '5Gi' }, claimRef: { namespace: 'a', name: 'b' } }, { phase: 'Released' }), { family: 'attention', detail: 'a/b' }],
    ['a policy: the pods of what it selects', 'networkpolicies', object('NetworkPolicy', { egress: [] }), { fact: { params: { count: 4, types: 'Ingress, Egress' } } }],
    ['an Ingress without address', 'ingresses', object('Ingress', { rules: [{ host: 'a.example' }, { host: 'b.example' }] }), { detail: 'a.example, b.example', fact: { key: 'view:card.ingressNoAddress' } }],
    ['a CronJob', 'cronjobs', object('CronJob', { schedule: '*/5 * * * *', jobTemplate: { spec: { template: { spec: { containers: [] } } } } }), { family: 'ready', fact: { params: { time: '10:05' } } }],
    ['a monthly CronJob', 'cronjobs', object('CronJob', { schedule: '0 3 1 * *', jobTemplate: { spec: { template: { spec: { containers: [] } } } } }), { fact: { params: { time: '02-01 03:00' } } }],
    ['a limit range', 'limitranges', object('LimitRange', { limits: [{ type: 'Container', default: { cpu: '1' } }] }), { fact: { params: { type: 'Container', field: 'default', name: 'cpu', value: '1' } } }],
  ])('%s', (_name, resource, made, expected) => {
    expect(cardBuilders[resource]?.(made, context)).toMatchObject(expected);
  });

  it('a load balancer to come', () => {
    const made = object('Service', { type: 'LoadBalancer', clusterIP: '10.0.0.1', ports: [{ port: 80 }, { port: 443 }] });
    const balancer: BalancerRow = { scheme: 'internet-facing', state: 'Provisioning', subject: refOf(made), addresses: [], listeners: [], targets: [], healthy: 0, total: 0 };
    expect(cardBuilders['services']?.(made, { ...context, balancerOf: () => balancer })).toMatchObject({ family: 'working', fact: { params: { state: 'Provisioning' } }, detail: '10.0.0.1:80,443' });
  });

  it.each<[string, string, KubernetesObject, boolean, boolean]>([
    ['a Deployment', 'deployments', object('Deployment', {}), false, true],
    ['a controller’s ReplicaSet', 'replicasets', object('ReplicaSet', {}, {}, { ownerReferences: [{ controller: true }] }), true, false],
    ['the account of a namespace', 'serviceaccounts', object('ServiceAccount', {}, {}, { name: 'default' }), false, false],
    ['the same, when asked for', 'serviceaccounts', object('ServiceAccount', {}, {}, { name: 'default' }), true, true],
    ['what the system runs', 'daemonsets', object('DaemonSet', {}, {}, { namespace: 'kube-system' }), false, false],
    ['a provisioned volume', 'persistentvolumes', object('PersistentVolume', {}, {}, { annotations: { 'pv.kubernetes.io/provisioned-by': 'x' } }), false, false],
    ['the same, when asked for', 'persistentvolumes', object('PersistentVolume', {}, {}, { annotations: { 'pv.kubernetes.io/provisioned-by': 'x' } }), true, true],
    ['a custom resource', 'widgets.example.com', object('Widget', {}), false, true],
    ['a lease', 'leases', object('Lease', {}), true, false],
  ])('%s: a card?', (_name, resource, made, withSystem, expected) => {
    expect(hasCard(resource, made, withSystem)).toBe(expected);
  });
});

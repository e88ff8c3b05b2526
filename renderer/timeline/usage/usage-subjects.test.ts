import { expect, it } from 'vitest';
import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { RelationTable } from '../../store/relation-table.ts';
import { subjectsOf } from './usage-subjects.ts';

const ref = (apiVersion: string, kind: string, name: string, namespace?: string): ObjectRef => ({ apiVersion, kind, ...(namespace ? { namespace } : {}), name });
const source = ref('clusterwright.dev/v1', 'TrafficSource', 'people');
const ingress = ref('networking.k8s.io/v1', 'Ingress', 'front', 'shop');
const service = ref('v1', 'Service', 'web', 'shop');
const web = ref('apps/v1', 'Deployment', 'web', 'shop');
const autoscaler = ref('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', 'shop');
const relations = new RelationTable();
relations.put([
  { from: source, relations: [{ kind: 'traffic', to: ingress, field: 'spec.target' }] },
  { from: ingress, relations: [{ kind: 'route', to: service, field: 'spec.rules' }] },
  { from: service, relations: [{ kind: 'selector', to: web, field: 'spec.selector' }] },
  { from: autoscaler, relations: [{ kind: 'scale', to: web, field: 'spec.scaleTargetRef' }] },
]);

it.each([
  [source, [source, service], [web]],
  [ingress, [source, service], [web]],
  [service, [service], [web]],
  [web, [service], [web]],
  [autoscaler, [service], [web]],
  [ref('v1', 'Node', 'w1'), [], [ref('clusterwright.dev/v1', 'Machine', 'w1')]],
  [ref('clusterwright.dev/v1', 'NodeGroup', 'g'), [], [ref('clusterwright.dev/v1', 'NodeGroup', 'g')]],
])('$kind: what has to do with it', (selected, traffic, usage) => {
  expect(subjectsOf(selected, relations)).toEqual({ traffic: traffic.map(refKey), usage, cluster: false });
});

it('nothing is counted for a ConfigMap', () => {
  expect(subjectsOf(ref('v1', 'ConfigMap', 'c', 'shop'), relations)).toBeUndefined();
});

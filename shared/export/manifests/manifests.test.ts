import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodingFaults } from '../../kubernetes/schema/decoding-faults.ts';
import type { JsonObject } from '../../json.ts';
import { everyKindYaml } from '../../topology/testing/every-kind.ts';
import { manifestRef } from '../../topology/manifest-ref.ts';
import { readYaml } from '../../topology/read-yaml.ts';
import { TopologyText } from '../../topology/topology-text.ts';
import { anyTopology } from '../testing/arbitrary-topology.ts';
import { manifestsTarget } from './index.ts';

function exported(yaml: string) {
  const { text, problems } = TopologyText.parse(yaml, 'test');
  if (!text) throw new Error(JSON.stringify(problems));
  return { files: manifestsTarget.files(text.topology, (manifest) => text.yamlOf(manifestRef(manifest))), notes: manifestsTarget.notes(text.topology) };
}

const kindsOf = (text = ''): unknown[] => readYaml(text).documents.map(({ value }) => (value as JsonObject)['kind']);

describe('order', () => {
  test('what others need comes before them, equals stay as the author had them', () => {
    const { files } = exported(everyKindYaml);
    expect(kindsOf(files[0]?.text)).toEqual([
      'PriorityClass', 'StorageClass', 'IngressClass', 'LimitRange', 'ResourceQuota', 'NetworkPolicy', 'ConfigMap', 'Service', 'Service', 'DaemonSet', 'StatefulSet', 'Deployment',
      'Job', 'CronJob', 'PodDisruptionBudget', 'HorizontalPodAutoscaler', 'Ingress',
    ]);
  });

  test('definitions are a file of their own, custom resources follow all built-in kinds, webhooks end it', () => {
    const { files, notes } = exported(`
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: guard }
---
apiVersion: example.com/v1
kind: Service
metadata: { name: mine }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: services.example.com }
---
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`);
    expect(files.map(({ path, text }) => [path, kindsOf(text)])).toEqual([
      ['definitions.yaml', ['CustomResourceDefinition']],
      ['manifests.yaml', ['Namespace', 'Deployment', 'Service', 'ValidatingWebhookConfiguration']],
    ]);
    expect(notes).toEqual([{ code: 'DefinitionsFirst', subjects: ['CustomResourceDefinition services.example.com'] }]);
  });
});

describe('only what the design says', () => {
  test('an author’s text stays to the letter where nothing is taken out', () => {
    const { files } = exported('# my settings\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}   # short\ndata:\n    b: "1"\n');
    expect(files[0]?.text).toBe('# my settings\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}   # short\ndata:\n    b: "1"\n');
  });

  test('what a cluster wrote, and what Kubernetes does not have, is left out and told', () => {
    const { files, notes } = exported(`
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Node, metadata: { name: n } }
- { apiVersion: v1, kind: Pod, metadata: { name: p, ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: r, uid: u, controller: true }] } }
- apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web, namespace: shop, uid: abc, resourceVersion: "7", creationTimestamp: 2026-01-01T00:00:00Z }
  spec: { replicas: 2, replica: 3, template: { spec: { containers: [{ name: c, image: i, imagePolicy: Always }] } } }
  status: { replicas: 2 }
`);
    expect(files[0]?.text).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: c
        image: i
`);
    expect(notes).toEqual([
      { code: 'ServerMadeLeftOut', subjects: ['Node n', 'Pod default/p'] },
      { code: 'ServerFieldsLeftOut', subjects: ['Deployment shop/web: metadata.uid', 'Deployment shop/web: metadata.resourceVersion', 'Deployment shop/web: metadata.creationTimestamp', 'Deployment shop/web: status'] },
      { code: 'UnknownFieldsLeftOut', subjects: ['Deployment shop/web: spec.replica', 'Deployment shop/web: spec.template.spec.containers[0].imagePolicy'] },
    ]);
  });

  test('whatever the design, each object fits the schema of the Kubernetes API of its kind, without status', () => {
    fc.assert(fc.property(anyTopology, (topology) => {
      const objects = manifestsTarget.files(topology).flatMap(({ text }) => readYaml(text).documents.map(({ value }) => value as JsonObject));
      for (const object of objects) {
        expect(decodingFaults(object)).toEqual([]);
        expect(object).not.toHaveProperty('status');
      }
    }), { numRuns: 200 });
  });
});

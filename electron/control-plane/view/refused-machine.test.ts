import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { ClusterDocument, Manifest } from '../../../shared/topology/types.ts';
import { World } from '../../engine/world.ts';
import { ViewProjector } from './projector.ts';
import { viewSource } from './view-source.ts';

const design = `
apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: { name: small-account }
spec:
  seed: 1
  network: { podCIDR: 10.244.0.0/16, serviceCIDR: 10.96.0.0/12, nodeCIDR: 10.0.0.0/16 }
  provider: { name: aws, region: us-east-1, quotas: { onDemandVcpus: 2 } }
  machines:
  - { name: worker-1, roles: [worker], type: m5.large, zone: us-east-1a }
  - { name: worker-2, roles: [worker], type: m5.large, zone: us-east-1a }
`;

test('a machine that the provider refuses is a problem with the provider\'s words, until it is built', () => {
  const [cluster, ...manifests] = parseAllDocuments(design).map((document) => document.toJS() as unknown) as [ClusterDocument, ...Manifest[]];
  const { world } = World.create({ cluster, manifests });
  const listed = () => new ViewProjector(viewSource(world, () => cluster)).list();
  world.advance({ untilMs: 120_000 });
  const { problems, machines } = listed();
  expect(problems).toMatchObject([{ ref: { kind: 'Machine', name: 'worker-2' }, family: 'bad', title: { key: 'view:problem.refused.build', params: { name: 'worker-2' } }, detail: { key: 'view:problem.cause.Refused' } }]);
  expect(problems[0]?.detail?.params?.['message']).toContain('vCPU');
  expect(machines.map(({ name, state, refused }) => [name, state, refused !== undefined])).toEqual([['worker-1', 'Ready', false], ['worker-2', 'Provisioning', true]]);
  for (const language of ['en', 'pt-BR']) {
    const words = JSON.parse(readFileSync(new URL(`../../../renderer/i18n/${language}/view.json`, import.meta.url), 'utf8')) as Record<string, string>;
    expect(words['problem.refused.build']).toContain('{{name}}');
    expect(words['problem.cause.Refused']).toContain('{{message}}');
  }

  world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'worker-1' } }]);
  world.advance({ untilMs: 600_000 });
  expect(listed().problems).toEqual([]);
});

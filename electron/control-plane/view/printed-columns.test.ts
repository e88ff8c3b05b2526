import { expect, it } from 'vitest';
import { defaultCluster } from '../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import { World } from '../../engine/world.ts';
import { printedColumns } from './printed-columns.ts';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'backups.example.com' },
  spec: {
    group: 'example.com', scope: 'Namespaced', names: { plural: 'backups', kind: 'Backup', listKind: 'BackupList', singular: 'backup' },
    versions: [{
      name: 'v1', served: true, storage: true,
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { of: { type: 'string' }, keep: { type: 'integer' } } } } } },
      additionalPrinterColumns: [{ name: 'Of', type: 'string', jsonPath: '.spec.of' }, { name: 'Keep', type: 'integer', jsonPath: '.spec.keep', priority: 1 }, { name: 'Last', type: 'date', jsonPath: '.status.last' }],
    }],
  },
};
const { world } = World.create({
  cluster: defaultCluster('printed', 1),
  manifests: [definition, { apiVersion: 'example.com/v1', kind: 'Backup', metadata: { name: 'nightly' }, spec: { of: 'db', keep: 3 } }] as unknown as Manifest[],
});
world.advance({ untilMs: 30_000 });
const columns = (resource: string, key: string) => printedColumns(world.api, world.api.get(resource, key)!, world.nowMs);

it('prints the columns that the definition of a custom resource names, those for wide output too', () => {
  expect(columns('backups.example.com', 'default/nightly')).toEqual([{ name: 'Of', text: 'db' }, { name: 'Keep', text: '3' }, { name: 'Last', text: '' }]);
});

it('prints what kubectl prints of kinds that have no overview of their own, and nothing of kinds without columns', () => {
  expect(columns('namespaces', 'default')).toEqual([{ name: 'Status', text: 'Active' }]);
  expect(columns('customresourcedefinitions', 'backups.example.com')).toEqual([]);
});

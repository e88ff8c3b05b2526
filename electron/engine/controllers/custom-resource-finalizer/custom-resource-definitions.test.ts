import { describe, expect, it } from 'vitest';
import type { CustomResourceDefinition } from '../../../../shared/kubernetes/custom-resources/definition.ts';
import type { StructuralSchema } from '../../../../shared/kubernetes/custom-resources/structural-schema.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { controllerComponent } from '../worker.ts';
import { customResourceFinalizer } from './index.ts';

interface Widget extends KubernetesObject { spec?: Record<string, unknown>; status?: Record<string, unknown> }

const spec: StructuralSchema = {
  type: 'object', required: ['size'], properties: {
    size: { type: 'integer', minimum: 1, maximum: 9 }, colour: { type: 'string', enum: ['red', 'blue'], default: 'red' },
    name: { type: 'string', pattern: '^[a-z]+$', maxLength: 4 }, port: { 'x-kubernetes-int-or-string': true },
    tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set', maxItems: 3 },
    nothing: { type: 'string', nullable: true }, free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

function definition(more: Partial<CustomResourceDefinition['spec']> = {}): CustomResourceDefinition {
  return {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com', names: { plural: 'widgets', kind: 'Widget' }, scope: 'Namespaced',
      versions: [{
        name: 'v1', served: true, storage: true, subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', properties: { spec, status: { type: 'object', properties: { phase: { type: 'string' } } } } } },
      }], ...more,
    },
  };
}

function start(): TestCluster {
  const cluster = new TestCluster([controllerComponent(customResourceFinalizer)]);
  cluster.create(definition());
  return cluster;
}

const widget = (fields: Record<string, unknown>, name = 'w'): Widget =>
  ({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name, namespace: 'default' }, spec: fields });

describe('a CustomResourceDefinition', () => {
  it('is established, and says which names it got', () => {
    const cluster = start();
    const { status } = cluster.get<CustomResourceDefinition>('customresourcedefinitions', 'widgets.example.com');
    expect(status?.acceptedNames).toEqual({ plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' });
    expect(status?.conditions?.map(({ type, status: value, reason }) => [type, value, reason])).toEqual([
      ['NamesAccepted', 'True', 'NoConflicts'], ['Established', 'True', 'InitialNamesAccepted'],
    ]);
    expect(status?.storedVersions).toEqual(['v1']);
  });

  it('is not established while its names are taken', () => {
    const cluster = start();
    cluster.create({ ...definition({ names: { plural: 'gizmos', singular: 'gizmo', kind: 'Widget', listKind: 'GizmoList' } }), metadata: { name: 'gizmos.example.com' } });
    const { status } = cluster.get<CustomResourceDefinition>('customresourcedefinitions', 'gizmos.example.com');
    expect(status?.conditions?.map(({ type, status: value, reason, message }) => [type, value, reason, message])).toEqual([
      ['NamesAccepted', 'False', 'KindConflict', '"Widget" is already in use'], ['Established', 'False', 'NotAccepted', 'not all names are accepted'],
    ]);
  });

  it.each<[string, Partial<CustomResourceDefinition['spec']>, string]>([
    ['another name', { names: { plural: 'things', kind: 'Thing' } }, 'metadata.name'],
    ['no scope', { scope: 'Somewhere' as 'Cluster' }, 'spec.scope'],
    ['no stored version', { versions: [] }, 'spec.versions'],
    ['a place without type', { versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: {} } } } }] },
      'spec.versions[0].schema.openAPIV3Schema.properties[spec].type'],
    ['no schema', { versions: [{ name: 'v1', served: true, storage: true }] }, 'spec.versions[0].schema.openAPIV3Schema'],
  ])('is refused with %s', (_what, more, field) => {
    const refused = new TestCluster([]).user.create(definition(more));
    expect(refused.ok ? [] : refused.error.details?.causes?.map((cause) => cause.field)).toContain(field);
  });

  it('takes its objects with it, after those whose finalizers are off', () => {
    const cluster = start();
    cluster.create(widget({ size: 1 }, 'a'));
    cluster.create({ ...widget({ size: 1 }, 'b'), metadata: { name: 'b', namespace: 'default', finalizers: ['e.com/x'] } });
    cluster.delete('customresourcedefinitions', 'widgets.example.com');
    cluster.simulation.runUntil(20_000);
    expect([...cluster.api.list<Widget>('widgets.example.com')].map(({ metadata }) => metadata.name)).toEqual(['b']);
    const refused = cluster.user.create(widget({ size: 1 }, 'c'));
    expect(refused.ok ? '' : refused.error.message).toBe('create not allowed while custom resource definition is terminating');
    cluster.edit<Widget>('widgets.example.com', 'default/b', (object) => { object.metadata.finalizers = []; });
    cluster.simulation.runUntil(40_000);
    expect([cluster.api.count('widgets.example.com'), cluster.api.count('customresourcedefinitions')]).toEqual([0, 0]);
  });
});

describe('a custom resource', () => {
  it('gets its defaults, its generation and an empty status', () => {
    const cluster = start();
    const made = cluster.create({ ...widget({ size: 2, free: { any: [1] }, nothing: null }), status: { phase: 'Up' } });
    expect([made.spec, made.status, made.metadata.generation]).toEqual([{ size: 2, free: { any: [1] }, nothing: null, colour: 'red' }, undefined, 1]);
    cluster.edit<Widget>('widgets.example.com', 'default/w', (object) => { object.spec = { size: 3 }; });
    cluster.edit<Widget>('widgets.example.com', 'default/w', (object) => { object.status = { phase: 'Up' }; object.spec = { size: 9 }; }, 'updateStatus');
    const after = cluster.get<Widget>('widgets.example.com', 'default/w');
    expect([after.spec, after.status, after.metadata.generation]).toEqual([{ size: 3, colour: 'red' }, { phase: 'Up' }, 2]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a missing field', {}, 'FieldValueRequired', 'spec.size'],
    ['a number that is too large', { size: 10 }, 'FieldValueInvalid', 'spec.size'],
    ['a text for a number', { size: 'x' }, 'FieldValueTypeInvalid', 'spec.size'],
    ['a value that is not allowed', { size: 1, colour: 'green' }, 'FieldValueNotSupported', 'spec.colour'],
    ['a text of another form', { size: 1, name: 'A' }, 'FieldValueInvalid', 'spec.name'],
    ['a text that is too long', { size: 1, name: 'abcde' }, 'FieldValueTooLong', 'spec.name'],
    ['a member twice', { size: 1, tags: ['a', 'a'] }, 'FieldValueDuplicate', 'spec.tags[1]'],
    ['a null where none may be', { size: 1, name: null }, 'FieldValueTypeInvalid', 'spec.name'],
    ['half a port', { size: 1, port: 1.5 }, 'FieldValueTypeInvalid', 'spec.port'],
  ])('is refused with %s', (_what, fields, reason, field) => {
    const refused = start().user.create(widget(fields));
    expect(refused.ok ? [] : refused.error.details?.causes?.map((cause) => [cause.reason, cause.field])).toEqual([[reason, field]]);
  });

  it('loses unknown fields, or is refused for them when the write is strict', () => {
    const { server } = start().simulation;
    const strict = server.create(widget({ size: 1, more: 1 }));
    expect(strict.ok ? '' : strict.error.message).toContain('strict decoding error: unknown field "spec.more"');
    const loose = server.create(widget({ size: 1, more: 1 }), { fieldValidation: 'Warn' });
    expect(loose.ok && loose.value.spec).toEqual({ size: 1, colour: 'red' });
  });

  it('is kept as it is when nobody defined its kind', () => {
    const made = new TestCluster([]).create(widget({ whatever: [1] }));
    expect(made.spec).toEqual({ whatever: [1] });
  });
});

import { groupVersionOf, livingResourceTypes } from '../registry.ts';
import { required } from '../../assert.ts';
import { servedVersions } from '../served-versions/index.ts';
import { ownKinds } from '../own-kinds/index.ts';
import { appsDefinitions } from './definitions/apps.ts';
import { autoscalingDefinitions } from './definitions/autoscaling.ts';
import { autoscalingV1Definitions } from './definitions/autoscaling-v1.ts';
import { batchDefinitions } from './definitions/batch.ts';
import { clusterDefinitions } from './definitions/cluster.ts';
import { configurationDefinitions } from './definitions/configuration.ts';
import { containerDefinitions } from './definitions/container.ts';
import { eventsDefinitions } from './definitions/events.ts';
import { metaDefinitions } from './definitions/meta.ts';
import { networkingDefinitions } from './definitions/networking.ts';
import { podDefinitions } from './definitions/pod.ts';
import { rbacDefinitions } from './definitions/rbac.ts';
import { schedulingDefinitions } from './definitions/scheduling.ts';
import { serviceDefinitions } from './definitions/service.ts';
import { storageDefinitions } from './definitions/storage.ts';
import { volumeDefinitions } from './definitions/volume.ts';
import type { FieldSchema, ObjectSchema, TypeSchema } from './model.ts';
import { parseDefinitions } from './notation.ts';

/** All type definitions. A new group is a new line. */
const definitions = [
  metaDefinitions, podDefinitions, containerDefinitions, schedulingDefinitions, volumeDefinitions, appsDefinitions, batchDefinitions,
  serviceDefinitions, networkingDefinitions, storageDefinitions, clusterDefinitions, configurationDefinitions, rbacDefinitions,
  autoscalingDefinitions, autoscalingV1Definitions, eventsDefinitions, ...ownKinds.map(({ schema }) => ({ goPackage: 'v1', text: schema })),
];

let types: ReadonlyMap<string, TypeSchema> | undefined;
const kinds = new Map<string, ObjectSchema>();

/** The type of this name, e.g. `Container`, `LabelSelector`. The name must exist. */
export function schemaType(name: string): TypeSchema {
  types ??= parseDefinitions(definitions);
  return required(types.get(name), `schema type ${name}`);
}

/** Like {@link schemaType} for a type that is known to be an object. */
export function objectType(name: string): ObjectSchema {
  const type = schemaType(name);
  if (type.kind !== 'object') throw new Error(`Assertion failed: schema type ${name} is an object`);
  return type;
}

/** The schema of a kind; undefined for kinds without rules of their own. `apiVersion` and `kind` are among its fields. */
export function schemaOf(apiVersion: string, kind: string): ObjectSchema | undefined {
  if (kinds.size === 0) {
    for (const type of livingResourceTypes) kinds.set(`${groupVersionOf(type)}/${type.kind}`, withTypeMeta(type.kind));
    for (const version of servedVersions) kinds.set(`${version.apiVersion}/${version.kind}`, withTypeMeta(version.schema));
  }
  return kinds.get(`${apiVersion}/${kind}`);
}

function withTypeMeta(kind: string): ObjectSchema {
  const schema = objectType(kind);
  const fields = new Map<string, FieldSchema>([
    ['apiVersion', typeMetaField('apiVersion', 'Group and version of the kind.')],
    ['kind', typeMetaField('kind', 'Kind of the object.')],
    ...schema.fields,
  ]);
  return { ...schema, fields };
}

function typeMetaField(name: string, description: string): FieldSchema {
  return { name, type: schemaType('string'), pointer: false, alwaysPresent: true, required: true, retainKeys: false, description };
}

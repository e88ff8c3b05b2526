import type { FieldType } from '../../../shared/kubernetes/managed-fields/field-type.ts';
import { customFieldType } from '../../../shared/kubernetes/custom-resources/custom-field-type.ts';
import type { CustomResourceDefinition, CustomResourceVersion } from '../../../shared/kubernetes/custom-resources/definition.ts';
import { isServed } from '../../../shared/kubernetes/custom-resources/definition.ts';
import type { JsonValue } from '../../../shared/json.ts';
import { isJsonObject } from '../../../shared/json.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { servedVersion } from '../../../shared/kubernetes/served-versions/index.ts';
import { groupVersionOf, isBuiltInKind, resourceTypeFor, type ResourceType } from '../../../shared/kubernetes/registry.ts';

/** The definitions in a store, whichever holds them. */
interface Definitions {
  list<T extends KubernetesObject>(resource: string): Iterable<T>;
}

/** A custom kind in one version that its definition serves. */
export interface CustomKind {
  definition: CustomResourceDefinition;
  version: CustomResourceVersion;
  type: ResourceType;
}

/** The kinds that the CustomResourceDefinitions of a cluster serve. */
export class CustomKinds {
  private readonly definitions: Definitions;
  private readonly types = new WeakMap<CustomResourceVersion, FieldType>();

  constructor(definitions: Definitions) {
    this.definitions = definitions;
  }

  /** The definition of a kind in any version; undefined when there is none, or its names were not accepted. */
  definitionOf(apiVersion: string, kind: string): CustomResourceDefinition | undefined {
    if (isBuiltInKind(apiVersion, kind)) return undefined;
    const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
    for (const definition of this.definitions.list<CustomResourceDefinition>('customresourcedefinitions')) {
      if (definition.spec.group === group && definition.spec.names.kind === kind && isServed(definition)) return definition;
    }
    return undefined;
  }

  isDefined(apiVersion: string, kind: string): boolean {
    return this.definitionOf(apiVersion, kind) !== undefined;
  }

  /** The kind in this version; undefined when it is not served. */
  find(apiVersion: string, kind: string): CustomKind | undefined {
    const definition = this.definitionOf(apiVersion, kind);
    const name = apiVersion.slice(apiVersion.indexOf('/') + 1);
    const version = definition?.spec.versions.find((candidate) => candidate.served && candidate.name === name);
    if (!definition || !version) return undefined;
    return { definition, version, type: typeOf(definition, version, apiVersion, kind) };
  }

  /** The type of any kind, with what its definition says when it is a custom one. */
  typeFor(apiVersion: string, kind: string): ResourceType {
    const type = resourceTypeFor(apiVersion, kind);
    return type.resource.includes('.') ? this.find(apiVersion, kind)?.type ?? type : type;
  }

  /** The custom kind that is served as `plural.group`, in its storage version. */
  byName(resource: string): ResourceType | undefined {
    for (const { metadata, spec } of this.definitions.list<CustomResourceDefinition>('customresourcedefinitions')) {
      const version = spec.versions.find(({ storage }) => storage);
      if (metadata.name === resource && version) return this.find(`${spec.group}/${version.name}`, spec.names.kind)?.type;
    }
    return undefined;
  }

  /** In which version `config` speaks of objects of `type`: the one that it names, if that is served. */
  versionFor(type: ResourceType, config: JsonValue): { apiVersion: string; kind: string } {
    const named = isJsonObject(config) ? config['apiVersion'] : undefined;
    const served = typeof named === 'string' && (this.find(named, type.kind)?.definition.spec.group === type.group
      || servedVersion(named, type.kind)?.storedAs === groupVersionOf(type));
    return { apiVersion: served ? named : groupVersionOf(type), kind: type.kind };
  }

  hasStatus(apiVersion: string, kind: string): boolean | undefined {
    return this.find(apiVersion, kind)?.type.hasStatus;
  }

  /** How its objects are divided into owned fields; undefined for a version that is not served. */
  fieldType(apiVersion: string, kind: string): FieldType | undefined {
    const version = this.find(apiVersion, kind)?.version;
    if (!version) return undefined;
    let type = this.types.get(version);
    if (!type) this.types.set(version, (type = customFieldType(version.schema?.openAPIV3Schema)));
    return type;
  }
}

function typeOf({ spec }: CustomResourceDefinition, { subresources }: CustomResourceVersion, apiVersion: string, kind: string): ResourceType {
  return {
    ...resourceTypeFor(apiVersion, kind), plural: spec.names.plural, namespaced: spec.scope === 'Namespaced',
    shortNames: spec.names.shortNames ?? [], categories: spec.names.categories ?? [], hasStatus: subresources?.status !== undefined,
    hasGeneration: true,
  };
}

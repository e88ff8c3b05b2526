/** One kind of object that the API serves. */
export interface ResourceType {
  /** API group; '' is the core group. */
  group: string;
  version: string;
  kind: string;
  /** The name of its objects in the store, unique in the program: the plural for built-in kinds, else with the group, e.g. `widgets.example.com`. */
  resource: string;
  /** Plural name as in URLs and messages, e.g. `replicasets`. */
  plural: string;
  namespaced: boolean;
  shortNames: readonly string[];
  /** Groups of resources that `kubectl get` knows by one word, e.g. `all`. */
  categories: readonly string[];
  /** What a client may ask for, in order of the alphabet. */
  verbs: readonly string[];
  /** Has a `/status` subresource: spec writes ignore status and the reverse. */
  hasStatus: boolean;
  /** metadata.generation counts spec changes. */
  hasGeneration: boolean;
}

export interface ResourceTypeOptions {
  /** Default true. */
  namespaced?: boolean;
  short?: string[];
  categories?: string[];
  verbs?: readonly string[];
  status?: boolean;
  generation?: boolean;
}

/** What the generic registry serves. */
const allVerbs: readonly string[] = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
/** Namespaces are deleted one by one. */
export const verbsOneByOne: readonly string[] = allVerbs.filter((verb) => verb !== 'deletecollection');

export function defineResourceType(groupVersion: string, kind: string, resource: string, options: ResourceTypeOptions = {}): ResourceType {
  return {
    ...groupAndVersion(groupVersion), kind, resource, plural: resource,
    namespaced: options.namespaced ?? true,
    shortNames: options.short ?? [],
    categories: options.categories ?? [],
    verbs: options.verbs ?? allVerbs,
    hasStatus: options.status ?? false,
    hasGeneration: options.generation ?? false,
  };
}

/** The parts of an `apiVersion`. */
export function groupAndVersion(groupVersion: string): { group: string; version: string } {
  const slash = groupVersion.indexOf('/');
  return { group: slash < 0 ? '' : groupVersion.slice(0, slash), version: groupVersion.slice(slash + 1) };
}

export function groupVersionOf(type: ResourceType): string {
  return type.group === '' ? type.version : `${type.group}/${type.version}`;
}

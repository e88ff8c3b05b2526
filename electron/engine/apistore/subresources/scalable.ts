import type { JsonObject, JsonValue } from '../../../../shared/json.ts';
import { isJsonObject } from '../../../../shared/json.ts';
import type { FieldPath } from '../../../../shared/kubernetes/managed-fields/path-element.ts';
import { selectorFromObject, selectorString } from '../../../../shared/kubernetes/label-selector.ts';
import type { KubernetesObject, LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { CustomKinds } from '../custom-kinds.ts';

/** Where an object keeps its size. */
export interface ScalePaths {
  replicas: readonly string[];
  statusReplicas: readonly string[];
  /** The selector as text; undefined when there is none. */
  selector(object: KubernetesObject): string | undefined;
  /** Of custom resources: reading a scale fails while the replicas are not there. */
  isCustom: boolean;
}

const scalable = new Set(['deployments', 'replicasets', 'statefulsets', 'replicationcontrollers']);

const builtIn: ScalePaths = {
  replicas: ['spec', 'replicas'], statusReplicas: ['status', 'replicas'], isCustom: false,
  selector: (object) => {
    const selector = selectorFromObject((object as KubernetesObject & { spec: { selector?: LabelSelector } }).spec.selector);
    return selector.ok ? selectorString(selector.value) : undefined;
  },
};

/** How objects of `resource` are scaled; undefined when they cannot be. */
export function scalePathsOf(resource: string, object: KubernetesObject | undefined, custom: CustomKinds): ScalePaths | undefined {
  if (scalable.has(resource)) return builtIn;
  const scale = object && custom.find(object.apiVersion, object.kind)?.version.subresources?.scale;
  if (!scale) return undefined;
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale;
  return {
    replicas: stepsOf(specReplicasPath), statusReplicas: stepsOf(statusReplicasPath), isCustom: true,
    selector: (owner) => {
      const text = labelSelectorPath ? valueAt(owner as unknown as JsonValue, stepsOf(labelSelectorPath)) : undefined;
      return typeof text === 'string' && text !== '' ? text : undefined;
    },
  };
}

export function numberAt(object: KubernetesObject, path: readonly string[]): number | undefined {
  const value = valueAt(object as unknown as JsonValue, path);
  return typeof value === 'number' ? value : undefined;
}

/** A copy of the object with a number set. */
export function withNumberAt<T extends KubernetesObject>(object: T, path: readonly string[], value: number): T {
  return set(object as unknown as JsonObject, path, value) as unknown as T;
}

export function fieldPathOf(path: readonly string[]): FieldPath {
  return path.map((step) => `f:${step}`);
}

function set(owner: JsonObject, [first = '', ...rest]: readonly string[], value: number): JsonObject {
  const below = owner[first];
  return { ...owner, [first]: rest.length === 0 ? value : set(isJsonObject(below) ? below : {}, rest, value) };
}

function valueAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((owner, step) => (isJsonObject(owner) ? owner[step] : undefined), value);
}

/** `.spec.replicas` → its steps. */
function stepsOf(path: string): string[] {
  return path.split('.').filter((step) => step !== '');
}

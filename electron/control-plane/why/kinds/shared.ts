import { required } from '../../../../shared/assert.ts';
import { isJsonObject, type JsonValue } from '../../../../shared/json.ts';
import { refKey, refOf, resourceTypeFor, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { manifestInVersion } from '../../../../shared/kubernetes/served-versions/convert.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { LocalizedText } from '../../../../shared/view/rows.ts';
import type { WhyEvidence } from '../../../../shared/view/why.ts';
import { gestureManager } from '../../../engine/apistore/fields/field-manager.ts';
import type { World } from '../../../engine/world.ts';
import type { ChainStep } from '../chain.ts';
import { writtenBy } from '../field-writer.ts';

/** The object that is explained; it is known to exist. */
export function subject<T extends KubernetesObject>(world: World, ref: ObjectRef): T {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  return required(world.api.get<T>(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name), `${ref.kind} ${ref.name}`);
}

export const says = (key: string, params: NonNullable<LocalizedText['params']> = {}): LocalizedText => ({ key: `why:${key}`, params });

function at(root: unknown, path: string): JsonValue | undefined {
  let value = root as JsonValue | undefined;
  for (const step of path.split('.')) value = isJsonObject(value) ? value[step] : undefined;
  return value;
}

/** A field that decided, with its live value; it is a default when its author wrote none. Nothing for a field without a value. */
export function fieldEvidence(world: World, ref: ObjectRef, object: KubernetesObject, path: string, text: LocalizedText, fallback?: string): WhyEvidence[] {
  const value = at(object, path) ?? fallback;
  if (value === undefined || value === null) return [];
  const noted = world.manifests.get(refKey(ref));
  const manifest = noted && manifestInVersion(noted, object.apiVersion);
  const { writtenBy: writer } = writtenBy(world, object, path);
  // A component may have written what its author left open: an autoscaler the size of a group.
  const isOpen = manifest !== undefined && at(manifest, path) === undefined && (writer === undefined || writer.manager === gestureManager);
  const isDefault = at(object, path) === undefined || isOpen;
  return [{ kind: 'field', ref, field: path, value: typeof value === 'object' ? JSON.stringify(value) : String(value), isDefault, text, ...(isDefault || !writer ? {} : { writtenBy: writer }) }];
}

/** Conditions as steps of the chain, at the time of their last change. */
export function conditionSteps(world: World, object: KubernetesObject): ChainStep[] {
  const conditions = at(object, 'status.conditions');
  if (!Array.isArray(conditions)) return [];
  return conditions.filter(isJsonObject).map((condition): ChainStep => ({
    atMs: world.simulation.env.parseTimestamp(String(condition['lastTransitionTime'] ?? object.metadata.creationTimestamp ?? '')),
    icon: condition['status'] === 'True' ? 'ready/Ready' : 'attention/Warning',
    text: { key: 'view:why.condition', params: { type: String(condition['type']), status: String(condition['status']), reason: String(condition['reason'] ?? '') } },
    ...(typeof condition['message'] === 'string' && condition['message'] !== '' ? { detail: condition['message'] } : {}),
  }));
}

/** A step about another object as it is now. */
export function stepAbout(world: World, other: KubernetesObject, icon: string, text: LocalizedText, detail?: string): ChainStep {
  return { atMs: world.nowMs, icon, text, ref: refOf(other), ...(detail === undefined ? {} : { detail }) };
}

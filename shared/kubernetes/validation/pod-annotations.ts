import type { Fields } from '../fields.ts';
import { itemsOf, optionalFields, textMapOf, textOf } from '../fields.ts';
import { podDeletionCostAnnotation } from '../well-known-annotations.ts';
import type { FieldErrors } from './field-errors.ts';
import { forbidden, invalid } from './field-errors.ts';
import { validateLocalDescendingPath } from './paths.ts';

export const mirrorPod = 'kubernetes.io/config.mirror';
const seccompOfPod = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorOfContainer = 'container.apparmor.security.beta.kubernetes.io/';
const localhost = 'localhost/';

/** Annotations that pods and templates give a meaning to. Source: ValidatePodSpecificAnnotations. */
export function validatePodAnnotations(annotations: Record<string, string>, spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  if (annotations[mirrorPod] !== undefined && textOf(spec, 'nodeName') === '') {
    errors.push(invalid(`${path}[${mirrorPod}]`, annotations[mirrorPod], 'must set spec.nodeName if mirror pod annotation is set'));
  }
  const cost = annotations[podDeletionCostAnnotation];
  if (cost !== undefined && !isInt32(cost)) errors.push(invalid(`${path}[${podDeletionCostAnnotation}]`, cost, 'must be a 32bit integer'));
  for (const [key, value] of Object.entries(annotations)) {
    if (key === seccompOfPod || key.startsWith(seccompOfContainer)) errors.push(...validateSeccomp(value, `${path}.${key}`));
    if (key.startsWith(appArmorOfContainer)) errors.push(...validateAppArmor(key, value, spec, path));
  }
  return errors;
}

/** As Go's deletion cost is read: no plus sign, no leading zeros. */
function isInt32(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Math.abs(Number(text)) <= 2_147_483_647;
}

function validateSeccomp(profile: string, path: string): FieldErrors {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  return profile.startsWith(localhost)
    ? validateLocalDescendingPath(profile.slice(localhost.length), path)
    : [invalid(path, profile, 'must be a valid seccomp profile')];
}

function validateAppArmor(key: string, profile: string, spec: Fields, path: string): FieldErrors {
  const errors: FieldErrors = [];
  const name = key.slice(appArmorOfContainer.length);
  if (!containersOf(spec).some(({ container }) => textOf(container, 'name') === name)) {
    errors.push(invalid(`${path}[${key}]`, name, 'container not found'));
  }
  if (!['', 'runtime/default', 'unconfined'].includes(profile) && !profile.startsWith(localhost)) {
    errors.push(invalid(`${path}[${key}]`, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`));
  }
  return errors;
}

function containersOf(spec: Fields): { container: Fields; at: string }[] {
  return ['initContainers', 'containers', 'ephemeralContainers']
    .flatMap((list) => itemsOf(spec, list).map((container, index) => ({ container, at: `${list}[${index}]` })));
}

/**
 * Annotations that are older than the fields of a security context must say what they say, in new pods and in templates.
 * Source: validateSeccompAnnotationsAndFields, validateAppArmorAnnotationsAndFieldsMatchOnCreate.
 *
 * @param path of the spec
 */
export function validateProfileAnnotations(annotations: Record<string, string>, spec: Fields, path: string): FieldErrors {
  if (!Object.keys(annotations).some((key) => [seccompOfPod, seccompOfContainer, appArmorOfContainer].some((start) => key.startsWith(start)))) return [];
  const profileOf = (owner: Fields, kind: string) => optionalFields(optionalFields(owner, 'securityContext'), kind);
  const named = containersOf(spec).map(({ container, at }) => ({ container, name: textOf(container, 'name'), at: `${path}.${at}.securityContext` }));
  const errors = validateMatch(annotations[seccompOfPod], profileOf(spec, 'seccompProfile'), seccompTexts, `${path}.securityContext.seccompProfile`);
  for (const { container, name, at } of named) {
    errors.push(...validateMatch(annotations[seccompOfContainer + name], profileOf(container, 'seccompProfile'), seccompTexts, `${at}.seccompProfile`));
  }
  if (textOf(optionalFields(spec, 'os'), 'name') === 'windows') return errors;
  for (const { container, name, at } of named) {
    const profile = profileOf(container, 'appArmorProfile') ?? profileOf(spec, 'appArmorProfile');
    errors.push(...validateMatch(annotations[appArmorOfContainer + name], profile, appArmorTexts, `${at}.appArmorProfile`));
  }
  return errors;
}

interface ProfileTexts {
  called: string;
  /** What stands for the default of the container runtime. */
  runtimeDefault: readonly string[];
}
const seccompTexts: ProfileTexts = { called: 'seccomp', runtimeDefault: ['runtime/default', 'docker/default'] };
const appArmorTexts: ProfileTexts = { called: 'apparmor', runtimeDefault: ['runtime/default'] };

function validateMatch(annotation: string | undefined, profile: Fields | undefined, { called, runtimeDefault }: ProfileTexts, path: string): FieldErrors {
  if (annotation === undefined || !profile) return [];
  const type = textOf(profile, 'type');
  const isSame = type === 'Localhost' ? annotation.startsWith(localhost)
    : type === 'Unconfined' ? annotation === 'unconfined' : type !== 'RuntimeDefault' || runtimeDefault.includes(annotation);
  if (!isSame) return [forbidden(`${path}.type`, `${called} type in annotation and field must match`)];
  return type === 'Localhost' && profile['localhostProfile'] !== annotation.slice(localhost.length)
    ? [forbidden(`${path}.localhostProfile`, `${called} profile in annotation and field must match`)] : [];
}

/** A pod stays what it is to the kubelet; what holds for the annotations of a new pod is said once more. Source: ValidatePodSpecificAnnotationUpdates. */
export function validatePodAnnotationUpdates(nextMetadata: Fields, oldMetadata: Fields, spec: Fields): FieldErrors {
  const [next, old] = [textMapOf(nextMetadata, 'annotations'), textMapOf(oldMetadata, 'annotations')];
  const errors: FieldErrors = [];
  const at = (key: string) => `metadata.annotations[${key}]`;
  for (const [key, value] of Object.entries(old)) {
    if (next[key] === value) continue;
    if (key.startsWith(appArmorOfContainer)) errors.push(forbidden(at(key), 'may not remove or update AppArmor annotations'));
    if (key === mirrorPod) errors.push(forbidden(at(key), 'may not remove or update mirror pod annotation'));
  }
  for (const key of Object.keys(next)) {
    if (old[key] !== undefined) continue;
    if (key.startsWith(appArmorOfContainer)) errors.push(forbidden(at(key), 'may not add AppArmor annotations'));
    if (key === mirrorPod) errors.push(forbidden(at(key), 'may not add mirror pod annotation'));
  }
  return [...errors, ...validatePodAnnotations(next, spec, 'metadata.annotations')];
}

import type { ApiResult, Status } from '../../../shared/kubernetes/status.ts';
import { failure } from '../../../shared/kubernetes/status.ts';
import { err, ok } from '../../../shared/result.ts';
import { aggregatedResources } from '../../../shared/kubernetes/discovery.ts';
import { groupVersionOf, isBuiltInKind, resourceTypeFor, resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { Fields } from '../../../shared/kubernetes/fields.ts';
import { inVersion } from '../../../shared/kubernetes/served-versions/convert.ts';
import { storedVersion } from '../../../shared/kubernetes/served-versions/index.ts';
import { decodeObject, zeroOf } from '../../../shared/kubernetes/schema/decode.ts';
import { schemaOf } from '../../../shared/kubernetes/schema/catalogue.ts';
import { applyDefaults } from '../../../shared/kubernetes/defaulting/defaults.ts';
import type { FieldErrors } from '../../../shared/kubernetes/validation/field-errors.ts';
import { invalid, invalidStatus } from '../../../shared/kubernetes/validation/field-errors.ts';
import { validateCreate, validateUpdate } from '../../../shared/kubernetes/validation/validate.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { validateNewPodMetadata } from '../../../shared/kubernetes/validation/pod.ts';
import { validatePodResize } from '../../../shared/kubernetes/validation/pod-resize.ts';
import type { AdmissionOptions } from '../apistore/admission-port.ts';
import type { AdmissionContext } from './context.ts';
import { placeInZones } from './plugins/cloud-zones.ts';
import { claimResizeViolation } from './plugins/claim-resize.ts';
import { limitRangeViolation } from './plugins/limit-ranger-validation.ts';
import { recallAdmittedSpec, rememberAdmittedSpec } from './pod-template-memo.ts';
import { withLimitRangerAnnotation, withTopologyLabels } from './prepare/pod.ts';
import { isPreparedInPlace, prepareCreate, prepareUpdate } from './prepare/prepare.ts';
import { allocateServiceAddresses } from './prepare/service-allocation.ts';

/**
 * Admits a new object: strict decoding, defaults, mutating plugins, the registry's preparation, allocation, validation. The result is
 * a fresh object, complete but for what the store sets (uid unless the content depends on it, times, generation).
 *
 * Errors: BadRequest (400) when it cannot be decoded, Forbidden (403) from admission plugins, Invalid (422) with field errors.
 * Source: apiserver/pkg/endpoints/handlers/create.go, registry/rest/create.go.
 */
export function admitCreate(object: KubernetesObject, context: AdmissionContext, options: AdmissionOptions = {}): ApiResult<KubernetesObject> {
  if (object.kind === 'Pod' && object.apiVersion === 'v1') return admitPod(object as Pod, context, options);
  return admitFully(object, context, options);
}

/** A pod from a template that was seen before costs only its metadata. */
function admitPod(pod: Pod, context: AdmissionContext, options: AdmissionOptions): ApiResult<KubernetesObject> {
  const known = recallAdmittedSpec(pod, context);
  if (!known) return admitNewPod(pod, context, options);
  const { apiVersion, kind, metadata } = pod;
  const decoded = decodeNew({ apiVersion, kind, metadata }, options);
  if (!decoded.ok) return decoded;
  if (options.seenAgain?.(decoded.value.metadata, pod.spec) === false) return admitNewPod(pod, context, options);
  const annotated = withLimitRangerAnnotation(decoded.value.metadata, known.limitRangerAnnotation);
  const metadataNow = withTopologyLabels(annotated, known.spec.nodeName, context);
  const admitted = { apiVersion, kind, metadata: metadataNow, spec: known.spec, status: known.status };
  const errors = validateNewPodMetadata(admitted as unknown as Fields);
  return errors.length > 0 ? err(refusal(pod, errors)) : ok(admitted);
}

function admitNewPod(pod: Pod, context: AdmissionContext, options: AdmissionOptions): ApiResult<KubernetesObject> {
  const admitted = admitFully(pod, context, options);
  if (admitted.ok) rememberAdmittedSpec(pod, admitted.value as Pod, context);
  return admitted;
}

function admitFully(object: KubernetesObject, context: AdmissionContext, options: AdmissionOptions): ApiResult<KubernetesObject> {
  const decoded = decodeNew(object, options);
  if (!decoded.ok) return decoded;
  applyDefaults(decoded.value);
  const { spec } = object as Partial<Pod>;
  options.seen?.(decoded.value, typeof spec === 'object' && spec !== null ? spec : undefined);
  const misplaced = placeInZones(decoded.value, context.zones);
  if (misplaced.length > 0) return err(refusal(decoded.value, misplaced));
  const prepared = prepareCreate(inVersion(decoded.value, storedVersion(object.apiVersion, object.kind)), context);
  if (!prepared.ok) return prepared;
  const conflicts = isService(prepared.value) ? allocateServiceAddresses(prepared.value as unknown as Fields, undefined, context) : [];
  const errors = conflicts.length > 0 ? conflicts : validateCreate(prepared.value, object.apiVersion);
  if (errors.length > 0) return err(refusal(prepared.value, errors));
  const violation = limitRangeViolation(prepared.value, context);
  if (violation) return err(violation);
  // Read back from storage: labels that were generated count for the defaults too, and another version has defaults of its own.
  if (prepared.value.kind === 'Job' || prepared.value.apiVersion !== object.apiVersion) applyDefaults(prepared.value);
  return ok(prepared.value);
}

/**
 * Admits an update of `old`. On kinds with a status subresource `next` carries the status of `old`. Source: registry/rest/update.go.
 * @param typed built from stored objects by typed code: already decoded and defaulted
 */
export function admitUpdate(
  old: KubernetesObject, next: KubernetesObject, context: AdmissionContext, typed = false, options: AdmissionOptions = {},
): ApiResult<KubernetesObject> {
  const asItIs = typed && !isPreparedInPlace(next);
  const decoded = asItIs ? ok(next) : decodeObject(next, { strict: options.strict ?? true });
  if (!decoded.ok) return decoded;
  if (!decoded.value.metadata.resourceVersion && neverBlind.has(`${next.apiVersion}/${next.kind}`)) {
    const { group, plural } = resourceTypeFor(next.apiVersion, next.kind);
    return err(invalidStatus(plural, group, next.metadata.name, [invalid('metadata.resourceVersion', 0, 'must be specified for an update')]));
  }
  if (!asItIs) applyDefaults(decoded.value);
  if (!typed) options.seen?.(decoded.value);
  const misplaced = asItIs ? [] : placeInZones(decoded.value, context.zones);
  if (misplaced.length > 0) return err(refusal(decoded.value, misplaced));
  const prepared = prepareUpdate(old, inStoredVersion(decoded.value, old), typed);
  const conflicts = isService(prepared) ? allocateServiceAddresses(prepared as unknown as Fields, old as unknown as Fields, context) : [];
  const errors = conflicts.length > 0 ? conflicts : options.resize ? validatePodResize(prepared as unknown as Fields, old as unknown as Fields) : validateUpdate(prepared, old, next.apiVersion);
  if (errors.length > 0) return err(refusal(prepared, errors));
  const violation = prepared.kind === 'Pod' && !options.resize ? undefined : limitRangeViolation(prepared, context) ?? claimResizeViolation(old, prepared, context);
  if (violation) return err(violation);
  if (prepared.apiVersion !== next.apiVersion) applyDefaults(prepared);
  return ok(prepared);
}

/** An update in the version in which its kind is stored. What that version alone has of the status stays too. */
function inStoredVersion(next: KubernetesObject, old: KubernetesObject): KubernetesObject {
  const stored = inVersion(next, storedVersion(next.apiVersion, next.kind));
  const { status } = old as { status?: unknown };
  return stored === next || status === undefined ? stored : { ...stored, status } as KubernetesObject;
}

function isService({ apiVersion, kind }: KubernetesObject): boolean {
  return kind === 'Service' && apiVersion === 'v1';
}

/** Fields that only the server sets are dropped; kinds with a status subresource start with an empty status. */
function decodeNew(object: KubernetesObject, { strict = true }: AdmissionOptions): ApiResult<KubernetesObject> {
  const unknownVersion = unknownVersionOf(object);
  if (unknownVersion) return err(unknownVersion);
  const decoded = decodeObject(object, { strict });
  if (!decoded.ok) return decoded;
  const { metadata } = decoded.value;
  if (metadata.resourceVersion) return err(failure('BadRequest', 'resourceVersion should not be set on objects to be created'));
  withoutServerFields(decoded.value);
  const type = resourceTypeFor(object.apiVersion, object.kind);
  if (!type.namespaced) delete metadata.namespace;
  // A kubelet registers its node with a status; the API server keeps it.
  if (type.hasStatus && type.kind !== 'Node') resetStatus(decoded.value);
  return decoded;
}

/** Takes from the metadata of a new object what only the server sets. */
export function withoutServerFields({ metadata }: KubernetesObject): void {
  for (const field of ['uid', 'generation', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink'] as const) {
    delete (metadata as unknown as Fields)[field];
  }
}

function resetStatus(object: KubernetesObject): void {
  const holder = object as unknown as Fields;
  const field = schemaOf(object.apiVersion, object.kind)?.fields.get('status');
  if (field && !field.pointer) holder['status'] = zeroOf(field.type);
  else delete holder['status'];
}

/** A kind that a group of Kubernetes' own does not have, or not in that version, or that can only be read. Other groups' kinds may be anybody's. */
function unknownVersionOf({ apiVersion, kind }: KubernetesObject): Status | undefined {
  if (typeof apiVersion !== 'string' || schemaOf(apiVersion, kind) || isBuiltInKind(apiVersion, kind)) return undefined;
  const isReadOnly = aggregatedResources.some((type) => type.kind === kind && groupVersionOf(type) === apiVersion);
  if (isReadOnly) return failure('MethodNotAllowed', 'the server does not allow this method on the requested resource');
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return builtInGroups.has(group)
    ? failure('BadRequest', `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`)
    : undefined;
}

const builtInGroups: ReadonlySet<string> = new Set(resourceTypes.map((type) => type.group));

/** Kinds that refuse an update which does not say what it is based on (AllowUnconditionalUpdate is false). */
const neverBlind: ReadonlySet<string> = new Set([
  'policy/v1/PodDisruptionBudget', 'coordination.k8s.io/v1/Lease', 'node.k8s.io/v1/RuntimeClass', 'apiregistration.k8s.io/v1/APIService',
  'apiextensions.k8s.io/v1/CustomResourceDefinition',
  ...['CSIDriver', 'CSINode', 'CSIStorageCapacity', 'VolumeAttachment'].map((kind) => `storage.k8s.io/v1/${kind}`),
  ...[
    'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  ].map((kind) => `admissionregistration.k8s.io/v1/${kind}`),
]);

function refusal(object: KubernetesObject, errors: FieldErrors): Status {
  const { group, kind } = resourceTypeFor(object.apiVersion, object.kind);
  return invalidStatus(kind, group, object.metadata.name || object.metadata.generateName || '', errors);
}

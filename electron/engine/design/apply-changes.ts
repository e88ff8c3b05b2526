import { isJsonObject, type JsonObject } from '../../../shared/json.ts';
import { applyMergePatch, threeWayMerge } from '../../../shared/merge-patch.ts';
import type { DesignChange } from '../../../shared/ipc/design.ts';
import { inVersion, manifestInVersion } from '../../../shared/kubernetes/served-versions/convert.ts';
import { refKey, refOf, resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult, type Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Container, Pod, ResourceRequirements } from '../../../shared/kubernetes/types/pod.ts';
import { plannedFaultsProblem } from '../../../shared/planned-faults.ts';
import { assertNever } from '../../../shared/assert.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Manifest } from '../../../shared/topology/types.ts';
import type { ApiServer } from '../apistore/api-server.ts';
import type { ApiStore } from '../apistore/store.ts';

/** The manifests of a design by refKey, in the order in which they were written. */
export type ManifestMap = Map<string, Manifest>;

/** Which change of a list was refused, and why. */
export interface Refusal {
  index: number;
  status: Status;
}

/**
 * How the design changed, for undo and for "show the YAML that this wrote": a manifest before and after, or, for a live object without a manifest (a Node that is
 * cordoned), the merge patches in both directions.
 */
export interface ManifestChange {
  ref: ObjectRef;
  before?: Manifest;
  after?: Manifest;
  livePatch?: { before: JsonObject; after: JsonObject };
}

/** A delete-then-create that waits until the old object is gone. */
export interface Replacement {
  ref: ObjectRef;
  manifest: Manifest;
}

interface Target {
  store: ApiStore;
  server: ApiServer;
  manifests: ManifestMap;
  /** Takes a replacement whose old object is on its way out. */
  replaceLater(replacement: Replacement): void;
}

/**
 * Applies a gesture's changes to the API objects and the manifests, all or none. Writes and evictions go first, in order; deletions last, since they cannot be
 * refused once the object is known to exist. `layout` and `cluster` changes are not the engine's and are passed over.
 * @param dryRun find out whether it would be accepted; nothing is kept
 */
export function applyChanges(changes: readonly DesignChange[], target: Target, dryRun: boolean): Result<ManifestChange[], Refusal> {
  const written: ManifestChange[] = [];
  const leaving = new Set<string>();
  let refusal: Refusal | undefined;
  const committed = target.store.transaction(() => {
    for (const [index, change] of changes.entries()) {
      const outcome = afterItsEnd(change, leaving) ?? write(change, target, written);
      if (outcome) {
        refusal = { index, status: outcome };
        return false;
      }
    }
    return !dryRun;
  });
  if (refusal) return err(refusal);
  if (!committed) return ok(written);
  for (const { ref, after, livePatch } of written) {
    if (livePatch) continue;
    if (after) target.manifests.set(refKey(ref), after);
    else target.manifests.delete(refKey(ref));
  }
  for (const change of changes) remove(change, target);
  return ok(written);
}

/**
 * Removals come last, so a later change of the same list must not speak of an object that an earlier one takes away. `replace` is for that.
 * @returns the Status that refuses it
 */
function afterItsEnd(change: DesignChange, leaving: Set<string>): Status | undefined {
  if (change.op === 'layout' || change.op === 'cluster') return undefined;
  const ref = change.op === 'put' ? refOf(asObject(change.manifest)) : change.ref;
  if (leaving.has(refKey(ref))) return change.op === 'put' ? failure('Conflict', `${ref.kind} "${ref.name}" is deleted by the same edit`) : missingStatus(ref);
  if (change.op === 'delete' || change.op === 'replace' || change.op === 'evict') leaving.add(refKey(ref));
  return undefined;
}

/** The puts of one change, inside the transaction. @returns the Status that refuses it */
function write(change: DesignChange, target: Target, written: ManifestChange[]): Status | undefined {
  switch (change.op) {
    case 'put': return put(change.manifest, target, written);
    case 'patch': return patch(change.ref, change.patch, target, written);
    case 'delete': {
      const missing = mustExist(change.ref, target, target.manifests.has(refKey(change.ref)));
      if (!missing) noteManifest(change.ref, undefined, target, written);
      return missing;
    }
    case 'evict': {
      const missing = mustExist(change.ref, target, false);
      if (missing) return missing;
      const evicted = target.server.evict(keyOf(change.ref));
      return evicted.ok ? undefined : evicted.error;
    }
    case 'resize': return resizePod(change.ref, change.containers, target);
    case 'replace': {
      const missing = mustExist(change.ref, target, false);
      if (missing) return missing;
      const trial = target.server.create(asObject({ ...change.manifest, metadata: { ...change.manifest.metadata, name: `${change.manifest.metadata.name}-check` } }), { dryRun: true });
      if (!trial.ok) return trial.error;
      const ref = refOf(asObject(change.manifest));
      if (refKey(ref) !== refKey(change.ref)) noteManifest(change.ref, undefined, target, written);
      noteManifest(ref, change.manifest, target, written);
      return undefined;
    }
    case 'cluster': return wrongFaults(change.patch);
    case 'layout': return undefined;
    default: return assertNever(change);
  }
}

/** Planned faults that cannot be: the rest of the Cluster document has no say in what runs. */
function wrongFaults(patch: Record<string, unknown>): Status | undefined {
  const spec = (patch as JsonObject)['spec'];
  const problem = isJsonObject(spec) ? plannedFaultsProblem(spec['faults'] ?? []) : undefined;
  return problem === undefined ? undefined : failure('BadRequest', problem);
}

/** The removals of one change, after the transaction. */
function remove(change: DesignChange, target: Target): void {
  switch (change.op) {
    case 'delete': case 'replace': {
      const { resource } = resourceTypeFor(change.ref.apiVersion, change.ref.kind);
      const grace = change.op === 'delete' && change.gracePeriodSeconds !== undefined ? { gracePeriodSeconds: change.gracePeriodSeconds } : {};
      // As kubectl asks for it: the default of a Job would leave its pods behind.
      const options = { propagationPolicy: (change.op === 'delete' ? change.propagationPolicy : undefined) ?? 'Background', ...grace };
      if (change.op === 'replace') target.replaceLater({ ref: change.ref, manifest: change.manifest });
      target.server.delete(resource, keyOf(change.ref), options);
      return;
    }
    case 'put': case 'patch': case 'evict': case 'resize': case 'layout': case 'cluster': return;
    default: assertNever(change);
  }
}

function put(manifest: Manifest, target: Target, written: ManifestChange[]): Status | undefined {
  const object = asObject(manifest);
  const ref = refOf(object);
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const live = target.store.get(resource, keyOf(ref));
  const noted = target.manifests.get(refKey(ref));
  const previous = noted && manifestInVersion(noted, ref.apiVersion);
  const outcome: ApiResult<KubernetesObject> = live
    ? target.server.update(asObject(threeWayMerge(previous, withoutStatus(manifest), inVersion(live, ref.apiVersion) as unknown as JsonObject) as Manifest))
    : target.server.create(object);
  if (!outcome.ok) return outcome.error;
  noteManifest(ref, manifest, target, written);
  return undefined;
}

function patch(ref: ObjectRef, fields: Record<string, unknown>, target: Target, written: ManifestChange[]): Status | undefined {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const live = target.store.get(resource, keyOf(ref));
  if (!live) return missingStatus(ref);
  const next = applyMergePatch(live as unknown as JsonObject, fields as JsonObject) as unknown as KubernetesObject;
  const outcome = target.server.update(next);
  if (!outcome.ok) return outcome.error;
  const manifest = latestManifest(ref, target, written);
  // A patch speaks of the object as it is stored: a manifest of another version is rewritten, by nothing that its author did not write.
  if (manifest) noteManifest(ref, applyMergePatch(manifestInVersion(manifest, live.apiVersion), fields as JsonObject) as Manifest, target, written);
  else written.push({ ref, livePatch: { before: inversePatch(live as unknown as JsonObject, fields as JsonObject), after: fields as JsonObject } });
  return undefined;
}

/** What is named is set, the rest of each container's resources stays. */
function resizePod(ref: ObjectRef, containers: Readonly<Record<string, ResourceRequirements>>, target: Target): Status | undefined {
  const pod = target.store.get<Pod>('pods', keyOf(ref));
  if (ref.kind !== 'Pod' || !pod) return missingStatus(ref);
  const known = [...pod.spec.initContainers ?? [], ...pod.spec.containers].map((container) => container.name);
  const unknown = Object.keys(containers).find((container) => !known.includes(container));
  if (unknown !== undefined) return failure('BadRequest', `container ${unknown} is not valid for pod ${ref.name}`);
  const resized = (container: Container): Container => {
    const wanted = containers[container.name];
    const resources = applyMergePatch((container.resources ?? {}) as JsonObject, (wanted ?? {}) as JsonObject) as ResourceRequirements;
    return wanted ? { ...container, resources } : container;
  };
  const { initContainers } = pod.spec;
  const spec = { ...pod.spec, containers: pod.spec.containers.map(resized), ...(initContainers ? { initContainers: initContainers.map(resized) } : {}) };
  const outcome = target.server.resize({ ...pod, spec });
  return outcome.ok ? undefined : outcome.error;
}

/** The patch that gives the fields which `patch` names their values in `live` back. */
function inversePatch(live: JsonObject, patch: JsonObject): JsonObject {
  const inverse: JsonObject = {};
  for (const [key, value] of Object.entries(patch)) {
    const before = live[key];
    inverse[key] = isJsonObject(value) && isJsonObject(before) ? inversePatch(before, value) : (before ?? null);
  }
  return inverse;
}

function mustExist(ref: ObjectRef, target: Target, manifestSuffices: boolean): Status | undefined {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  return manifestSuffices || target.store.get(resource, keyOf(ref)) ? undefined : missingStatus(ref);
}

function missingStatus(ref: ObjectRef): Status {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  return failure('NotFound', `${resource} "${ref.name}" not found`, { name: ref.name, kind: resource });
}

/** The manifest as it stands after the changes written so far. */
function latestManifest(ref: ObjectRef, target: Target, written: readonly ManifestChange[]): Manifest | undefined {
  const key = refKey(ref);
  const earlier = written.findLast((change) => !change.livePatch && refKey(change.ref) === key);
  return earlier ? earlier.after : target.manifests.get(key);
}

function noteManifest(ref: ObjectRef, after: Manifest | undefined, target: Target, written: ManifestChange[]): void {
  const before = latestManifest(ref, target, written);
  if (before === undefined && after === undefined) return;
  written.push({ ref, ...(before ? { before } : {}), ...(after ? { after } : {}) });
}

function keyOf(ref: ObjectRef): string {
  return ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name;
}

function withoutStatus(manifest: Manifest): Manifest {
  if (manifest['status'] === undefined) return manifest;
  const { status: _status, ...rest } = manifest;
  return rest as Manifest;
}

/** A manifest read as an object; namespaced kinds without a namespace go to `default`. */
export function asObject(manifest: Manifest): KubernetesObject {
  const { namespaced } = resourceTypeFor(manifest.apiVersion, manifest.kind);
  const object = manifest as unknown as KubernetesObject;
  if (!namespaced || manifest.metadata.namespace) return object;
  return { ...object, metadata: { ...object.metadata, namespace: 'default' } };
}

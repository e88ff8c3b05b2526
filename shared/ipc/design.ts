import type { ObjectRef } from '../kubernetes/registry.ts';
import type { ResourceRequirements } from '../kubernetes/types/pod.ts';
import type { Manifest, Point } from '../topology/types.ts';
import type { LocalizedText } from '../view/rows.ts';

/** What a gesture writes. One gesture = one list of changes, applied as one: all or none. */
export type DesignChange =
  /** Create the object, or bring it to this manifest: what the manifest names is set, what an earlier manifest named and this one does not is removed. */
  | { op: 'put'; manifest: Manifest }
  /** Removes the manifest and deletes the object, by default in the background as kubectl does. */
  | { op: 'delete'; ref: ObjectRef; gracePeriodSeconds?: number; propagationPolicy?: 'Background' | 'Foreground' | 'Orphan' }
  /** Sets fields (RFC 7386 merge patch) of an existing object: its manifest, if it has one, and the live object. For objects without a manifest (Nodes, a controller's pods) only the live one. */
  | { op: 'patch'; ref: ObjectRef; patch: Record<string, unknown> }
  /** Immutable things are replaced: delete, then create the new manifest under its (possibly same) name once the old one is gone. */
  | { op: 'replace'; ref: ObjectRef; manifest: Manifest }
  /** POST pods/eviction; a PodDisruptionBudget may refuse it. */
  | { op: 'evict'; ref: ObjectRef }
  /** PATCH pods/resize: what containers, by name, of a running pod get from now on. As with kubectl, the manifest stays as it is. */
  | { op: 'resize'; ref: ObjectRef; containers: Record<string, ResourceRequirements> }
  /** Moves cards on the canvas; null forgets a position. */
  | { op: 'layout'; positions: Record<string, Point | null> }
  /** Merge patch on the Cluster document's metadata.name and spec (not machines, not layout). */
  | { op: 'cluster'; patch: Record<string, unknown> };

/** A field of the Cluster document that came along with what was added; '' where there was nothing, or is nothing any more. */
export interface ClusterFieldChange {
  /** `spec.provider.region` … */
  field: string;
  from: string;
  to: string;
}

export interface DesignEdit {
  changes: DesignChange[];
  /** For undo, the timeline and the toast. */
  label: LocalizedText;
  /** Edits with the same key that follow one another become one undo step (a drag of the replicas handle). */
  squash?: string;
}

/** What an edit did, for "show the YAML that this wrote". */
export interface EditResult {
  /** Per object: the manifest written, as YAML, with the lines that the gesture set. */
  written: { ref: ObjectRef; yaml: string; changedFields: string[] }[];
}

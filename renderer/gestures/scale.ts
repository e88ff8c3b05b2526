import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';

/** Kinds whose number of pods a person sets. The nodes decide about a DaemonSet's, completions about a Job's. */
export function isScalable(kind: string): boolean {
  return kind === 'Deployment' || kind === 'ReplicaSet' || kind === 'StatefulSet';
}

/** Highest number the replicas handle reaches by dragging; the inspector takes any. */
export function replicasTrackEnd(desired: number): number {
  for (const end of [10, 25, 50, 100, 250, 500, 1_000]) if (desired <= end * 0.8) return end;
  return Math.ceil(desired * 1.25);
}

/** Dragging the replicas handle writes `spec.replicas`. One drag is one undo step: `squash` is the same for all its edits. */
export function scaleWorkload(ref: ObjectRef, replicas: number, dragId: string): DesignEdit {
  return {
    changes: [{ op: 'patch', ref, patch: { spec: { replicas: Math.max(0, Math.round(replicas)) } } }],
    label: { key: 'canvas:edit.scale', params: { name: ref.name, replicas } },
    squash: `scale/${refKey(ref)}/${dragId}`,
  };
}

/** The number at a place on the track, 0 at its left end. `fraction` outside 0..1 is clamped. */
export function replicasAt(fraction: number, end: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * end);
}

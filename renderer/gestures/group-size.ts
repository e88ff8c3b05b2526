import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';

/** The sizes of a node group that a person sets. */
export interface GroupSizes {
  min: number;
  desired: number;
  max: number;
}
export type GroupSize = keyof GroupSizes;

const fields: Readonly<Record<GroupSize, string>> = { min: 'minSize', desired: 'desiredSize', max: 'maxSize' };

/** Within what a size may be set now: the group wants no fewer than its minimum and no more than its maximum. */
export function boundsOfSize(size: GroupSize, { min, max }: GroupSizes): { least: number; most: number } {
  switch (size) {
    case 'min': return { least: 0, most: max };
    case 'desired': return { least: min, most: max };
    case 'max': return { least: Math.max(1, min), most: Infinity };
  }
}

/** Stepping or dragging a number of a node group's frame writes that field. One stay of the focus, or one drag, is one undo step. */
export function setGroupSize(ref: ObjectRef, size: GroupSize, value: number, dragId: string): DesignEdit {
  return {
    changes: [{ op: 'patch', ref, patch: { spec: { [fields[size]]: value } } }],
    label: { key: `canvas:edit.group.${size}`, params: { name: ref.name, value } },
    squash: `group/${size}/${refKey(ref)}/${dragId}`,
  };
}

/** Dropping a type of machine on a node group: machines that it makes from then on are of it. */
export function setGroupType(ref: ObjectRef, type: string): DesignEdit {
  return { changes: [{ op: 'patch', ref, patch: { spec: { type } } }], label: { key: 'canvas:edit.groupType', params: { name: ref.name, type } } };
}

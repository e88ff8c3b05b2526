import type { StatusCause } from '../status.ts';
import { failure, type Status } from '../status.ts';
import type { Manager, Owned } from './managers.ts';
import { managerId } from './managers.ts';
import type { FieldPath } from './path-element.ts';
import { pathText } from './path-element.ts';

/** A field that another manager owns and an apply would change. */
export interface FieldConflict {
  by: Manager;
  path: FieldPath;
}

export function conflictsOf(conflicting: readonly Owned[]): FieldConflict[] {
  return conflicting.flatMap(({ by, set }) => [...set.paths()].map((path) => ({ by, path })));
}

/** The answer to an apply that would take fields from others: 409. Source: managedfields/internal/conflict.go. */
export function conflictStatus(conflicts: readonly FieldConflict[]): Status {
  const causes: StatusCause[] = conflicts.map(({ by, path }) => ({
    reason: 'FieldManagerConflict', message: `conflict with ${managerText(by)}`, field: pathText(path),
  }));
  const [only] = conflicts;
  if (conflicts.length === 1 && only) {
    return failure('Conflict', `Apply failed with 1 conflict: conflict with ${managerText(only.by)}: ${pathText(only.path)}`, { causes });
  }
  const byManager = new Map<string, FieldConflict[]>();
  for (const conflict of conflicts) {
    const id = managerId(conflict.by);
    byManager.set(id, [...byManager.get(id) ?? [], conflict]);
  }
  const lines = [...byManager].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, list]) => [
    `conflicts with ${list[0] ? managerText(list[0].by) : ''}:`, ...list.map(({ path }) => `- ${pathText(path)}`),
  ]);
  return failure('Conflict', `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`, { causes });
}

function managerText({ manager, operation, apiVersion, subresource }: Manager): string {
  const name = `${JSON.stringify(manager)}${subresource ? ` with subresource ${JSON.stringify(subresource)}` : ''}`;
  return operation === 'Update' ? `${name} using ${apiVersion}` : name;
}

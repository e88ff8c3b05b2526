import type { Status } from '../../../shared/kubernetes/status.ts';
import { failure } from '../../../shared/kubernetes/status.ts';

/** 403 as admission plugins answer it: `pods "x" is forbidden: …`. Source: apierrors.NewForbidden. */
export function forbiddenStatus(resource: string, name: string, why: string): Status {
  return failure('Forbidden', `${resource} ${JSON.stringify(name)} is forbidden: ${why}`, { name, kind: resource });
}

import type { JsonValue } from '../../../../shared/json.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';

/** What the user, or the simulated nodes, did. */
export interface TraceAction {
  t: number;
  type: 'ACTION';
  action: string;
  kind?: string;
  name?: string;
  object?: KubernetesObject;
  path?: string;
  patch?: JsonValue;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  node?: string;
  /** Of an eviction: the pod, and what the API answered. */
  pod?: string;
  status?: number;
  /** Of a load: what each running pod uses from now on. */
  perPodMilliCPU?: number;
}

/** The digest of an object in a watch event; what a kind has of it differs. */
export interface Digest {
  status?: Record<string, unknown>;
  conditions?: Record<string, { status: string; reason?: string }>;
  [member: string]: unknown;
}

export interface TraceChange {
  t: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  kind: string;
  name?: string;
  obj: Digest;
}

export interface Trace {
  scenario: string;
  namespace: string;
  nodes: string[];
  events: (TraceAction | TraceChange)[];
}

/** `web-6554889cd4-x2b8k` and `db-1` → `web-*` and `db-*`: without what was drawn, hashed or numbered, to compare names of two runs. */
export function plainName(name: string): string {
  return name.replace(/-[bcdfghjklmnpqrstvwxz2456789]{6,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?$/, '-*')
    .replace(/-([bcdfghjklmnpqrstvwxz2456789]{5}|\d+)$/, '-*');
}

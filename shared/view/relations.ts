import type { ObjectRef } from '../kubernetes/registry.ts';
import type { LocalizedText } from './rows.ts';

/**
 * How one object refers to another. Each is a field of the object at its start, except `owner`, whose field is on the
 * owned one, `balance`, whose field is on the object at its end, and `calls`, which stand in the Cluster document.
 * - `traffic`   TrafficSource → what it asks for
 * - `calls`     a workload → a Service that its programs call
 * - `balance`   a load balancer → the Service or Ingress for which it is
 * - `route`     Ingress → Service
 * - `selector`  Service → what its pods are made from
 * - `budget`    PodDisruptionBudget → the same
 * - `policy`    NetworkPolicy → the same
 * - `scale`     HorizontalPodAutoscaler → its target
 * - `mount`     a pod or template → ConfigMap, Secret, PersistentVolumeClaim
 * - `volume`    PersistentVolumeClaim → PersistentVolume
 * - `class`     → StorageClass, IngressClass
 * - `priority`  → PriorityClass
 * - `account`   → ServiceAccount
 * - `endpoints` EndpointSlice → Service
 * - `limit`     ResourceQuota, LimitRange → Namespace
 * - `owner`     the owned object → its owner
 */
export const relationKinds = ['traffic', 'balance', 'calls', 'route', 'selector', 'budget', 'policy', 'scale', 'mount', 'volume', 'class', 'priority', 'account', 'endpoints', 'limit', 'owner'] as const;
export type RelationKind = (typeof relationKinds)[number];

export interface Relation {
  kind: RelationKind;
  /** Absent: a selector that selects nothing. */
  to?: ObjectRef;
  /** Path of the field that says so, e.g. `spec.scaleTargetRef`. */
  field: string;
  /** What the field says beyond the name, e.g. `app=web`. */
  detail?: string;
  /** Why it leads nowhere. */
  broken?: LocalizedText;
}

/** All relations that start at one object; none: it has no more. Travels as one row, replaced as a whole. */
export interface RelationsRow {
  from: ObjectRef;
  relations: Relation[];
}

/** A relation as the object at one of its ends sees it. */
export interface ObjectRelation extends Omit<Relation, 'to'> {
  /** `out`: the field is this object's. `in`: it is the other's. */
  direction: 'out' | 'in';
  other?: ObjectRef;
}

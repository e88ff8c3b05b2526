import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { CloudZones } from './plugins/cloud-zones.ts';

export const defaultServiceRange = '10.96.0.0/16';

/** What admission may look up; it stays pure by being handed everything. */
export interface AdmissionContext {
  /** The stored object of `resource` (`priorityclasses`, …) under its key (`namespace/name` or `name`). */
  get(resource: string, key: string): KubernetesObject | undefined;
  /** All stored objects of `resource`, in any order. */
  list(resource: string): Iterable<KubernetesObject>;
  /** A fresh uid; asked for only when the object's content depends on it (the selector of a Job). */
  newUid(): string;
  /** Flag --service-cluster-ip-range; default {@link defaultServiceRange}. */
  serviceRange?: string;
  /** Zones of a provider that has its own; absent: machines may stand anywhere. */
  zones?: CloudZones;
  /** A dry run: as in the API server, explicit node ports are then not held to the range. */
  dryRun?: boolean;
}

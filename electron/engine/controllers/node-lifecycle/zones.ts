import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { newRateLimiter, swapRate, type RateLimiter } from './rate-limiter.ts';

/** Nodes tainted per second in a healthy zone. Flag --node-eviction-rate. */
export const evictionRate = 0.1;
/** The same in a large zone of which too much is down. Flag --secondary-node-eviction-rate. */
export const secondaryEvictionRate = 0.01;
/** Zones up to this size stop evicting when too much is down. Flag --large-cluster-size-threshold. */
export const largeClusterThreshold = 50;
/** Share of nodes not ready from which a zone counts as unhealthy. Flag --unhealthy-zone-threshold. */
export const unhealthyZoneThreshold = 0.55;

export type ZoneState = 'Initial' | 'Normal' | 'FullDisruption' | 'PartialDisruption';

/** What is known of one zone; plain data. */
export interface Zone {
  state: ZoneState;
  ready: number;
  notReady: number;
  limiter: RateLimiter;
  /** Nodes that wait for their NoExecute taint, first come first served. */
  waiting: string[];
}

/** Region and zone; nodes without either share one zone. Source: nodetopology.GetZoneKey. */
export function zoneKey(node: Node): string {
  const { labels } = node.metadata;
  const region = labels?.['topology.kubernetes.io/region'] ?? '';
  const zone = labels?.['topology.kubernetes.io/zone'] ?? '';
  return region === '' && zone === '' ? '' : `${region}:\0:${zone}`;
}

/** Left out of the judgement on zones. Source: isNodeExcludedFromDisruptionChecks. */
export function isExcluded(node: Node): boolean {
  return node.metadata.labels?.['node.kubernetes.io/exclude-disruption'] !== undefined;
}

export function newZone(nowMs: number): Zone {
  return { state: 'Initial', ready: 0, notReady: 0, limiter: newRateLimiter(evictionRate, nowMs), waiting: [] };
}

/** Source: ComputeZoneState. */
export function zoneStateOf({ ready, notReady }: Pick<Zone, 'ready' | 'notReady'>): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  return notReady > 2 && notReady / (notReady + ready) >= unhealthyZoneThreshold ? 'PartialDisruption' : 'Normal';
}

/** What has changed for the cluster as a whole. */
export type Disruption = 'Unchanged' | 'AllDown' | 'NoLongerAllDown';

/**
 * Judges the zones anew and sets their rates. When every zone is down it is rather the control plane that is cut off: evictions stop.
 * Source: handleDisruption, pkg/controller/nodelifecycle/node_lifecycle_controller.go.
 */
export function judgeZones(zones: ReadonlyMap<string, Zone>, nowMs: number): Disruption {
  const populated = [...zones.values()].filter((zone) => zone.ready + zone.notReady > 0);
  if (populated.length === 0) return 'Unchanged';
  const allDown = populated.every((zone) => zoneStateOf(zone) === 'FullDisruption');
  const allWereDown = populated.every((zone) => zone.state === 'FullDisruption');
  if (allDown && allWereDown) return 'Unchanged';
  for (const zone of populated) {
    const state = zoneStateOf(zone);
    if (allDown) swapRate(zone.limiter, 0, nowMs);
    else if (allWereDown || zone.state !== state) swapRate(zone.limiter, rateOf(zone, state), nowMs);
    zone.state = state;
  }
  return allDown ? 'AllDown' : allWereDown ? 'NoLongerAllDown' : 'Unchanged';
}

/** Source: setLimiterInZone, ReducedQPSFunc, HealthyQPSFunc. */
function rateOf(zone: Zone, state: ZoneState): number {
  if (state !== 'PartialDisruption') return evictionRate;
  return zone.ready + zone.notReady > largeClusterThreshold ? secondaryEvictionRate : 0;
}

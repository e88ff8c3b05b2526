import type { Topology } from '../../shared/topology/types.ts';
import { World } from '../engine/world.ts';
import type { DesignSummary } from '../persistence/library-store.ts';
import { thumbnailOf } from './view/thumbnail.ts';

/** Simulated time within which a cluster that can settle has settled: boot, image pulls, readiness. */
const settleMs = 180_000;
const stepMs = 5_000;
/** Large clusters are pictured as far as they got. */
const budgetMs = 250;

/**
 * What the library shows of a topology that has not run yet: how it looks once it has settled. Errors of its manifests show as missing
 * pods.
 */
export function summaryOf(topology: Topology, wallNow: () => number): DesignSummary {
  const startedMs = wallNow();
  const { world } = World.create(topology);
  while (world.nowMs < settleMs && !world.isQuiet() && wallNow() - startedMs < budgetMs) world.advance({ untilMs: world.nowMs + stepMs });
  return { machines: world.api.count('machines'), pods: world.api.count('pods'), problems: 0, thumbnail: thumbnailOf(world.api) };
}

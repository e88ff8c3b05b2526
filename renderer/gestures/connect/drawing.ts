import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { PodNetwork } from '../../../shared/network/policy/caller.ts';
import type { NetworkPolicy } from '../../../shared/kubernetes/types/network-policy.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';

/**
 * One thing that an edge from one object to another can mean, beyond a field that relates the two (`Connection`). Several may hold for the same two kinds:
 * then a person chooses when the edge is drawn. It has a direction, and may lead into another namespace.
 */
export interface Drawing {
  /** Catalogue keys `canvas:drawn.<id>` (what it is called) and `canvas:edit.<id>` (the step, for undo). */
  id: 'allow' | 'deny' | 'calls';
  from: readonly string[];
  to: readonly string[];
  draw(from: KubernetesObject, to: KubernetesObject, facts: DrawingFacts): Drawn;
}

/** What drawing it writes, in words too; or why there is nothing to write. undefined: it has no meaning for these two. */
export type Drawn = { changes: DesignChange[]; says: LocalizedText } | { refused: LocalizedText } | undefined;

/** What a drawing may look at besides the two objects. */
export interface DrawingFacts {
  /** NetworkPolicies of the namespace where the edge ends, as their authors wrote them. */
  policies: readonly NetworkPolicy[];
  /** Those that select other pods than those where the edge ends. */
  general: ReadonlySet<string>;
  /** Labels of the namespace where the edge begins. */
  namespaceLabels: Readonly<Record<string, string>>;
  network: PodNetwork;
  /** Services that select what the edge ends at. */
  services: readonly ObjectRef[];
  /** The design's behaviour profiles. */
  images: readonly ImageProfile[];
  /** Names of namespaces. */
  namespaces: ReadonlySet<string>;
}

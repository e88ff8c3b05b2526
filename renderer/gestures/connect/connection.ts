import type { DesignChange } from '../../../shared/ipc/design.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';

/** Two kinds between which a person can draw an edge, and what that writes. */
export interface Connection {
  /** The object that states the relation: where an arrow begins. */
  from: string;
  to: readonly string[];
  /** Which of the two is written. */
  writes: 'from' | 'to';
  /** The field, for the hint; a template's field without the path to the template. */
  field: string;
  /** Catalogue key after `canvas:drop.` of what drawing it writes, where that is more than the field. */
  says?: string;
  /** undefined: it cannot be said of these two, e.g. a pod without labels cannot be selected. */
  change(from: KubernetesObject, to: KubernetesObject, facts: ConnectionFacts): DesignChange[] | undefined;
}

export interface ConnectionFacts {
  /** Names of pods that exist: a bare pod that changes is replaced. */
  pods: ReadonlySet<string>;
  /** Fields of `from` whose relations lead nowhere now. */
  brokenFields: readonly string[];
  /** Services that select what `to` is or makes. */
  services?: readonly ObjectRef[];
}

import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject, LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';
import type { ImageProfile } from '../../../../shared/topology/behaviour.ts';
import type { RelationKind } from '../../../../shared/view/relations.ts';

/** An object named by a field. */
export interface Reference {
  kind: RelationKind;
  to: ObjectRef;
  field: string;
  detail?: string;
  /** No relation while the named object does not exist, and nothing is wrong with that. */
  optional?: boolean;
}

/** Pods selected by their labels, in the namespace of the object. */
export interface Selection {
  kind: RelationKind;
  selector: LabelSelector;
  field: string;
}

/** What the design says of the programs in containers. */
export interface Programs {
  profiles: readonly ImageProfile[];
  isNamespace(name: string): boolean;
}

/** One kind of relation between kinds: how to read it from the objects that state it. A new one is a file in `rules` and a line in its `index.ts`. */
export interface RelationRule {
  /** Resources of the objects that state it. */
  resources: readonly string[];
  /** It depends on the design's programs: read again when those change. */
  readsPrograms?: true;
  references?(object: KubernetesObject, programs: Programs): readonly Reference[];
  selections?(object: KubernetesObject): readonly Selection[];
}

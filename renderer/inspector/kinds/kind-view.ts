import type { ComponentType, ReactNode } from 'react';
import type { JsonObject } from '../../../shared/json.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Path } from '../form/set-in.ts';

/** An object read field by field, as it came over the wire. */
export type Loose = KubernetesObject & { spec?: JsonObject; status?: JsonObject };

export interface KindFact {
  /** The API's name of the field: Kubernetes' own terms stay as they are. */
  label: string;
  value: ReactNode;
  isText?: boolean;
}

/** One part of a form: a type of the schema, the fields that are always there, and those that the form leaves out. */
export interface FormPart {
  path: Path;
  type: string;
  primary: readonly string[];
  without?: readonly string[];
}

/** What the inspector shows of a kind besides what all kinds have. A new kind is a new entry. */
export interface KindView {
  /** What an engineer looks at first. Facts without a value are left out. */
  facts?: (object: Loose) => readonly KindFact[];
  /** What is drawn or tabled below the facts. */
  Panel?: ComponentType<{ object: Loose }>;
  form?: readonly FormPart[];
  /** Where a pod template stands other than `spec.template`. */
  template?: Path;
}

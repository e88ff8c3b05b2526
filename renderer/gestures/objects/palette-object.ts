import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Manifest } from '../../../shared/topology/types.ts';

/** Where a new object goes, and under which name. */
export interface NewObject {
  name: string;
  /** Absent: the default namespace, or a kind without namespaces. */
  namespace?: string;
  /** What it was dropped on, and is connected with afterwards. */
  target?: KubernetesObject;
}

/** An object that the palette offers. */
export interface PaletteObject {
  apiVersion: string;
  kind: string;
  isNamespaced: boolean;
  /** What it is called when it is not about another object. */
  baseName: string;
  /** What it is called when it is about another one: that one's name, with this behind it. Absent: `baseName`. */
  suffix?: string;
  /** Fields beyond apiVersion, kind and metadata. Complete: the API accepts it as it is. */
  fields(made: NewObject): Record<string, unknown>;
  /** Other objects without which this one is of little use. */
  companions?(made: NewObject): Manifest[];
  annotations?: Readonly<Record<string, string>>;
}

import type { Fields } from '../fields.ts';
import type { Printer } from '../printing/table.ts';
import type { ResourceTypeOptions } from '../resource-type.ts';
import type { KindValidation } from '../validation/validate.ts';

/** Group and version of our own kinds, and of the Cluster document that holds them in a topology file. */
export const ownApiVersion = 'clusterwright.dev/v1';

/**
 * A kind that Kubernetes does not have: an object of the API like any other, and in a topology file an entry `{ name, ...spec }` of a list
 * in the Cluster document. Everything that is to know about it in `shared`.
 */
export interface OwnKind {
  kind: string;
  /** Plural, lower case, as in URLs. */
  resource: string;
  options: ResourceTypeOptions;
  /** The list of the Cluster document's spec that holds its entries. */
  documentField: 'machines' | 'nodeGroups' | 'traffic';
  /** Plural in sentences, e.g. `node groups`. */
  words: string;
  /** Its types, in the notation of `schema/notation.ts`; its own one is named `kind`, and that of its spec `<kind>Spec`. */
  schema: string;
  /** Applies defaults in place; doing it again changes nothing. */
  defaults(object: Fields): void;
  validation: KindValidation;
  printer: Printer;
}

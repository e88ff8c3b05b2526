import type { YamlDocument } from '../topology/read-yaml.ts';
import type { ClusterDocument, ClusterSpec, TopologyProblem } from '../topology/types.ts';

/** What of a cluster its machines bring along: whose they are, and on what network. */
export type ClusterPlace = Pick<ClusterSpec, 'provider'> & { network: Partial<ClusterSpec['network']> };

/** Reads the configuration of a tool that makes clusters as a Cluster document. */
export interface Importer {
  kind: string;
  apiVersion: RegExp;
  /** Where the machines of what was read stand, so far as it matters to those of a design that takes them in. Absent: it does not. */
  placeOf?(spec: ClusterSpec): ClusterPlace;
  /** Problems with errors: the document is not taken at all. Warnings say what has no place in a design. */
  read(document: YamlDocument): { cluster: ClusterDocument; problems: TopologyProblem[] };
}

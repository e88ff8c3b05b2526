import type { YamlDocument } from '../topology/read-yaml.ts';
import type { ClusterDocument, TopologyProblem } from '../topology/types.ts';

/** Reads the configuration of a tool that makes clusters as a Cluster document. */
export interface Importer {
  kind: string;
  apiVersion: RegExp;
  /** Problems with errors: the document is not taken at all. Warnings say what has no place in a design. */
  read(document: YamlDocument): { cluster: ClusterDocument; problems: TopologyProblem[] };
}

import type { Manifest, Topology } from '../topology/types.ts';
import type { ExportNote } from './notes.ts';

/** One file of an export. */
export interface ExportFile {
  /** With `/` between folders, never absolute; unique within an export. */
  path: string;
  text: string;
}

/**
 * A tool that builds a real cluster from what a design says. Pure: the same topology gives the same bytes. Nothing is made up where the design is silent and the tool
 * can do without; what has to be chosen, and what the tool cannot say, is in the notes.
 */
export interface ExportTarget {
  id: ExportTargetId;
  /** Name of the tool or format; not translated. */
  title: string;
  /** @param authorText a manifest as its author wrote it, comments and all; absent: made from the data */
  files(topology: Topology, authorText?: AuthorText): ExportFile[];
  notes(topology: Topology): ExportNote[];
}

export type AuthorText = (manifest: Manifest) => string | undefined;

export const exportTargetIds = ['manifests', 'kind', 'kubeadm', 'eksctl', 'terraform'] as const;
export type ExportTargetId = (typeof exportTargetIds)[number];

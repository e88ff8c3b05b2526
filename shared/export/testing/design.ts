import { TopologyText } from '../../topology/topology-text.ts';
import type { Topology } from '../../topology/types.ts';
import { exportTargetOf, type ExportTargetId } from '../index.ts';

/** A design named "My shop". @param spec YAML of the Cluster document's spec, indented by two */
export function design(spec: string, manifests = ''): Topology {
  const { text, problems } = TopologyText.parse(`apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: { name: My shop }\nspec:\n  seed: 1\n${spec}${manifests}`, 'test');
  if (!text) throw new Error(JSON.stringify(problems));
  return text.topology;
}

/** Texts of an export by path. */
export function filesOf(target: ExportTargetId, topology: Topology): Record<string, string> {
  return Object.fromEntries((exportTargetOf(target)?.files(topology) ?? []).map(({ path, text }) => [path, text]));
}

/** Subjects of an export's notes by code; of a note with a value that too. */
export function notesOf(target: ExportTargetId, topology: Topology): Record<string, string[]> {
  return Object.fromEntries((exportTargetOf(target)?.notes(topology) ?? []).map(({ code, subjects, value }) => [code, [...subjects, ...(value === undefined ? [] : [value])]]));
}

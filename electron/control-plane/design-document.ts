import { applyMergePatch } from '../../shared/merge-patch.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { machineEntry } from '../../shared/topology/cluster-document.ts';
import type { TopologyText } from '../../shared/topology/topology-text.ts';
import type { ClusterDocument, Point } from '../../shared/topology/types.ts';
import type { ManifestChange } from '../engine/design/apply-changes.ts';
import type { DesignDiff } from './design-history.ts';

/**
 * The topology file of the open design, kept in step with what the API accepted: manifests as documents, Machines inside the Cluster document, positions in its layout.
 */
export class DesignDocument {
  readonly text: TopologyText;

  constructor(text: TopologyText) {
    this.text = text;
  }

  get cluster(): ClusterDocument {
    return this.text.clusterDocument;
  }

  get layout(): Record<string, Point> {
    return this.cluster.spec.layout ?? {};
  }

  /** Writes the accepted changes into the text. @returns what undo needs to know beside the manifests */
  accept(changes: readonly DesignChange[], manifests: readonly ManifestChange[]): Pick<DesignDiff, 'layout' | 'cluster'> {
    let cluster = this.cluster;
    for (const change of manifests) {
      if (change.livePatch) continue;
      if (change.ref.kind === 'Machine') cluster = withMachine(cluster, change);
      else if (change.after) this.text.put(change.after);
      else this.text.remove(change.ref);
    }
    const moved: DesignDiff['layout'] = [];
    let patched: DesignDiff['cluster'];
    for (const change of changes) {
      if (change.op === 'layout') cluster = withPositions(cluster, change.positions, moved);
      if (change.op === 'cluster') {
        const before = cluster;
        cluster = applyMergePatch(cluster as unknown as JsonObject, change.patch as JsonObject) as unknown as ClusterDocument;
        patched = { before: patched?.before ?? before, after: cluster };
      }
    }
    this.text.setCluster(cluster);
    return { layout: moved, ...(patched ? { cluster: patched } : {}) };
  }

  /** Brings name and settings of the Cluster document back (undo), leaving machines and layout as they are. */
  restoreCluster(cluster: ClusterDocument): void {
    const { machines, layout } = this.cluster.spec;
    const { layout: _then, ...settings } = cluster.spec;
    this.text.setCluster({ ...cluster, spec: { ...settings, machines, ...(layout ? { layout } : {}) } });
  }
}

function withMachine(cluster: ClusterDocument, change: ManifestChange): ClusterDocument {
  const { machines } = cluster.spec;
  const index = machines.findIndex((entry) => entry.name === change.ref.name);
  const entry = change.after && machineEntry(change.after, machines[index]);
  const next = index < 0 ? [...machines, ...(entry ? [entry] : [])] : machines.flatMap((machine, at) => (at === index ? (entry ?? []) : machine));
  return { ...cluster, spec: { ...cluster.spec, machines: next } };
}

function withPositions(cluster: ClusterDocument, positions: Record<string, Point | null>, moved: DesignDiff['layout']): ClusterDocument {
  const layout = { ...cluster.spec.layout };
  for (const [key, after] of Object.entries(positions)) {
    const before = layout[key];
    moved.push({ key, ...(before ? { before } : {}), ...(after ? { after } : {}) });
    if (after) layout[key] = after;
    else delete layout[key];
  }
  const { layout: _before, ...spec } = cluster.spec;
  return { ...cluster, spec: Object.keys(layout).length > 0 ? { ...spec, layout } : spec };
}

import { applyMergePatch } from '../../shared/merge-patch.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { ownKindOf, ownKinds } from '../../shared/kubernetes/own-kinds/index.ts';
import { withOwnEntry } from '../../shared/topology/own-entries.ts';
import type { TopologyText } from '../../shared/topology/topology-text.ts';
import type { ClusterDocument, Point } from '../../shared/topology/types.ts';
import type { ManifestChange } from '../engine/design/apply-changes.ts';
import type { DesignDiff } from './design-history.ts';

/**
 * The topology file of the open design, kept in step with what the API accepted: manifests as documents, objects of our own kinds inside the Cluster document, positions in its layout.
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
      const own = ownKindOf(change.ref);
      if (own) cluster = withOwnEntry(cluster, own, change.ref.name, change.after);
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

  /** Brings name and settings of the Cluster document back (undo), leaving objects and layout as they are. */
  restoreCluster(cluster: ClusterDocument): void {
    const spec = { ...cluster.spec };
    for (const field of ['layout', ...ownKinds.map(({ documentField }) => documentField)] as const) {
      const now = this.cluster.spec[field];
      if (now) Object.assign(spec, { [field]: now });
      else delete (spec as Partial<typeof spec>)[field];
    }
    this.text.setCluster({ ...cluster, spec });
  }
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

import { refKey } from '../../shared/kubernetes/registry.ts';
import type { JsonObject } from '../../shared/json.ts';
import { ownKinds } from '../../shared/kubernetes/own-kinds/index.ts';
import { createMergePatch } from '../../shared/merge-patch.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import type { ClusterDocument, Point } from '../../shared/topology/types.ts';
import type { HistoryState } from '../../shared/view/feed.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import type { ManifestChange } from '../engine/design/apply-changes.ts';

/** How one edit changed the design. Undo brings `before` back, redo `after`; nobody writes an inverse by hand. */
export interface DesignDiff {
  label: LocalizedText;
  squash?: string;
  manifests: ManifestChange[];
  layout: { key: string; before?: Point; after?: Point }[];
  cluster?: { before: ClusterDocument; after: ClusterDocument };
}

const keptSteps = 500;

/**
 * Undo and redo of the *design*. Both are gestures like any other: they write the earlier (or later) manifests at the present simulated time, and the control plane
 * reconciles to them. The simulation itself is not undone.
 */
export class DesignHistory {
  private undoStack: DesignDiff[] = [];
  private redoStack: DesignDiff[] = [];

  /** Remembers an edit. One with the `squash` key of the edit before it becomes one step with it (a drag). */
  push(diff: DesignDiff): void {
    if (diff.manifests.length === 0 && diff.layout.length === 0 && !diff.cluster) return;
    this.redoStack = [];
    const last = this.undoStack.at(-1);
    if (last && diff.squash !== undefined && last.squash === diff.squash) this.undoStack[this.undoStack.length - 1] = squashed(last, diff);
    else this.undoStack.push(diff);
    if (this.undoStack.length > keptSteps) this.undoStack.shift();
  }

  nextUndo(): DesignDiff | undefined {
    return this.undoStack.at(-1);
  }

  nextRedo(): DesignDiff | undefined {
    return this.redoStack.at(-1);
  }

  /** Called once the writes of `nextUndo` have been accepted. */
  undone(): void {
    const diff = this.undoStack.pop();
    if (diff) this.redoStack.push(diff);
  }

  redone(): void {
    const diff = this.redoStack.pop();
    if (diff) this.undoStack.push(diff);
  }

  /** A later drag is a step of its own, whatever its key. */
  endSquash(): void {
    const last = this.undoStack.at(-1);
    if (last?.squash !== undefined) delete last.squash;
  }

  labels(): Pick<HistoryState, 'undo' | 'redo'> {
    const undo = this.nextUndo()?.label;
    const redo = this.nextRedo()?.label;
    return { ...(undo ? { undo } : {}), ...(redo ? { redo } : {}) };
  }
}

/** The changes that bring the design to one side of a diff. Objects go and come in the reverse of the order in which they came. */
export function changesTo(diff: DesignDiff, side: 'before' | 'after'): DesignChange[] {
  const changes = netChanges(diff.manifests).map((change) => changeTo(change, side));
  if (side === 'before') changes.reverse();
  for (const { ref, livePatch } of side === 'before' ? [...diff.manifests].reverse() : diff.manifests) {
    if (livePatch) changes.push({ op: 'patch', ref, patch: livePatch[side] });
  }
  if (diff.layout.length > 0) {
    const moved = side === 'before' ? [...diff.layout].reverse() : diff.layout;
    changes.push({ op: 'layout', positions: Object.fromEntries(moved.map((move) => [move.key, move[side] ?? null])) });
  }
  const patch = diff.cluster && clusterPatch(diff.cluster[side === 'before' ? 'after' : 'before'], diff.cluster[side]);
  return patch ? [...changes, { op: 'cluster', patch }] : changes;
}

/** What of the Cluster document concerns what runs, such as planned faults and the behaviour of images; objects and layout are changed by their own changes. */
function clusterPatch(from: ClusterDocument, to: ClusterDocument): JsonObject | undefined {
  const settings = ({ spec }: ClusterDocument): JsonObject => {
    const { layout: _layout, ...rest } = spec as unknown as JsonObject;
    for (const { documentField } of ownKinds) delete rest[documentField];
    return rest;
  };
  const spec = createMergePatch(settings(from), settings(to));
  return spec === undefined ? undefined : { spec };
}

/** One change per object: from before its first change to after its last. What came and went within the diff is left out. */
function netChanges(manifests: readonly ManifestChange[]): ManifestChange[] {
  const net = new Map<string, ManifestChange>();
  for (const { ref, before, after, livePatch } of manifests) {
    if (livePatch) continue;
    const first = net.get(refKey(ref));
    const from = first ? first.before : before;
    net.set(refKey(ref), { ref, ...(from ? { before: from } : {}), ...(after ? { after } : {}) });
  }
  return [...net.values()].filter((change) => change.before ?? change.after);
}

function changeTo({ ref, before, after }: ManifestChange, side: 'before' | 'after'): DesignChange {
  const manifest = side === 'before' ? before : after;
  if (!manifest) return { op: 'delete', ref };
  // A pod is immutable: another spec means another pod.
  return ref.kind === 'Pod' && before && after ? { op: 'replace', ref, manifest } : { op: 'put', manifest };
}

function squashed(first: DesignDiff, second: DesignDiff): DesignDiff {
  const before = first.cluster?.before ?? second.cluster?.before;
  const after = second.cluster?.after ?? first.cluster?.after;
  return {
    label: second.label, ...(second.squash === undefined ? {} : { squash: second.squash }), manifests: [...first.manifests, ...second.manifests],
    layout: [...first.layout, ...second.layout], ...(before && after ? { cluster: { before, after } } : {}),
  };
}

import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { ControllerRevision } from '../../../../shared/kubernetes/types/controller-revision.ts';
import type { DaemonSet } from '../../../../shared/kubernetes/types/daemon-set.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Write } from '../controller.ts';
import { podTemplateHash } from '../deployment/template-hash.ts';
import { claimRevisions, nameTaken, newRevision, nextRevision, revisionData, revisionHashLabel } from '../revisions.ts';

export interface History {
  /** Of the revision of the current template. */
  hash: string;
  /** Oldest first. */
  old: ControllerRevision[];
  collisionCount: number | undefined;
  writes: Write[];
}

/** Finds, renumbers or makes the revision of the current template. Source: constructHistory, pkg/controller/daemon/update.go. */
export function constructHistory(daemonSet: DaemonSet, api: ApiReader): History {
  const { revisions, writes } = claimRevisions(daemonSet, api);
  const data = revisionData(daemonSet.spec.template);
  const current = revisions.findLast((revision) => jsonEqual(revision.data, data));
  const old = revisions.filter((revision) => revision !== current);
  const revision = nextRevision(old);
  let { collisionCount } = daemonSet.status ?? {};
  if (current) {
    const hash = current.metadata.labels?.[revisionHashLabel] ?? '';
    if (current.revision < revision) writes.push({ verb: 'update', object: { ...current, revision } as ControllerRevision });
    return { hash, old, collisionCount, writes };
  }
  for (;;) {
    const hash = podTemplateHash(daemonSet.spec.template, collisionCount);
    const snapshot = newRevision(daemonSet, hash, revisionHashLabel, revision);
    if (nameTaken(snapshot, daemonSet, api) !== 'Collision') {
      writes.push({ verb: 'create', object: snapshot });
      return { hash, old, collisionCount, writes };
    }
    collisionCount = (collisionCount ?? 0) + 1;
  }
}

/** Deletes the oldest revisions beyond the limit that no pod has. Source: cleanupHistory. */
export function cleanupWrites(daemonSet: DaemonSet, old: readonly ControllerRevision[], pods: readonly Pod[]): Write[] {
  const live = new Set(pods.map((pod) => pod.metadata.labels?.[revisionHashLabel]));
  const surplus = Math.max(old.length - (daemonSet.spec.revisionHistoryLimit ?? 10), 0);
  return old.filter(({ metadata }) => !live.has(metadata.labels?.[revisionHashLabel])).slice(0, surplus)
    .map((revision): Write => ({ verb: 'delete', resource: 'controllerrevisions', key: objectKey(revision) }));
}

import type { ControllerRevision } from '../../../../shared/kubernetes/types/controller-revision.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import type { Write } from '../controller.ts';
import { podTemplateHash } from '../deployment/template-hash.ts';
import { nameTaken, newRevision, nextRevision, sameRevision } from '../revisions.ts';

const hashLabel = 'controller.kubernetes.io/hash';

export interface SetRevisions {
  current: ControllerRevision;
  update: ControllerRevision;
  collisionCount: number;
  writes: Write[];
}

/**
 * The revision that pods have and the one that they shall get, which is created, or moved to the end of the history, as needed.
 * @param revisions of the set, oldest first
 * Source: getStatefulSetRevisions, pkg/controller/statefulset/stateful_set_control.go.
 */
export function setRevisions(set: StatefulSet, revisions: readonly ControllerRevision[], api: ApiReader): SetRevisions {
  const writes: Write[] = [];
  let collisionCount = set.status?.collisionCount ?? 0;
  const revision = nextRevision(revisions);
  let update = build(set, collisionCount, revision);
  const equal = revisions.findLast((candidate) => sameRevision(candidate, update));
  if (equal && equal === revisions.at(-1)) update = equal;
  else if (equal) {
    update = { ...equal, revision };
    writes.push({ verb: 'update', object: update });
  } else {
    while (nameTaken(update, set, api) === 'Collision') {
      collisionCount += 1;
      update = build(set, collisionCount, revision);
    }
    writes.push({ verb: 'create', object: update });
  }
  const current = revisions.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { current, update, collisionCount, writes };
}

function build(set: StatefulSet, collisionCount: number, revision: number): ControllerRevision {
  return newRevision(set, podTemplateHash(set.spec.template, collisionCount || undefined), hashLabel, revision);
}

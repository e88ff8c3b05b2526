import { matcherOf } from '../../../shared/kubernetes/label-selector-matcher.ts';
import type { ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { Job } from '../../../shared/kubernetes/types/batch.ts';
import type { DaemonSet } from '../../../shared/kubernetes/types/daemon-set.ts';
import type { OwnerReference } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { StatefulSet } from '../../../shared/kubernetes/types/stateful-set.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { daemonNodeOf } from './daemon-node.ts';
import { isPodReady } from '../../engine/controllers/pod-state.ts';
import type { World } from '../../engine/world.ts';
import type { CommitInvariant, History } from './index.ts';

/** Controllers see a change of a size a moment after it was written, and go on by the size before until then. */
export const seenAfterMs = 1_000;

/** The pod that a controller of this kind just made, with what controls it. */
function made({ type, resource, object }: WatchEvent, kind: string): { pod: Pod; owner: OwnerReference } | undefined {
  if (type !== 'ADDED' || resource !== 'pods') return undefined;
  const owner = object.metadata.ownerReferences?.find(({ controller }) => controller);
  return owner?.kind === kind ? { pod: object as Pod, owner } : undefined;
}

/** The largest limit that was in force within the last second. */
export function recentLimit({ sizes }: History, world: World, uid: string, limit: number): number {
  const known = (sizes.get(uid) ?? []).filter(({ atMs }) => world.nowMs - atMs <= seenAfterMs);
  return Math.max(limit, ...known.map((entry) => entry.limit));
}

/** Remembers what the limit was until now. */
export function noteLimit({ sizes }: History, world: World, uid: string, limit: number): void {
  const known = (sizes.get(uid) ?? []).filter(({ atMs }) => world.nowMs - atMs <= seenAfterMs);
  sizes.set(uid, [...known, { atMs: world.nowMs, limit }]);
}

export const replicaSetsKeepTheirSize: CommitInvariant = {
  name: 'a ReplicaSet makes no more pods than it wants',
  check(event, world, history) {
    if (event.resource === 'replicasets' && event.previous) noteLimit(history, world, event.object.metadata.uid ?? '', (event.previous as ReplicaSet).spec.replicas ?? 1);
    const found = made(event, 'ReplicaSet');
    const set = found && world.api.get<ReplicaSet>('replicasets', `${found.pod.metadata.namespace ?? ''}/${found.owner.name}`);
    if (!set || set.metadata.uid !== found.owner.uid) return undefined;
    const wanted = recentLimit(history, world, found.owner.uid, set.spec.replicas ?? 1);
    const active = history.active.of(found.owner.uid).length;
    return active > wanted ? `${active} pods of ${found.owner.name}, which wants ${wanted}` : undefined;
  },
};

export const jobsKeepTheirNumbers: CommitInvariant = {
  name: 'a Job runs no more pods than it may and succeeds no more often than it should',
  check(event, world, history) {
    if (event.resource === 'jobs') {
      const { spec, status, metadata } = event.object as Job;
      if (event.previous) noteLimit(history, world, metadata.uid ?? '', (event.previous as Job).spec.parallelism ?? 1);
      const { completions } = spec;
      return completions !== undefined && (status?.succeeded ?? 0) > completions ? `${status?.succeeded ?? 0} successes of ${completions}` : undefined;
    }
    const found = made(event, 'Job');
    const job = found && world.api.get<Job>('jobs', `${found.pod.metadata.namespace ?? ''}/${found.owner.name}`);
    if (!job || job.metadata.uid !== found.owner.uid) return undefined;
    const allowed = recentLimit(history, world, found.owner.uid, job.spec.parallelism ?? 1);
    const active = history.active.of(found.owner.uid).length;
    return active > allowed ? `${active} pods at once, parallelism ${allowed}` : undefined;
  },
};

/** OrderedReady: a pod is made when all before it are ready. */
export const ordinalsComeInOrder: CommitInvariant = {
  name: 'ordinals come in order',
  check(event, world) {
    const found = made(event, 'StatefulSet');
    const set = found && world.api.get<StatefulSet>('statefulsets', `${found.pod.metadata.namespace ?? ''}/${found.owner.name}`);
    if (!found || !set || set.spec.podManagementPolicy === 'Parallel') return undefined;
    const ordinal = ordinalOf(found.pod);
    for (let lower = 0; lower < ordinal; lower += 1) {
      const before = world.api.get<Pod>('pods', `${found.pod.metadata.namespace ?? ''}/${found.owner.name}-${lower}`);
      if (!before || !isPodReady(before)) return `it was made while pod ${lower} was ${before ? 'not ready' : 'missing'}`;
    }
    return undefined;
  },
};

function ordinalOf({ metadata: { name } }: Pod): number {
  return Number(name.slice(name.lastIndexOf('-') + 1));
}

export const daemonPodsDoNotDouble: CommitInvariant = {
  name: 'a DaemonSet has one pod on a node, while it rolls with surge two',
  check(event, world, history) {
    const found = made(event, 'DaemonSet');
    const set = found && world.api.get<DaemonSet>('daemonsets', `${found.pod.metadata.namespace ?? ''}/${found.owner.name}`);
    if (!found || !set || !matcherOf(set.spec.selector)(found.pod.metadata.labels ?? {})) return undefined;
    const node = daemonNodeOf(found.pod);
    const there = history.active.of(found.owner.uid).filter((pod) => daemonNodeOf(pod) === node).length;
    const surge = set.spec.updateStrategy?.rollingUpdate?.maxSurge;
    return there > (surge ? 2 : 1) ? `${there} pods on ${node ?? ''}` : undefined;
  },
};

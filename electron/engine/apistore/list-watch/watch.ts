import type { ApiResult, Status } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { groupVersionOf, resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { WatchEvent } from '../watch-event.ts';
import type { StoreHistory } from './history.ts';
import type { ListTarget } from './list.ts';
import { isInNamespace, isSelected, labelsOf, shown } from './list.ts';
import type { ListOptions, ListQuery } from './list-options.ts';
import { readListOptions, readRevision } from './list-options.ts';

/** One line of a watch's answer. */
export type WatchMessage =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubernetesObject }
  /** Carries nothing but a resource version to start from next time. */
  | { type: 'BOOKMARK'; object: { apiVersion: string; kind: string; metadata: { resourceVersion: string; annotations?: Record<string, string> } } }
  /** The watch ends with this. */
  | { type: 'ERROR'; object: Status };

export interface WatchStream {
  /** What is sent at once: initial objects, bookmarks and the changes since the asked version. */
  initial: WatchMessage[];
  /** What a later change means to this watch: an object that comes to match is ADDED, one that no longer does is DELETED. */
  next(event: WatchEvent): WatchMessage | undefined;
}

/**
 * WATCH: from the latest state (initial objects as ADDED), or from a version on.
 *
 * Errors: BadRequest (400), Invalid (422), an unnamed error (500) for a version that is no number. A version that was compacted is answered by an
 * ERROR message inside the stream. Source: apiserver/pkg/storage/cacher/cacher.go.
 */
export function watchObjects(history: StoreHistory, target: ListTarget, query: ListQuery): ApiResult<WatchStream> {
  const read = readListOptions(query, labelsOf(target), 'watch');
  if (!read.ok) return read;
  const options = read.value;
  const next = (event: WatchEvent): WatchMessage | undefined => messageFor(event, target, options);
  const { resourceVersion, sendInitialEvents } = options;
  let revision = 0;
  if (resourceVersion !== '') {
    const parsed = readRevision(resourceVersion);
    if ('error' in parsed) return err(failure('', parsed.error));
    ({ revision } = parsed);
  }
  if (sendInitialEvents ?? revision === 0) return ok({ initial: initialState(history, target, options), next });
  if (revision === 0) return ok({ initial: [], next });
  if (history.isCompacted(revision)) {
    const expired = failure('Expired', `too old resource version: ${revision} (${history.currentRevision})`);
    return ok({ initial: [{ type: 'ERROR', object: expired }], next: () => undefined });
  }
  const changes = history.changesSince(target.resource, revision).map(next).filter((message) => message !== undefined);
  return ok({ initial: changes, next });
}

function initialState(history: StoreHistory, target: ListTarget, options: ListOptions): WatchMessage[] {
  const revision = history.currentRevision;
  const added = history.objectsAt(target.resource, revision)
    .filter((object) => isInNamespace(object, target)).map((object) => shown(object, target)).filter((object) => isSelected(object, options))
    .map((object): WatchMessage => ({ type: 'ADDED', object }));
  if (!options.sendInitialEvents || !options.allowWatchBookmarks) return added;
  const type = resourceTypeByName(target.resource);
  const bookmark = (metadata: { annotations?: Record<string, string> }): WatchMessage => ({
    type: 'BOOKMARK',
    object: { apiVersion: target.apiVersion ?? (type ? groupVersionOf(type) : 'v1'), kind: type?.kind ?? '', metadata: { resourceVersion: String(revision), ...metadata } },
  });
  const end = bookmark({ annotations: { 'k8s.io/initial-events-end': 'true' } });
  // A watch that named a version is told at once how far the cache has come.
  return [...added, end, ...(options.resourceVersion === '' ? [] : [bookmark({})])];
}

function messageFor(event: WatchEvent, target: ListTarget, options: ListOptions): WatchMessage | undefined {
  if (event.resource !== target.resource || !isInNamespace(event.object, target)) return undefined;
  const previous = event.previous && shown(event.previous, target);
  const object = shown(event.object, target);
  const was = previous !== undefined && isSelected(previous, options);
  const is = event.type !== 'DELETED' && isSelected(object, options);
  if (is) return { type: was ? 'MODIFIED' : 'ADDED', object };
  if (!was) return undefined;
  // The last state that matched, at the version of the change that ended it.
  const { resourceVersion } = object.metadata;
  return { type: 'DELETED', object: { ...previous, metadata: { ...previous.metadata, ...(resourceVersion ? { resourceVersion } : {}) } } };
}

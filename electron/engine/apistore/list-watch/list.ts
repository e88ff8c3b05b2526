import { selectorMatches } from '../../../../shared/kubernetes/label-selector.ts';
import type { ApiResult, Status } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { groupAndVersion, resourceTypeByName } from '../../../../shared/kubernetes/registry.ts';
import { inVersion } from '../../../../shared/kubernetes/served-versions/convert.ts';
import { servedVersion } from '../../../../shared/kubernetes/served-versions/index.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ContinueToken } from './continue-token.ts';
import { decodeContinue, encodeContinue } from './continue-token.ts';
import { matchesFields } from './field-labels.ts';
import type { StoreHistory } from './history.ts';
import { keyOf } from './history.ts';
import type { ListOptions, ListQuery } from './list-options.ts';
import { readListOptions, readRevision } from './list-options.ts';

export interface ListAnswer {
  items: KubernetesObject[];
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

/** What a request is about: all namespaces when `namespace` is absent. */
export interface ListTarget {
  resource: string;
  namespace?: string;
  /** The version of the API in which the answer shows the objects; default the one in which they are stored. */
  apiVersion?: string;
}

/**
 * LIST: at the latest state, at least as fresh as a version, or exactly at one; page by page with `limit` and `continue`, all pages of one
 * snapshot.
 *
 * Errors: BadRequest (400), Invalid (422), Expired (410) for a version that was compacted, Timeout (504) for one that does not exist yet.
 * Source: apiserver/pkg/storage/cacher, storage/etcd3/store.go GetList.
 */
export function listObjects(history: StoreHistory, target: ListTarget, query: ListQuery): ApiResult<ListAnswer> {
  const options = readListOptions(query, labelsOf(target), 'list');
  if (!options.ok) return options;
  const { continueToken, resourceVersion } = options.value;
  if (continueToken === '') return firstPage(history, target, options.value);
  if (resourceVersion !== '' && resourceVersion !== '0') {
    return err(failure('BadRequest', 'specifying resource version is not allowed when using continue'));
  }
  const token = decodeContinue(continueToken);
  if (!token.ok) return token;
  if (token.value.revision > 0 && history.isCompacted(token.value.revision)) return err(expiredToken(token.value));
  return page(history, target, options.value, token.value.revision > 0 ? token.value.revision : history.currentRevision, token.value.after);
}

function firstPage(history: StoreHistory, target: ListTarget, options: ListOptions): ApiResult<ListAnswer> {
  const { resourceVersion, resourceVersionMatch: match, limit } = options;
  if (resourceVersion === '') return page(history, target, options, history.currentRevision, '');
  const read = readRevision(resourceVersion);
  if ('error' in read) return err(failure('BadRequest', `invalid resource version: ${read.error}`));
  const { revision } = read;
  if (revision > history.currentRevision) return err(tooLarge(revision, history.currentRevision));
  // A limit without a match rule means exactly this version, unless it is 0.
  const isExact = match === 'Exact' || (match === '' && limit > 0 && revision > 0);
  if (!isExact) return page(history, target, options, history.currentRevision, '');
  if (history.isCompacted(revision)) return err(failure('Expired', 'The resourceVersion for the provided list is too old.'));
  return page(history, target, options, revision, '');
}

function page(history: StoreHistory, target: ListTarget, options: ListOptions, revision: number, after: string): ApiResult<ListAnswer> {
  const all = history.objectsAt(target.resource, revision).filter((object) => isInNamespace(object, target) && keyOf(object) > after);
  const matching = all.map((object) => shown(object, target)).filter((object) => isSelected(object, options));
  // The watch cache, which answers version 0, does not page.
  const limit = options.resourceVersion === '0' || options.limit === 0 ? Infinity : options.limit;
  const items = matching.slice(0, limit);
  const last = items.at(-1);
  const hasMore = last !== undefined && matching.length > items.length;
  return ok({
    items,
    metadata: {
      resourceVersion: String(revision), ...(hasMore ? { continue: encodeContinue({ revision, after: keyOf(last) }) } : {}),
      // Unknown to the server when a selector is set.
      ...(hasMore && !options.isSelective ? { remainingItemCount: matching.length - items.length } : {}),
    },
  });
}

export function shown(object: KubernetesObject, { apiVersion }: ListTarget): KubernetesObject {
  return apiVersion === undefined ? object : inVersion(object, apiVersion);
}

/** Under which name the fields are listed by which a target can be selected: a version of another group has names of its own, under `resource.group`. */
export function labelsOf({ resource, apiVersion }: ListTarget): string {
  const type = resourceTypeByName(resource);
  if (!type || apiVersion === undefined || !servedVersion(apiVersion, type.kind)) return resource;
  const { group } = groupAndVersion(apiVersion);
  return group === type.group ? resource : `${resource}.${group}`;
}

export function isInNamespace({ metadata }: KubernetesObject, { namespace }: ListTarget): boolean {
  return namespace === undefined || metadata.namespace === namespace;
}

export function isSelected(object: KubernetesObject, { labels, fields }: ListOptions): boolean {
  return selectorMatches(labels, object.metadata.labels) && matchesFields(fields, object);
}

/** Source: storage.NewTooLargeResourceVersionError. */
function tooLarge(revision: number, current: number): Status {
  return failure('Timeout', `Timeout: Too large resource version: ${revision}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', field: '', message: 'Too large resource version' }], retryAfterSeconds: 1,
  });
}

/** The answer holds a token with which to go on anyhow, at the latest state. Source: etcd3/errors.go, handleCompactedErrorForPaging. */
function expiredToken({ after }: ContinueToken): Status {
  const status = failure('Expired', 'The provided continue parameter is too old to display a consistent list result. You can start a new list '
    + 'without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with '
    + 'the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk '
    + 'was returned and now may show up in the list.');
  return { ...status, metadata: { continue: encodeContinue({ revision: -1, after }) } };
}

import type { FieldSelector } from '../../../../shared/kubernetes/field-selector.ts';
import { parseLabelSelector } from '../../../../shared/kubernetes/label-selector-parse.ts';
import type { Selector } from '../../../../shared/kubernetes/label-selector.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import { failure } from '../../../../shared/kubernetes/status.ts';
import type { FieldErrors } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { forbidden, invalidStatus, notSupported } from '../../../../shared/kubernetes/validation/field-errors.ts';
import { err, ok } from '../../../../shared/result.ts';
import { readFieldSelector } from './field-labels.ts';

/** meta/v1 ListOptions as they come in a query; texts are not yet checked. */
export interface ListQuery {
  labelSelector?: string;
  fieldSelector?: string;
  resourceVersion?: string;
  resourceVersionMatch?: string;
  limit?: string;
  continue?: string;
  watch?: string;
  sendInitialEvents?: string;
  allowWatchBookmarks?: string;
}

export interface ListOptions {
  labels: Selector;
  fields: FieldSelector;
  isSelective: boolean;
  resourceVersion: string;
  resourceVersionMatch: string;
  /** 0: no limit. */
  limit: number;
  continueToken: string;
  sendInitialEvents: boolean | undefined;
  allowWatchBookmarks: boolean;
}

/**
 * Reads and checks the options of a list or a watch. Errors: BadRequest (400) for what cannot be read, Invalid (422) for options that do not go
 * together. Source: apiserver/pkg/endpoints/handlers/get.go, apimachinery/pkg/apis/meta/internalversion/validation.
 */
export function readListOptions(query: ListQuery, resource: string, verb: 'list' | 'watch'): ApiResult<ListOptions> {
  const limit = readLimit(query.limit);
  if (!limit.ok) return limit;
  const labels = parseLabelSelector(query.labelSelector ?? '');
  if (!labels.ok) return err(failure('BadRequest', labels.error));
  const errors = verb === 'watch' ? watchErrors(query) : listErrors(query);
  if (errors.length > 0) return err(invalidStatus('ListOptions', 'meta.k8s.io', '', errors));
  const fields = readFieldSelector(query.fieldSelector ?? '', resource);
  if (!fields.ok) return fields;
  return ok({
    labels: labels.value, fields: fields.value, isSelective: labels.value.requirements.length > 0 || fields.value.length > 0,
    resourceVersion: query.resourceVersion ?? '', resourceVersionMatch: query.resourceVersionMatch ?? '', limit: limit.value,
    continueToken: query.continue ?? '', sendInitialEvents: readFlag(query.sendInitialEvents),
    allowWatchBookmarks: readFlag(query.allowWatchBookmarks) ?? false,
  });
}

const matchField = 'resourceVersionMatch';

function listErrors(query: ListQuery): FieldErrors {
  const { resourceVersion = '', resourceVersionMatch: match = '', continue: token = '', sendInitialEvents } = query;
  const errors: FieldErrors = [];
  if (match !== '') {
    if (resourceVersion === '') errors.push(forbidden(matchField, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
    if (token !== '') errors.push(forbidden(matchField, 'resourceVersionMatch is forbidden when continue is provided'));
    if (match !== 'Exact' && match !== 'NotOlderThan') errors.push(notSupported(matchField, match, ['Exact', 'NotOlderThan', '']));
    if (match === 'Exact' && resourceVersion === '0') {
      errors.push(forbidden(matchField, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
    }
  }
  if (readFlag(sendInitialEvents) !== undefined) errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  return errors;
}

function watchErrors({ resourceVersionMatch: match = '', continue: token = '', sendInitialEvents }: ListQuery): FieldErrors {
  const errors: FieldErrors = [];
  const sends = readFlag(sendInitialEvents);
  if (sends !== undefined && match !== 'NotOlderThan') {
    errors.push(forbidden(matchField, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
  }
  if (match === '') return errors;
  if (sends === undefined) errors.push(forbidden(matchField, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'));
  if (match !== 'NotOlderThan') errors.push(notSupported(matchField, match, ['NotOlderThan']));
  if (token !== '') errors.push(forbidden(matchField, 'resourceVersionMatch is forbidden when continue is provided'));
  return errors;
}

function readLimit(text = ''): ApiResult<number> {
  if (text === '') return ok(0);
  if (!/^[+-]?\d+$/.test(text)) return err(failure('BadRequest', `strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`));
  return ok(Math.max(0, Number(text)));
}

/** Booleans of a query: absent, '' and 'false' and '0' are false where present. Source: conversion Convert_Slice_string_To_bool. */
function readFlag(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text !== 'false' && text !== '0';
}

/** A resource version in a request. The error is the text after `resourceVersion: `. */
export function readRevision(text: string): { revision: number } | { error: string } {
  if (/^\d+$/.test(text)) return { revision: Number(text) };
  return { error: `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax` };
}

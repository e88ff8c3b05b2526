import type { Result } from '../result.ts';

/** metav1.StatusReason values that this program produces. */
export type StatusReason =
  | 'BadRequest' | 'Unauthorized' | 'Forbidden' | 'NotFound' | 'MethodNotAllowed' | 'AlreadyExists' | 'Conflict'
  | 'Gone' | 'Expired' | 'Invalid' | 'TooManyRequests' | 'UnsupportedMediaType' | 'RequestEntityTooLarge'
  | 'InternalError' | 'ServiceUnavailable' | 'Timeout'
  /** metav1.StatusReasonUnknown: a plain error of the server, code 500. */
  | '';

/** metav1.CauseType: what the API calls `details.causes[].reason`. */
export type CauseType =
  | 'FieldValueRequired' | 'FieldValueInvalid' | 'FieldValueNotSupported' | 'FieldValueForbidden' | 'FieldValueDuplicate'
  | 'FieldValueNotFound' | 'FieldValueTooLong' | 'FieldValueTooMany' | 'FieldValueTypeInvalid' | 'InternalError'
  | 'FieldManagerConflict' | 'DisruptionBudget' | 'ResourceVersionTooLarge';

export interface StatusCause {
  reason: CauseType;
  /** Dotted path as the API server writes it, e.g. `spec.containers[0].image`. */
  field: string;
  message: string;
}

/** A metav1.Status of failure, as the API server answers it. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  /** `continue`: how to go on with a list whose token expired. */
  metadata: { continue?: string };
  status: 'Failure';
  message: string;
  reason: StatusReason;
  details?: { name?: string; group?: string; kind?: string; uid?: string; causes?: StatusCause[]; retryAfterSeconds?: number };
  code: number;
}

export type ApiResult<T> = Result<T, Status>;

const codes: Record<StatusReason, number> = {
  BadRequest: 400, Unauthorized: 401, Forbidden: 403, NotFound: 404, MethodNotAllowed: 405, AlreadyExists: 409, Conflict: 409,
  Gone: 410, Expired: 410, Invalid: 422, TooManyRequests: 429, UnsupportedMediaType: 415, RequestEntityTooLarge: 413,
  InternalError: 500, '': 500, ServiceUnavailable: 503, Timeout: 504,
};

/** Builds a failure Status. Source: k8s.io/apimachinery/pkg/api/errors. */
export function failure(reason: StatusReason, message: string, details?: Status['details']): Status {
  return {
    kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, ...(details ? { details } : {}), code: codes[reason],
  };
}

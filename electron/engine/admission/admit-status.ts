import type { Fields } from '../../../shared/kubernetes/fields.ts';
import { ensureFields, fieldsOf, itemsOf, textOf } from '../../../shared/kubernetes/fields.ts';
import { defaultNode } from '../../../shared/kubernetes/defaulting/node.ts';
import { defaultServiceStatus } from '../../../shared/kubernetes/defaulting/service.ts';
import { resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import { decodeObject } from '../../../shared/kubernetes/schema/decode.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { invalidStatus } from '../../../shared/kubernetes/validation/field-errors.ts';
import { keepPodStatus } from '../../../shared/kubernetes/validation/status/pod-status.ts';
import { validateStatusUpdate } from '../../../shared/kubernetes/validation/status/validate-status.ts';
import { err, ok } from '../../../shared/result.ts';
import type { AdmissionOptions } from '../apistore/admission-port.ts';

/**
 * Admits a status: everything but metadata and status is taken from `old`. Both are decoded strictly.
 * Errors: BadRequest (400), Invalid (422). Source: ValidateUpdate of the kinds' status strategies.
 */
export function admitStatusUpdate(old: KubernetesObject, next: KubernetesObject, options: AdmissionOptions = {}): ApiResult<KubernetesObject> {
  const { apiVersion, kind } = old;
  const status = (next as { status?: unknown }).status;
  const decoded = decodeObject({ apiVersion, kind, metadata: next.metadata, ...(status === undefined ? {} : { status }) }, { strict: options.strict ?? true });
  if (!decoded.ok) return decoded;
  const fields = decoded.value as unknown as Fields;
  if (kind === 'Node') defaultNode(fields);
  if (kind === 'Service') defaultServiceStatus(fieldsOf(fields, 'status'));
  if (kind === 'Pod') matchPodIps(fieldsOf(fields, 'status'));
  options.seen?.(decoded.value);
  if (kind === 'Pod') keepPodStatus(ensureFields(fields, 'status'), fieldsOf(old as unknown as Fields, 'status'));
  const admitted = { ...old, metadata: decoded.value.metadata, status: fields['status'] } as KubernetesObject;
  const errors = validateStatusUpdate(admitted, old);
  return errors.length > 0 ? err(invalidStatus(kind, resourceTypeFor(apiVersion, kind).group, old.metadata.name, errors)) : ok(admitted);
}

/** A pod's address and the first of its addresses are one; `podIP` decides. Source: Convert_v1_PodStatus_To_core_PodStatus and back. */
function matchPodIps(status: Fields): void {
  const podIp = textOf(status, 'podIP');
  const [first] = itemsOf(status, 'podIPs');
  if (podIp !== '' && textOf(first, 'ip') !== podIp) status['podIPs'] = [{ ip: podIp }];
  else if (podIp === '' && first) status['podIP'] = textOf(first, 'ip');
}

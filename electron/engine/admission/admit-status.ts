import type { Fields } from '../../../shared/kubernetes/fields.ts';
import { fieldsOf, isSet, itemsOf, textOf } from '../../../shared/kubernetes/fields.ts';
import { defaultNode } from '../../../shared/kubernetes/defaulting/node.ts';
import { resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import { decodeObject } from '../../../shared/kubernetes/schema/decode.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { FieldErrors } from '../../../shared/kubernetes/validation/field-errors.ts';
import { forbidden, invalid, invalidStatus } from '../../../shared/kubernetes/validation/field-errors.ts';
import { pathSegmentName, validateObjectMeta } from '../../../shared/kubernetes/validation/metadata.ts';
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
  if (kind === 'Pod') matchPodIps(fieldsOf(fields, 'status'));
  options.seen?.(decoded.value);
  const { namespaced, group } = resourceTypeFor(apiVersion, kind);
  const errors = [
    ...validateObjectMeta(fieldsOf(fields, 'metadata'), namespaced, pathSegmentName),
    ...(statusRules[`${apiVersion}/${kind}`]?.(old as unknown as Fields, fieldsOf(fields, 'status')) ?? []),
  ];
  if (errors.length > 0) return err(invalidStatus(kind, group, old.metadata.name, errors));
  return ok({ ...old, metadata: decoded.value.metadata, status: fields['status'] } as KubernetesObject);
}

/** A pod's address and the first of its addresses are one; `podIP` decides. Source: Convert_v1_PodStatus_To_core_PodStatus and back. */
function matchPodIps(status: Fields): void {
  const podIp = textOf(status, 'podIP');
  const [first] = itemsOf(status, 'podIPs');
  if (podIp !== '' && textOf(first, 'ip') !== podIp) status['podIPs'] = [{ ip: podIp }];
  else if (podIp === '' && first) status['podIP'] = textOf(first, 'ip');
}

/** What a status may say beside its types, by kind. */
const statusRules: Readonly<Record<string, (old: Fields, status: Fields) => FieldErrors>> = {
  'v1/Namespace': (old, status) => {
    const phase = textOf(status, 'phase');
    const isDeleted = isSet(fieldsOf(old, 'metadata'), 'deletionTimestamp');
    if (!isDeleted && phase !== 'Active') return [invalid('status.Phase', phase, "may only be 'Active' if `deletionTimestamp` is empty")];
    return isDeleted && phase !== 'Terminating'
      ? [invalid('status.Phase', phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")] : [];
  },
  'v1/Service': (old, status) => {
    const hasIngress = itemsOf(fieldsOf(status, 'loadBalancer'), 'ingress').length > 0;
    if (!hasIngress || textOf(fieldsOf(old, 'spec'), 'type') === 'LoadBalancer') return [];
    return [forbidden('status.loadBalancer.ingress', "may only be used when `spec.type` is 'LoadBalancer'")];
  },
};

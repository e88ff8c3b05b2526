import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Container, Pod, ResourceRequirements } from '../../../shared/kubernetes/types/pod.ts';
import { admitCreate } from '../../engine/admission/admit.ts';
import type { LimitRange, LimitRangeItem } from '../../engine/admission/plugins/limit-ranges.ts';
import { allOf, compare, failed } from '../outcome.ts';
import { admissionContextOf } from './admission-context.ts';
import { defineAdapter } from './adapter.ts';

interface LimitRangeCase {
  limits: LimitRangeItem[];
  defaultedLimits: LimitRangeItem[];
  containers: Container[];
  code: number;
  reason?: string;
  errors?: { field: string; type: string }[];
  resources?: Record<string, ResourceRequirements>;
  qosClass?: string;
}

const namespace = 'limited';

export const limitRangeFamily = defineAdapter<LimitRangeCase>(['limitrange'], (vector) => {
  const posted = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace }, spec: { limits: vector.limits } };
  const limitRange = admitCreate(posted, admissionContextOf([]));
  if (!limitRange.ok) return failed(`the LimitRange was refused: ${limitRange.error.message}`);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace }, spec: { containers: vector.containers.map((container) => ({ image: 'i', ...container })) } };
  const answer = admitCreate(pod as KubernetesObject, admissionContextOf([limitRange.value]));
  return allOf(
    () => compare(vector.defaultedLimits, (limitRange.value as LimitRange).spec?.limits),
    () => {
      if (!answer.ok) {
        const { code, reason, details } = answer.error;
        const errors = (details?.causes ?? []).map((cause) => ({ field: cause.field, type: cause.reason }));
        return compare({ code: vector.code, reason: vector.reason, errors: vector.errors ?? [] }, { code, reason, errors });
      }
      const { spec, status } = answer.value as Pod;
      const resources = Object.fromEntries(spec.containers.map((container) => [container.name, container.resources ?? {}]));
      return compare(
        { code: vector.code, resources: vector.resources, qosClass: vector.qosClass }, { code: 201, resources, qosClass: status?.['qosClass'] },
      );
    },
  );
});

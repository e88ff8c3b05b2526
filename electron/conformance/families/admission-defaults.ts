import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod, PodSpec } from '../../../shared/kubernetes/types/pod.ts';
import { admitCreate } from '../../engine/admission/admit.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed } from '../outcome.ts';
import { admissionContextOf } from './admission-context.ts';
import { defineAdapter } from './adapter.ts';
import type { ControllerPodsCase } from './controller-pods.ts';
import { checkControllerPods } from './controller-pods.ts';

interface CreatePodCase {
  op: 'createPod';
  namespace: string;
  spec: PodSpec;
  expect: {
    code: number; reason?: string; message?: string; spec?: PodSpec; qosClass?: string; phase?: string; conditions?: object[];
    annotations?: Record<string, string>;
  };
}

type AdmissionCase = CreatePodCase | ControllerPodsCase;

/** The namespace of the recorded cluster that the README calls by its purpose; messages show this name. */
const namespaces: Readonly<Record<string, string>> = { plain: 'adm', 'with-limitrange': 'adm-limits' };

export const admissionDefaultsFamily = defineAdapter<AdmissionCase>(['admission-defaults'], (vector) => {
  return vector.op === 'createPod' ? checkCreatePod(vector) : checkControllerPods(vector);
});

function checkCreatePod({ namespace, spec, expect }: CreatePodCase): Outcome {
  const name = namespaces[namespace];
  if (name === undefined) return failed(`unknown namespace ${namespace}`);
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: name }, spec };
  const answer = admitCreate(pod, admissionContextOf(cluster()));
  if (!answer.ok) {
    const { code, reason, message } = answer.error;
    return compare({ code: expect.code, reason: expect.reason, message: expect.message }, { code, reason, message });
  }
  const { metadata, spec: stored, status } = answer.value as Pod;
  const shown = JSON.parse(JSON.stringify(stored).replaceAll(/kube-api-access-[a-z0-9]{5}(?=")/g, 'kube-api-access-<generated>')) as PodSpec;
  const { qosClass, phase, conditions = [], annotations = {} } = expect;
  return compare({ code: expect.code, spec: expect.spec, qosClass, phase, conditions: conditions.map(withoutTimes), annotations }, {
    code: 201, spec: shown, qosClass: status?.['qosClass'], phase: status?.phase, conditions: (status?.conditions ?? []).map(withoutTimes),
    annotations: metadata.annotations ?? {},
  });
}

function withoutTimes(condition: object): object {
  const { lastProbeTime: _probe, lastTransitionTime: _transition, ...rest } = condition as Record<string, unknown>;
  return rest;
}

/** What the README says exists. */
function cluster(): KubernetesObject[] {
  const account = (name: string, namespace: string, more: object = {}) => (
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace }, ...more });
  const priorityClass = (name: string, value: number, preemptionPolicy: string) => (
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, preemptionPolicy });
  const limitRange = {
    apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits', namespace: 'adm-limits' },
    spec: { limits: [{
      type: 'Container', default: { cpu: '500m', memory: '256Mi' }, defaultRequest: { cpu: '100m' }, max: { cpu: '1' },
    }] },
  };
  const admitted = admitCreate(limitRange, admissionContextOf([]));
  return [
    ...['adm', 'adm-limits'].flatMap((namespace) => [
      account('default', namespace), account('pull', namespace, { imagePullSecrets: [{ name: 'reg' }] }),
      account('nomount', namespace, { automountServiceAccountToken: false }),
    ]),
    // The README says that `high` never preempts; every recorded answer shows a class that does (`high` was there before, for `quota`).
    priorityClass('low', 10, 'PreemptLowerPriority'), priorityClass('high', 1000, 'PreemptLowerPriority'),
    ...(admitted.ok ? [admitted.value] : []),
  ];
}

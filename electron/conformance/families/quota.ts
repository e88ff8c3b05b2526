import type { JsonValue } from '../../../shared/json.ts';
import { groupVersionOf, resourceTypeFor, resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { ResourceQuota } from '../../engine/admission/quota/scopes.ts';
import { resourceQuotaController } from '../../engine/controllers/resource-quota/index.ts';
import { claimProtectionController } from '../../engine/controllers/storage-protection/index.ts';
import { controllerComponent } from '../../engine/controllers/worker.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, passed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

type Used = Record<string, Record<string, string>>;
interface QuotaStep {
  op: 'create' | 'delete' | 'patch';
  object?: KubernetesObject;
  kind?: string;
  name?: string;
  body?: JsonValue;
  subresource?: 'status';
  expect: { code: number; reason?: string; message?: string; used: Used };
}
interface QuotaCase {
  quotas: { name: string; spec: ResourceQuota['spec']; code: number; reason?: string; errors?: { field: string; type: string }[] }[];
  steps: QuotaStep[];
  initialUsed: Used;
}

const namespace = 'quota';

export const quotaFamily = defineAdapter<QuotaCase>(['quota'], ({ quotas, steps, initialUsed }): Outcome => {
  const cluster = new TestCluster([resourceQuotaController, claimProtectionController].map(controllerComponent));
  prepare(cluster);
  for (const { name, spec, code, reason, errors = [] } of quotas) {
    const answer = cluster.user.create<ResourceQuota>({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name, namespace }, ...(spec ? { spec } : {}) });
    const causes = answer.ok ? [] : (answer.error.details?.causes ?? []).map((cause) => ({ field: cause.field, type: cause.reason }));
    const outcome = compare({ code, reason, errors }, { code: answer.ok ? 201 : answer.error.code, reason: answer.ok ? undefined : answer.error.reason, errors: causes });
    if (outcome.kind === 'failed') return failed(`quota ${name}: ${outcome.difference}`);
  }
  const begun = compare(initialUsed ?? {}, usedIn(cluster, initialUsed));
  if (begun.kind === 'failed') return failed(`at first: ${begun.difference}`);
  for (const [index, step] of steps.entries()) {
    const { expect } = step;
    const answer = perform(cluster, step);
    const manyRefuse = quotas.length > 1;
    const outcome = compare({ ...expect, message: manyRefuse ? undefined : expect.message }, {
      code: answer.ok ? (step.op === 'create' ? 201 : 200) : answer.error.code,
      ...(answer.ok ? {} : { reason: answer.error.reason, message: manyRefuse ? undefined : answer.error.message }),
      used: usedIn(cluster, expect.used),
    });
    if (outcome.kind === 'failed') return failed(`step ${index}: ${outcome.difference}`);
  }
  return passed;
});

/** What the README says exists. */
function prepare(cluster: TestCluster): void {
  cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  cluster.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace } });
  for (const [name, value] of [['low', 10], ['high', 1000]] as const) {
    cluster.create<KubernetesObject & { value: number }>({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value });
  }
}

function perform(cluster: TestCluster, step: QuotaStep): ApiResult<KubernetesObject> {
  const { server } = cluster.simulation;
  const kind = step.object?.kind ?? step.kind ?? '';
  const known = resourceTypes.find((type) => type.kind === kind);
  const apiVersion = known ? groupVersionOf(known) : 'v1';
  const { resource } = resourceTypeFor(apiVersion, kind);
  if (step.op === 'create' && step.object) {
    return server.create({ ...step.object, apiVersion, metadata: { ...step.object.metadata, namespace } });
  }
  const key = `${namespace}/${step.name ?? ''}`;
  if (step.op === 'delete') return server.delete(resource, key);
  return server.patch(resource, key, step.body ?? {}, { patchType: 'merge', ...(step.subresource ? { subresource: step.subresource } : {}) });
}

/** `status.used` of the quotas that the vector names, once the controller caught up. */
function usedIn(cluster: TestCluster, expected: Used = {}): Used {
  cluster.advance(1000);
  return Object.fromEntries(Object.keys(expected).map((name) =>
    [name, cluster.api.get<ResourceQuota>('resourcequotas', `${namespace}/${name}`)?.status?.used ?? {}]));
}

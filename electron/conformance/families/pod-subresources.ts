import { failure } from '../../../shared/kubernetes/status.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import type { Pod, PodSpec } from '../../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../../shared/kubernetes/types/policy.ts';
import type { DeleteOptions } from '../../engine/apistore/api-client.ts';
import type { Binding } from '../../engine/apistore/subresources/binding.ts';
import { bindPod } from '../../engine/apistore/subresources/binding.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare } from '../outcome.ts';

/** POST to `pods/b/binding`. */
export interface BindingCase {
  op: 'binding';
  pod: Partial<PodSpec>;
  situation: string;
  body: Binding;
  expect: {
    code: number; reason?: string | null; nodeName: string | null; conditions: object[]; generation: number | null; phase: string | null;
    annotations: Record<string, string> | null; labels: Record<string, string> | null;
  };
}

const containers = [{ name: 'c', image: 'i' }];

export function checkBinding({ pod: spec, situation, body, expect }: BindingCase): Outcome {
  const cluster = new TestCluster([]);
  const { store, env } = cluster.simulation;
  const deleting = /delet/.test(situation);
  if (!/no such|missing|no pod/.test(situation)) {
    cluster.create<Pod>({
      apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b', namespace: 'default', ...(deleting ? { finalizers: ['e.com/x'] } : {}) },
      spec: { containers, ...spec },
    });
    if (deleting) cluster.delete('pods', 'default/b');
  }
  const answer = bindPod(store, env, 'default/b', body);
  const pod = store.get<Pod>('pods', 'default/b');
  return compare({ ...expect, reason: expect.reason ?? '', message: undefined }, {
    code: answer.ok ? 201 : answer.error.code, reason: answer.ok ? '' : answer.error.reason, nodeName: pod?.spec.nodeName ?? null,
    conditions: (pod?.status?.conditions ?? []).map(({ type, status, reason }) => ({ type, status, reason })),
    annotations: pod ? pod.metadata.annotations ?? {} : null, labels: pod ? pod.metadata.labels ?? {} : null,
    generation: pod?.metadata.generation ?? null, phase: pod?.status?.phase ?? null,
  });
}

/** POST to `pods/p/eviction`. */
export interface EvictionCase {
  op: 'eviction';
  pods: Record<string, [phase: string, ready: 'True' | 'False'] | null>;
  pdbs: Record<string, { spec: Partial<PodDisruptionBudget['spec']>; status: PodDisruptionBudget['status'] | null }>;
  body: { metadata: { name?: string }; deleteOptions?: DeleteOptions & { dryRun?: string[] } };
  expect: {
    code: number; reason?: string | null; causes?: { reason: string; message: string }[]; pod: string; conditions?: object[];
    deletionGracePeriodSeconds?: number | null; pdbs: Record<string, { disruptionsAllowed: number | null; disruptedPods: string[] }>;
  };
}

export function checkEviction({ pods, pdbs, body, expect }: EvictionCase): Outcome {
  const cluster = new TestCluster([]);
  const { store, server } = cluster.simulation;
  for (const [name, state] of Object.entries(pods)) {
    cluster.create<Pod>({
      apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels: { a: 'b' } }, spec: { containers, nodeName: 'n' },
    });
    if (!state) continue;
    const [phase, ready] = state;
    cluster.edit<Pod>('pods', `default/${name}`, (pod) => {
      pod.status = { ...pod.status, phase: phase as 'Running', conditions: [{ type: 'Ready', status: ready }] };
    }, 'updateStatus');
  }
  for (const [name, { spec, status }] of Object.entries(pdbs)) {
    const { generation = 1 } = cluster.create<PodDisruptionBudget>({
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name, namespace: 'default' },
      spec: { selector: { matchLabels: { a: 'b' } }, ...spec },
    }).metadata;
    if (!status) continue;
    cluster.edit<PodDisruptionBudget>('poddisruptionbudgets', `default/${name}`, (budget) => {
      budget.status = { observedGeneration: generation, currentHealthy: 2, desiredHealthy: 1, expectedPods: 2, disruptionsAllowed: 0, ...status };
    }, 'updateStatus');
  }
  const { dryRun, ...options } = body.deleteOptions ?? {};
  const answer = body.metadata.name === 'p'
    ? server.evict('default/p', { ...options, ...(dryRun ? { dryRun: true } : {}) })
    : { ok: false as const, error: failure('BadRequest', 'name in URL does not match name in Eviction object') };
  const pod = store.get<Pod>('pods', 'default/p');
  const status: Status | undefined = answer.ok ? undefined : answer.error;
  const causes = (status?.details?.causes ?? []).map(({ reason, message }) => ({ reason, message }));
  const details = expect.conditions === undefined ? {} : {
    conditions: (pod?.status?.conditions ?? []).filter(({ type }) => type === 'DisruptionTarget')
      .map(({ type, status: value, reason, message }) => ({ type, status: value, reason, message })),
    deletionGracePeriodSeconds: pod?.metadata.deletionGracePeriodSeconds ?? null,
  };
  return compare({ ...expect, message: undefined, reason: expect.reason ?? '', causes: expect.causes ?? [] }, {
    code: status?.code ?? 201, reason: status?.reason ?? '', causes,
    pod: pod ? (pod.metadata.deletionTimestamp ? 'deleting' : 'kept') : 'gone', ...details,
    pdbs: Object.fromEntries(Object.keys(pdbs).map((name) => {
      const budget = store.get<PodDisruptionBudget>('poddisruptionbudgets', `default/${name}`)?.status;
      return [name, { disruptionsAllowed: budget?.disruptionsAllowed ?? null, disruptedPods: Object.keys(budget?.disruptedPods ?? {}) }];
    })),
  });
}

import type { JsonValue } from '../../../shared/json.ts';
import { resourceTypeFor, resourceTypes } from '../../../shared/kubernetes/registry.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject, OwnerReference } from '../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { DeleteOptions } from '../../engine/apistore/api-client.ts';
import { garbageCollectorController } from '../../engine/controllers/garbage-collector/index.ts';
import { controllerComponent } from '../../engine/controllers/worker.ts';
import { TestCluster } from '../../engine/testing/test-cluster.ts';
import type { Outcome } from '../outcome.ts';
import { compare, failed, passed } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';
import type { WorkloadCase } from './workload-deletion.ts';
import { checkWorkload } from './workload-deletion.ts';

interface GraphObject { name: string; kind: string; owners: { name: string; controller?: boolean; blockOwnerDeletion?: boolean }[]; finalizers?: string[] }
interface Settled { owners: { name: string; blockOwnerDeletion?: boolean }[]; finalizers?: string[] }
interface GraphStep {
  op: 'delete' | 'setFinalizers' | 'create' | 'patch';
  name: string;
  options?: DeleteOptions;
  finalizers?: string[] | null;
  body?: JsonValue;
  expect: { code: number; reason?: string; body?: string; status?: string; returned?: object; settled: Record<string, Settled> };
}
interface PodCase {
  op: 'pod';
  object: Pod;
  phase?: 'Running';
  deletes: { options: DeleteOptions; expect: { code: number; exists: boolean; returnedGracePeriod?: number; generation?: number } }[];
}

type DeletionCase =
  | { op: 'graph'; objects: GraphObject[]; steps: GraphStep[]; initial: Record<string, Settled> } | PodCase | WorkloadCase;

export const deletionFamily = defineAdapter<DeletionCase>(['deletion'], (vector) => {
  if (vector.op === 'graph') return checkGraph(vector.objects, vector.steps, vector.initial);
  return vector.op === 'pod' ? checkPod(vector) : checkWorkload(vector);
});

const namespace = 'default';
const settleMs = 60_000;

function checkGraph(objects: readonly GraphObject[], steps: readonly GraphStep[], initial: Record<string, Settled>): Outcome {
  const graph = new Graph();
  for (const object of objects) graph.create(object);
  const begun = compare(initial, graph.settled());
  if (begun.kind === 'failed') return failed(`at first: ${begun.difference}`);
  for (const [index, step] of steps.entries()) {
    const { expect } = step;
    const { answer, remains } = graph.perform(step);
    const outcome = compare({ ...expect, message: undefined, status: undefined }, {
      code: answer.ok ? (step.op === 'create' ? 201 : 200) : answer.error.code, ...(answer.ok ? {} : { reason: answer.error.reason }),
      ...(expect.body === undefined ? {} : { body: remains && answer.ok ? answer.value.kind : 'Status' }),
      ...(expect.returned === undefined || !answer.ok ? {} : { returned: shownMeta(answer.value) }),
      settled: graph.settled(),
    });
    if (outcome.kind === 'failed') return failed(`step ${index}: ${outcome.difference}`);
  }
  return passed;
}

/** Objects that own each other, and the garbage collector. */
class Graph {
  private readonly cluster = new TestCluster([controllerComponent(garbageCollectorController)]);
  private readonly kinds = new Map<string, GraphObject>();

  create({ name, kind, owners, finalizers }: GraphObject): ApiResult<KubernetesObject> {
    this.kinds.set(name, { name, kind, owners, finalizers: finalizers ?? [] });
    const ownerReferences = owners.map((owner): OwnerReference => {
      const object = this.find(owner.name);
      return {
        apiVersion: 'v1', kind: object?.kind ?? 'ConfigMap', name: owner.name, uid: object?.metadata.uid ?? '00000000-0000-0000-0000-000000000000',
        ...(owner.controller ? { controller: true } : {}), ...(owner.blockOwnerDeletion ? { blockOwnerDeletion: true } : {}),
      };
    });
    return this.cluster.user.create({
      apiVersion: 'v1', kind,
      metadata: { name, namespace, ...(ownerReferences.length > 0 ? { ownerReferences } : {}), ...(finalizers?.length ? { finalizers } : {}) },
    });
  }

  perform(step: GraphStep): { answer: ApiResult<KubernetesObject>; remains: boolean } {
    const { server } = this.cluster.simulation;
    const made = this.kinds.get(step.name) ?? { name: step.name, kind: 'ConfigMap', owners: [] };
    const { resource } = resourceTypeFor('v1', made.kind);
    const key = `${namespace}/${step.name}`;
    let answer: ApiResult<KubernetesObject>;
    if (step.op === 'create') answer = this.create({ name: step.name, kind: made.kind, owners: [] });
    else if (step.op === 'delete') answer = server.delete(resource, key, this.live(step));
    else {
      const body = step.op === 'patch' ? step.body ?? {} : { metadata: { finalizers: step.finalizers ?? null } };
      answer = server.patch(resource, key, body, { patchType: 'merge' });
    }
    return { answer, remains: this.find(step.name) !== undefined };
  }

  private live({ name, options = {} }: GraphStep): DeleteOptions {
    const { metadata } = this.find(name) ?? { metadata: {} as KubernetesObject['metadata'] };
    const text = JSON.stringify(options).replaceAll('@uid', metadata.uid ?? '').replaceAll('@rv', metadata.resourceVersion ?? '');
    return JSON.parse(text) as DeleteOptions;
  }

  private find(name: string): KubernetesObject | undefined {
    const { resource } = resourceTypeFor('v1', this.kinds.get(name)?.kind ?? 'ConfigMap');
    return this.cluster.api.get(resource, `${namespace}/${name}`);
  }

  settled(): Record<string, Settled> {
    this.cluster.advance(settleMs);
    const found: Record<string, Settled> = {};
    for (const type of resourceTypes) {
      for (const object of this.cluster.list(type.resource)) {
        if (this.kinds.has(object.metadata.name)) found[object.metadata.name] = { ...shownMeta(object), owners: ownersOf(object) };
      }
    }
    return found;
  }
}

function ownersOf({ metadata }: KubernetesObject): Settled['owners'] {
  return (metadata.ownerReferences ?? []).map(({ name, blockOwnerDeletion }) => ({ name, ...(blockOwnerDeletion ? { blockOwnerDeletion } : {}) }));
}

function shownMeta({ metadata }: KubernetesObject): object {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = metadata;
  return {
    ...(deletionTimestamp ? { deletionTimestamp: '<time>' } : {}),
    ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }), ...(finalizers?.length ? { finalizers } : {}),
  };
}

function checkPod({ object, phase, deletes }: PodCase): Outcome {
  const cluster = new TestCluster([]);
  const key = `${namespace}/${object.metadata.name}`;
  cluster.create<Pod>({ ...object, metadata: { ...object.metadata, namespace } });
  if (phase) cluster.edit<Pod>('pods', key, (pod) => { pod.status = { ...pod.status, phase }; }, 'updateStatus');
  for (const [index, { options, expect }] of deletes.entries()) {
    const answer = cluster.simulation.server.delete('pods', key, options);
    const pod = cluster.api.get<Pod>('pods', key);
    const outcome = compare(expect, {
      code: answer.ok ? 200 : answer.error.code, ...(answer.ok ? {} : { reason: answer.error.reason }),
      ...(answer.ok ? { returnedGracePeriod: answer.value.metadata.deletionGracePeriodSeconds ?? 0 } : {}), exists: pod !== undefined,
      ...(pod ? {
        deletionGracePeriodSeconds: pod.metadata.deletionGracePeriodSeconds, finalizers: pod.metadata.finalizers ?? [],
        generation: pod.metadata.generation,
      } : {}),
    });
    if (outcome.kind === 'failed') return failed(`delete ${index}: ${outcome.difference}`);
  }
  return passed;
}

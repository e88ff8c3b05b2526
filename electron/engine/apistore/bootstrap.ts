import type { Namespace } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { systemPriorities } from '../../../shared/kubernetes/priorities.ts';
import type { Env } from '../env.ts';
import { updateManager } from './fields/field-manager.ts';
import type { FieldLedger } from './fields/ledger.ts';
import type { FieldRecord } from './fields/record.ts';
import type { ApiStore } from './store.ts';

interface PriorityClass extends KubernetesObject {
  value: number;
  description: string;
  preemptionPolicy: string;
}

/**
 * What a fresh kube-apiserver writes by itself: the system namespaces and the two system priority classes.
 * Source: pkg/controlplane/controller/systemnamespaces, pkg/registry/scheduling/rest/storage_scheduling.go.
 */
export function bootstrapApi(store: ApiStore, env: Env, fields: FieldLedger): void {
  const record = (sent: KubernetesObject): FieldRecord => fields.createdBy(updateManager('kube-apiserver', sent.apiVersion), env.timestamp(), sent);
  for (const name of ['default', 'kube-node-lease', 'kube-public', 'kube-system']) {
    const sent: Namespace = {
      apiVersion: 'v1', kind: 'Namespace',
      metadata: { name, uid: env.newUid(), creationTimestamp: env.timestamp(), labels: { 'kubernetes.io/metadata.name': name } },
    };
    store.put<Namespace>('namespaces', { ...sent, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }, record(sent));
  }
  const classes: [name: keyof typeof systemPriorities, description: string][] = [
    ['system-cluster-critical', 'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.'],
    ['system-node-critical', 'Used for system critical pods that must not be moved from their current node.'],
  ];
  for (const [name, description] of classes) {
    const sent: PriorityClass = {
      apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass',
      metadata: { name, uid: env.newUid(), creationTimestamp: env.timestamp(), generation: 1 }, value: systemPriorities[name], description, preemptionPolicy: 'PreemptLowerPriority',
    };
    store.put<PriorityClass>('priorityclasses', sent, record(sent));
  }
}

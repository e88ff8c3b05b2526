import type { Deployment, ReplicaSet } from '../../../shared/kubernetes/types/apps.ts';
import type { ConditionStatus } from '../../../shared/kubernetes/types/meta.ts';
import type { Node, NodeCondition } from '../../../shared/kubernetes/types/node.ts';
import type { Pod, PodTemplateSpec } from '../../../shared/kubernetes/types/pod.ts';

/** Small valid objects for tests, in namespace `default`. */

export function podTemplate(app: string, image = 'app:v1'): PodTemplateSpec {
  return { metadata: { labels: { app } }, spec: { containers: [{ name: 'c', image }] } };
}

export function makeDeployment(name: string, spec: Partial<Deployment['spec']> = {}): Deployment {
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'default' },
    spec: { replicas: 3, selector: { matchLabels: { app: name } }, template: podTemplate(name), ...spec },
  };
}

export function makeReplicaSet(name: string, spec: Partial<ReplicaSet['spec']> = {}): ReplicaSet {
  return {
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name, namespace: 'default' },
    spec: { replicas: 3, selector: { matchLabels: { app: name } }, template: podTemplate(name), ...spec },
  };
}

export function makePod(name: string, options: { labels?: Record<string, string>; spec?: Partial<Pod['spec']> } = {}): Pod {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', ...(options.labels ? { labels: options.labels } : {}) },
    spec: { containers: [{ name: 'c', image: 'app:v1' }], ...options.spec },
  };
}

/** A node as its kubelet would register it. */
export function makeNode(
  name: string, options: { labels?: Record<string, string>; ready?: ConditionStatus; spec?: Node['spec']; at?: string } = {},
): Node {
  const time = options.at ?? '2026-01-01T00:00:00Z';
  const condition = (type: string, status: ConditionStatus, reason: string): NodeCondition => ({
    type, status, reason, message: reason, lastHeartbeatTime: time, lastTransitionTime: time,
  });
  return {
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, ...options.labels } },
    spec: options.spec ?? {},
    status: {
      capacity: { cpu: '4', memory: '8Gi', pods: '110' }, allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'), condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID'), condition('Ready', options.ready ?? 'True', 'KubeletReady'),
      ],
    },
  };
}

import type { Node, NodeSpec } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod, PodSpec, ResourceList } from '../../../../shared/kubernetes/types/pod.ts';

/** A node that is ready to take pods. */
export function makeNode(
  name: string, allocatable: ResourceList = { cpu: '4', memory: '8Gi' }, spec: NodeSpec = {}, labels: Record<string, string> = {},
): Node {
  const resources = { pods: '110', ...allocatable };
  return {
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } }, spec,
    status: { capacity: resources, allocatable: resources },
  };
}

/** A pod of one container with the given requests. */
export function makePod(
  name: string, requests: ResourceList = {}, more: { labels?: Record<string, string>; spec?: Partial<PodSpec> } = {},
): Pod {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', ...(more.labels ? { labels: more.labels } : {}) },
    spec: { containers: [{ name: 'c', image: 'nginx:1', resources: { requests } }], ...more.spec },
  };
}

import type { Node } from '../../../shared/kubernetes/types/node.ts';

type Labels = Readonly<Record<string, string>>;

const copied = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'] as const;

/**
 * What a pod's containers may know of where they run: the labels of its node that a binding, or the creation of a pod that has its node already, copies
 * to the pod. Undefined when the node has none, or is not there. They are not followed when they change later.
 * Source: plugin/pkg/admission/podtopologylabels.
 */
export function topologyLabelsOf(node: Node | undefined): Labels | undefined {
  const labels = node?.metadata.labels;
  if (!labels) return undefined;
  let found: Record<string, string> | undefined;
  for (const name of copied) {
    const value = labels[name];
    if (value !== undefined) (found ??= {})[name] = value;
  }
  return found;
}

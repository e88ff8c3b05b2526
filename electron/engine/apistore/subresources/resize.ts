import type { Container, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';

/**
 * The spec of a pod with what a resize may change taken from `sent`. Lists whose containers are not those of before stay as they were sent, so that validation finds it.
 * Source: dropNonResizeUpdates, pkg/registry/core/pod/strategy.go.
 */
export function resizedSpec(current: PodSpec, sent: PodSpec): PodSpec {
  const spec: PodSpec = { ...current, containers: merged(current.containers, sent.containers) };
  if (current.initContainers || sent.initContainers) spec.initContainers = merged(current.initContainers ?? [], sent.initContainers ?? []);
  if (sent.resources) spec.resources = sent.resources;
  else delete spec.resources;
  return spec;
}

function merged(current: Container[], sent: Container[]): Container[] {
  if (current.length !== sent.length || current.some(({ name }, index) => sent[index]?.name !== name)) return sent;
  return current.map((container, index) => {
    const { resources: _resources, resizePolicy: _policy, ...kept } = container;
    const { resources, resizePolicy } = sent[index] ?? container;
    return { ...kept, ...(resources ? { resources } : {}), ...(resizePolicy ? { resizePolicy } : {}) };
  });
}

import type { ConfigMap, Secret } from '../../../../shared/kubernetes/types/core.ts';
import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { SeenApi } from '../node/last-seen.ts';

interface KeyReference {
  name?: string;
  key?: string;
  optional?: boolean;
}

/**
 * Why the environment of a container cannot be made: a ConfigMap or Secret, or a key in it, that does not exist. The text is that of
 * CreateContainerConfigError. Source: makeEnvironmentVariables, pkg/kubelet/kubelet_pods.go.
 */
export function environmentProblem(object: Pod, container: Container, api: SeenApi): string | undefined {
  const namespace = object.metadata.namespace ?? 'default';
  for (const source of container.envFrom ?? []) {
    const problem = referenceProblem(namespace, source['configMapRef'], source['secretRef'], api);
    if (problem) return problem;
  }
  for (const { valueFrom } of container.env ?? []) {
    const problem = valueFrom && referenceProblem(namespace, valueFrom['configMapKeyRef'], valueFrom['secretKeyRef'], api);
    if (problem) return problem;
  }
  return undefined;
}

function referenceProblem(namespace: string, configMapReference: unknown, secretReference: unknown, api: SeenApi): string | undefined {
  const reference = (configMapReference ?? secretReference) as KeyReference | undefined;
  if (!reference || reference.optional) return undefined;
  const [kind, resource] = configMapReference ? ['configmap', 'configmaps'] : ['secret', 'secrets'];
  const { name = '', key } = reference;
  const found = api.get<ConfigMap & Secret>(resource as string, `${namespace}/${name}`);
  if (!found) return `${kind} "${name}" not found`;
  // What is binary in a ConfigMap is no text for a variable.
  if (key === undefined || found.data?.[key] !== undefined) return undefined;
  return `couldn't find key ${key} in ${kind === 'secret' ? 'Secret' : 'ConfigMap'} ${namespace}/${name}`;
}

import type { ConfigMap, Secret } from '../../../../shared/kubernetes/types/core.ts';
import type { Pod, Volume } from '../../../../shared/kubernetes/types/pod.ts';
import { hostPathProblem } from '../node/host-paths.ts';
import type { SeenApi } from '../node/last-seen.ts';
import type { NodeRuntime } from '../node/node-state.ts';

interface DataSource {
  optional?: boolean;
  items?: { key: string }[];
}

interface ProjectedSource {
  configMap?: DataSource & { name?: string };
  secret?: DataSource & { name?: string };
}

/**
 * FailedMount messages for the volumes that are filled from ConfigMaps and Secrets: these must exist unless optional, with the keys that `items`
 * name, and paths of the machine must be what they are said to be. emptyDir, downwardAPI and sources that are not simulated are there at once.
 * Source: pkg/volume/{configmap,secret,projected,hostpath}.
 */
export function setUpProblems(object: Pod, api: SeenApi, node: NodeRuntime): string[] {
  const problems: string[] = [];
  for (const volume of object.spec.volumes ?? []) {
    const errors = errorsOf(volume, object.metadata.namespace ?? 'default', api, node);
    const [first, second] = errors;
    if (first === undefined) continue;
    problems.push(`MountVolume.SetUp failed for volume "${volume.name}" : ${second === undefined ? first : `[${errors.join(', ')}]`}`);
  }
  return problems;
}

function errorsOf({ configMap, secret, projected, hostPath }: Volume, namespace: string, api: SeenApi, node: NodeRuntime): string[] {
  if (hostPath) {
    const problem = hostPathProblem(node, hostPath.path, hostPath.type);
    return problem === undefined ? [] : [problem];
  }
  if (configMap) return errorOf('configmap', configMap.name, configMap, namespace, api);
  if (secret) return errorOf('secret', secret.secretName, secret, namespace, api);
  const { sources = [] } = (projected ?? {}) as { sources?: ProjectedSource[] };
  return sources.flatMap((source) => [
    ...(source.configMap ? errorOf('configmap', source.configMap.name, source.configMap, namespace, api) : []),
    ...(source.secret ? errorOf('secret', source.secret.name, source.secret, namespace, api) : []),
  ]);
}

function errorOf(kind: 'configmap' | 'secret', name: string | undefined, source: DataSource, namespace: string, api: SeenApi): string[] {
  if (source.optional) return [];
  const found = api.get<ConfigMap & Secret>(`${kind}s`, `${namespace}/${name ?? ''}`);
  if (!found) return [`${kind} "${name ?? ''}" not found`];
  const missing = source.items?.find(({ key }) => found.data?.[key] === undefined && found.binaryData?.[key] === undefined);
  return missing ? [`references non-existent ${kind === 'secret' ? 'secret' : 'config'} key: ${missing.key}`] : [];
}

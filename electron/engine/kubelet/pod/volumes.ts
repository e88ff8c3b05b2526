import type { ConfigMap, Secret } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod, Volume } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';

/** A volume that cannot be set up now, in the words of the FailedMount event. */
export interface MountProblem {
  volume: string;
  message: string;
}

/**
 * What keeps the pod's volumes from being mounted. emptyDir, hostPath and sources that are not simulated are there at once; a ConfigMap
 * or Secret must
 * exist unless optional, with the keys that `items` name; a claim must be bound. Source: pkg/volume/{configmap,secret}, volumemanager's
 * populator.
 */
export function mountProblems(object: Pod, api: ApiReader): MountProblem[] {
  const problems: MountProblem[] = [];
  for (const volume of object.spec.volumes ?? []) {
    const problem = problemOf(volume, object.metadata.namespace ?? 'default', api);
    if (problem) problems.push({ volume: volume.name, message: problem });
  }
  return problems;
}

function problemOf(volume: Volume, namespace: string, api: ApiReader): string | undefined {
  const { configMap, secret, persistentVolumeClaim: claim } = volume;
  if (configMap) return dataProblem(volume.name, 'configmap', 'configmaps', configMap.name ?? '', configMap, namespace, api);
  if (secret) return dataProblem(volume.name, 'secret', 'secrets', secret.secretName ?? '', secret, namespace, api);
  if (!claim) return undefined;
  const found = api.get<KubernetesObject & { status?: { phase?: string } }>('persistentvolumeclaims', `${namespace}/${claim.claimName}`);
  if (found?.status?.phase === 'Bound') return undefined;
  const { name } = volume;
  const why = found ? 'PVC is not bound' : `failed to fetch PVC from API server: persistentvolumeclaim "${claim.claimName}" not found`;
  return `Unable to attach or mount volumes: unmounted volumes=[${name}], unattached volumes=[], failed to process volumes=[${name}]: `
    + `error processing PVC ${namespace}/${claim.claimName}: ${why}`;
}

interface DataSource {
  optional?: boolean;
  items?: { key: string }[];
}

function dataProblem(
  volume: string, kind: string, resource: string, name: string, source: DataSource, namespace: string, api: ApiReader,
): string | undefined {
  if (source.optional) return undefined;
  const failed = `MountVolume.SetUp failed for volume "${volume}" :`;
  const found = api.get<ConfigMap & Secret>(resource, `${namespace}/${name}`);
  if (!found) return `${failed} ${kind} "${name}" not found`;
  const missing = source.items?.find(({ key }) => found.data?.[key] === undefined && found.binaryData?.[key] === undefined);
  return missing && `${failed} references non-existent ${kind === 'secret' ? 'secret' : 'config'} key: ${missing.key}`;
}

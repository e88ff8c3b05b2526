import type { Container, PodSpec } from '../../../../shared/kubernetes/types/pod.ts';
import { hexDigest } from '../../hex-digest.ts';

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const volumePrefix = 'kube-api-access-';
/** k8s.io/apimachinery/pkg/util/rand: the letters of generated names. */
const letters = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * Mounts a token of the service account into every container that has no volume at that path yet: a projected volume of the token, the
 * cluster's root certificate and the namespace. Source: plugin/pkg/admission/serviceaccount, mountServiceAccountToken.
 *
 * Where we differ: the five letters of the volume's name follow from the namespace and the container names, so that pods of one template can
 * share a spec.
 */
export function withServiceAccountToken(spec: PodSpec, namespace: string): PodSpec {
  const existing = spec.volumes?.find((volume) => volume.name.startsWith(volumePrefix));
  const name = existing?.name ?? `${volumePrefix}${suffixFor(spec, namespace)}`;
  let isNeeded = false;
  const mount = (container: Container): Container => {
    if (container.volumeMounts?.some((other) => other.mountPath === mountPath)) return container;
    isNeeded = true;
    return { ...container, volumeMounts: [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath }] };
  };
  const initContainers = spec.initContainers?.map(mount);
  const containers = spec.containers.map(mount);
  if (!isNeeded) return spec;
  return {
    ...spec, containers, ...(initContainers ? { initContainers } : {}),
    ...(existing ? {} : { volumes: [...(spec.volumes ?? []), { name, projected: tokenSource() }] }),
  };
}

function suffixFor({ containers, serviceAccountName = '' }: PodSpec, namespace: string): string {
  const digest = hexDigest([namespace, serviceAccountName, ...containers.map((container) => container.name)].join('/'), 10);
  return [0, 2, 4, 6, 8].map((start) => letters[Number.parseInt(digest.slice(start, start + 2), 16) % letters.length]).join('');
}

/** Source: serviceaccount.TokenVolumeSource; a little over an hour, so that a token can be told from one that was asked for. */
function tokenSource(): Record<string, unknown> {
  return {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
    defaultMode: 0o644,
  };
}

import type { Volume } from '../../shared/kubernetes/types/pod.ts';

/** Volume sources that the palette offers. */
export const volumeSources = ['emptyDir', 'configMap', 'secret', 'hostPath', 'persistentVolumeClaim'] as const;
export type VolumeSource = (typeof volumeSources)[number];

/** Sources that are objects of their own, by the kind that they mount. */
export const mountedKinds = { configMap: 'ConfigMap', secret: 'Secret', persistentVolumeClaim: 'PersistentVolumeClaim' } as const;
export type MountedSource = keyof typeof mountedKinds;

export function isMountedSource(source: VolumeSource): source is MountedSource {
  return source in mountedKinds;
}

/** A volume of this source; `object` names what it mounts. */
export function volumeOf(source: VolumeSource, name: string, object: string): Volume {
  switch (source) {
    case 'emptyDir': return { name, emptyDir: {} };
    case 'configMap': return { name, configMap: { name: object } };
    case 'secret': return { name, secret: { secretName: object } };
    case 'persistentVolumeClaim': return { name, persistentVolumeClaim: { claimName: object } };
    case 'hostPath': return { name, hostPath: { path: '/var/lib/data', type: 'DirectoryOrCreate' } };
  }
}

/** What a volume of this source is called in a pod, and where a container mounts it. */
export const volumeDefaults: Readonly<Record<VolumeSource, { name: string; mountPath: string; readOnly: boolean }>> = {
  emptyDir: { name: 'data', mountPath: '/data', readOnly: false },
  configMap: { name: 'config', mountPath: '/etc/config', readOnly: true },
  secret: { name: 'credentials', mountPath: '/etc/credentials', readOnly: true },
  hostPath: { name: 'host', mountPath: '/host', readOnly: false },
  persistentVolumeClaim: { name: 'data', mountPath: '/data', readOnly: false },
};

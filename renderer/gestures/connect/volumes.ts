import { addVolume } from '../add-volume.ts';
import type { VolumeSource } from '../volume.ts';
import type { Connection } from './connection.ts';

const templates = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob', 'Pod'] as const;

/** An object that pods mount: a volume in the template, mounted by all of its containers. */
function mounted(from: string, source: VolumeSource): Connection {
  return {
    from, to: templates, writes: 'to', field: `volumes.${source}`,
    change: (object, target, { pods }) => addVolume(target, { source, object: object.metadata.name }, { pods, configMaps: new Set(), secrets: new Set(), claims: new Set() })?.changes,
  };
}

export const volumeConnections: readonly Connection[] = [
  mounted('ConfigMap', 'configMap'), mounted('Secret', 'secret'), mounted('PersistentVolumeClaim', 'persistentVolumeClaim'),
];

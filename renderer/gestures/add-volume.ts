import type { DesignChange, DesignEdit } from '../../shared/ipc/design.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { PodSpec } from '../../shared/kubernetes/types/pod.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { asManifest } from './json-manifest.ts';
import { uniqueName } from './names.ts';
import { replacePod } from './replace-pod.ts';
import { newObject } from './objects/index.ts';
import { isMountedSource, mountedKinds, volumeDefaults, volumeOf } from './volume.ts';
import type { MountedSource, VolumeSource } from './volume.ts';
import { templateOf, templatePatch } from '../../shared/kubernetes/pod-template.ts';

export interface NewVolume {
  source: VolumeSource;
  /** An existing ConfigMap, Secret or claim (its card was dropped); absent: one is made. */
  object?: string;
  /** Container that mounts it; absent: all do. */
  container?: string;
}

/** Names that exist already, by kind. */
export interface TakenNames {
  pods: ReadonlySet<string>;
  configMaps: ReadonlySet<string>;
  secrets: ReadonlySet<string>;
  claims: ReadonlySet<string>;
}

/** A ConfigMap or Secret with one entry, so that the volume has something in it; or a claim for a small disk. */
export function newMountedObject(source: MountedSource, name: string, namespace: string | undefined): Manifest {
  const metadata = { name, ...(namespace ? { namespace } : {}) };
  switch (source) {
    case 'configMap': return asManifest({ apiVersion: 'v1', kind: 'ConfigMap', metadata, ...{ data: { 'app.conf': 'greeting=hello\n' } } });
    case 'secret': return asManifest({ apiVersion: 'v1', kind: 'Secret', metadata, ...{ type: 'Opaque', stringData: { password: 'change-me' } } });
    case 'persistentVolumeClaim': return newObject('PersistentVolumeClaim', { name, ...(namespace ? { namespace } : {}) }).at(-1) as Manifest;
  }
}

const ownNames: Readonly<Record<MountedSource, string>> = { configMap: 'config', secret: 'credentials', persistentVolumeClaim: 'data' };
const takenOf = (taken: TakenNames): Readonly<Record<MountedSource, ReadonlySet<string>>> => ({ configMap: taken.configMaps, secret: taken.secrets, persistentVolumeClaim: taken.claims });

/** Dropping a ConfigMap, Secret or claim on empty cluster space writes just the object. @param namespace in which it was dropped */
export function createMountedObject(source: MountedSource, taken: TakenNames, namespace?: string): DesignEdit {
  const name = uniqueName(ownNames[source], takenOf(taken)[source]);
  return {
    changes: [{ op: 'put', manifest: newMountedObject(source, name, namespace) }],
    label: { key: 'canvas:edit.addObject', params: { kind: mountedKinds[source], name } },
  };
}

/**
 * Dropping a volume on a pod, a template or a container writes the volume and its mounts (and the ConfigMap or Secret, when it is a new
 * one). A template is
 * patched; a bare pod is replaced. undefined: this kind has no pods.
 */
export function addVolume(target: KubernetesObject, volume: NewVolume, taken: TakenNames): DesignEdit | undefined {
  const isPod = target.kind === 'Pod';
  const spec = isPod ? (target as KubernetesObject & { spec: PodSpec }).spec : templateOf(target)?.spec;
  if (!spec) return undefined;
  const { changes, object } = objectFor(target, volume, taken);
  const change = (into: PodSpec): void => mount(into, volume, object);
  const label = {
    key: isPod ? 'canvas:edit.replaceWithVolume' : 'canvas:edit.addVolume',
    params: { volume: volumeDefaults[volume.source].name, name: target.metadata.name },
  };
  if (isPod) {
    const edit = replacePod(target, taken.pods, label, change);
    return { ...edit, changes: [...changes, ...edit.changes] };
  }
  const changed = { volumes: structuredClone(spec.volumes ?? []), containers: structuredClone(spec.containers) };
  change(changed);
  return { changes: [...changes, { op: 'patch', ref: refOf(target), patch: templatePatch(target.kind, { spec: { ...changed } }) }], label };
}

function objectFor(target: KubernetesObject, volume: NewVolume, taken: TakenNames): { changes: DesignChange[]; object: string } {
  if (volume.object !== undefined) return { changes: [], object: volume.object };
  if (!isMountedSource(volume.source)) return { changes: [], object: '' };
  const object = uniqueName(`${target.metadata.name}-${ownNames[volume.source]}`, takenOf(taken)[volume.source]);
  return { changes: [{ op: 'put', manifest: newMountedObject(volume.source, object, target.metadata.namespace) }], object };
}

/** Adds the volume under a free name, and a mount at a free path in each container that shall have it. */
function mount(spec: PodSpec, volume: NewVolume, object: string): void {
  const defaults = volumeDefaults[volume.source];
  const name = uniqueName(defaults.name, new Set((spec.volumes ?? []).map((item) => item.name)));
  spec.volumes = [...(spec.volumes ?? []), volumeOf(volume.source, name, object)];
  spec.containers = spec.containers.map((container) => {
    if (volume.container !== undefined && container.name !== volume.container) return container;
    const mounts = container.volumeMounts ?? [];
    const mountPath = uniqueName(defaults.mountPath, new Set(mounts.map((item) => item.mountPath)));
    return { ...container, volumeMounts: [...mounts, { name, mountPath, ...(defaults.readOnly ? { readOnly: true } : {}) }] };
  });
}

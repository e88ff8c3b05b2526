import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { PodSpec } from '../../shared/kubernetes/types/pod.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import { asManifest } from './json-manifest.ts';
import { uniqueName } from './names.ts';
import { podManifestFrom } from './pod-manifest.ts';

/**
 * Pods are immutable: a changed one is another one. Deletes the old pod (it terminates within its grace period) and writes a new one beside
 * it under the next
 * free name, with a new UID and IP.
 */
export function replacePod(
  pod: KubernetesObject,
  takenPodNames: ReadonlySet<string>,
  label: LocalizedText,
  change: (spec: PodSpec) => void,
): DesignEdit {
  const taken = new Set([...takenPodNames, pod.metadata.name]);
  const manifest = podManifestFrom(pod, uniqueName(pod.metadata.name, taken));
  change(manifest.spec);
  return {
    changes: [
      { op: 'delete', ref: refOf(pod) },
      { op: 'put', manifest: asManifest(manifest) },
    ],
    label,
  };
}

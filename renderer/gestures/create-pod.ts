import type { DesignEdit } from '../../shared/ipc/design.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { containerOf, presetObjectName } from './container-presets.ts';
import type { ContainerPreset } from './container-presets.ts';
import { asManifest } from './json-manifest.ts';
import { uniqueName } from './names.ts';

/**
 * Where a bare pod shall go. `selector` leaves the choice (of one) to the scheduler; `nodeName` skips it, and the kubelet may then refuse.
 */
export type Placement = { node: string; by: 'selector' | 'nodeName' };

export const hostnameLabel = 'kubernetes.io/hostname';

/** The fields of a pod spec that a placement sets. */
export function placementFields(placement: Placement | undefined): { nodeSelector?: Record<string, string>; nodeName?: string } {
  if (!placement) return {};
  return placement.by === 'nodeName' ? { nodeName: placement.node } : { nodeSelector: { [hostnameLabel]: placement.node } };
}

/** A bare Pod around one container; also what `placement.preview` is asked about while hovering. */
export function podAround(preset: ContainerPreset, placement: Placement | undefined, taken: ReadonlySet<string>, namespace?: string): Manifest {
  const name = uniqueName(presetObjectName[preset], taken);
  return asManifest({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, ...(namespace ? { namespace } : {}), ...{ labels: { app: name } } },
    ...{ spec: { ...placementFields(placement), containers: [containerOf(preset)] } },
  });
}

/** Dropping a container (or a pod) on empty cluster space or on a machine writes a bare Pod. */
export function createPod(preset: ContainerPreset, placement: Placement | undefined, taken: ReadonlySet<string>, namespace?: string): DesignEdit {
  const manifest = podAround(preset, placement, taken, namespace);
  const { name } = manifest.metadata;
  return {
    changes: [{ op: 'put', manifest }],
    label: placement
      ? { key: 'canvas:edit.addPodOn', params: { name, node: placement.node } }
      : { key: 'canvas:edit.addPod', params: { name } },
  };
}

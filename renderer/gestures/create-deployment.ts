import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refKey } from '../../shared/kubernetes/registry.ts';
import type { Point } from '../../shared/topology/types.ts';
import { containerOf, presetObjectName } from './container-presets.ts';
import type { ContainerPreset } from './container-presets.ts';
import { asManifest } from './json-manifest.ts';
import { uniqueName } from './names.ts';

/**
 * Dropping a Deployment writes it with two replicas of the preset's container. `at`: position of its card, when it was put outside the
 * lane.
 */
export function createDeployment(preset: ContainerPreset, taken: ReadonlySet<string>, at?: Point, namespace?: string): DesignEdit {
  const name = uniqueName(presetObjectName[preset], taken);
  const manifest = asManifest({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, ...(namespace ? { namespace } : {}) },
    ...{
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: { containers: [containerOf(preset)] } },
      },
    },
  });
  const key = refKey({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: namespace ?? 'default', name });
  return {
    changes: [{ op: 'put', manifest }, ...(at ? [{ op: 'layout' as const, positions: { [key]: at } }] : [])],
    label: { key: 'canvas:edit.addDeployment', params: { name } },
  };
}

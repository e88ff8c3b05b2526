import type { DesignEdit } from '../../shared/ipc/design.ts';
import { refOf } from '../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../shared/kubernetes/types/meta.ts';
import type { Container, PodSpec } from '../../shared/kubernetes/types/pod.ts';
import { containerOf } from './container-presets.ts';
import type { ContainerPreset } from './container-presets.ts';
import { uniqueName } from './names.ts';
import { replacePod } from './replace-pod.ts';
import { templateOf, templatePatch } from '../../shared/kubernetes/pod-template.ts';

/**
 * The preset under a container name that the pod does not have yet. Ports that are taken inside the pod are left out: containers share its
 * network.
 */
export function containerFor(spec: PodSpec, preset: ContainerPreset): Container {
  const container = containerOf(preset);
  const names = new Set([...spec.containers, ...(spec.initContainers ?? [])].map((item) => item.name));
  container.name = uniqueName(container.name, names);
  const taken = new Set(spec.containers.flatMap((item) => (item.ports ?? []).map((port) => port.containerPort)));
  const ports = (container.ports ?? []).filter((port) => !taken.has(port.containerPort));
  if (ports.length > 0) container.ports = ports;
  else delete container.ports;
  return container;
}

/** Dropping a container on a workload's card adds it to the template: its controller rolls it out. undefined: the kind has no template. */
export function addContainerToTemplate(workload: KubernetesObject, preset: ContainerPreset): DesignEdit | undefined {
  const template = templateOf(workload);
  if (!template) return undefined;
  const container = containerFor(template.spec, preset);
  return {
    changes: [
      {
        op: 'patch',
        ref: refOf(workload),
        patch: templatePatch(workload.kind, { spec: { containers: [...template.spec.containers, container] } }),
      },
    ],
    label: { key: 'canvas:edit.addContainer', params: { container: container.name, name: workload.metadata.name } },
  };
}

/** Dropping a container on a bare pod replaces the pod: containers of a pod cannot be added later. */
export function addContainerToPod(pod: KubernetesObject, preset: ContainerPreset, takenPodNames: ReadonlySet<string>): DesignEdit {
  const container = containerFor((pod as KubernetesObject & { spec: PodSpec }).spec, preset);
  return replacePod(
    pod,
    takenPodNames,
    { key: 'canvas:edit.replaceWithContainer', params: { container: container.name, name: pod.metadata.name } },
    (spec) => {
      spec.containers = [...spec.containers, container];
    },
  );
}

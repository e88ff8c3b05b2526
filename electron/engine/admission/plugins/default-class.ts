import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';

/** Of the classes that are marked as default the newest, then the first by name. Source: the setdefault plugins of classes. */
export function defaultClassOf(classes: Iterable<KubernetesObject>, ...annotations: readonly string[]): string | undefined {
  const defaults = [...classes].filter(({ metadata }) => annotations.some((annotation) => metadata.annotations?.[annotation] === 'true'));
  return defaults.toSorted((a, b) => {
    const [newer, older] = [b.metadata.creationTimestamp ?? '', a.metadata.creationTimestamp ?? ''];
    if (newer !== older) return newer < older ? -1 : 1;
    return a.metadata.name < b.metadata.name ? -1 : 1;
  })[0]?.metadata.name;
}

import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../apistore/api-client.ts';

/** The pod of that name, else the first live one whose name starts with it and a dash, as the pods of a controller do. */
export function findPod(api: ApiReader, namespace: string, name: string): { name: string; containers: string[] } | undefined {
  const exact = api.get<Pod>('pods', `${namespace}/${name}`);
  const found = exact ?? [...api.byIndex<Pod>('pods', 'namespace', namespace)].find((pod) => pod.metadata.name.startsWith(`${name}-`) && isLive(pod));
  return found && { name: found.metadata.name, containers: found.spec.containers.map((container) => container.name) };
}

function isLive({ metadata, status }: Pod): boolean {
  return !metadata.deletionTimestamp && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

import type { Pod } from './types/pod.ts';

/**
 * The number behind a port's name in one pod: of its containers and sidecars, the first that has a port of that name and protocol.
 * Source: pkg/api/v1/pod FindPort.
 */
export function namedPort(pod: Pod, name: string, protocol: string): number | undefined {
  const sidecars = (pod.spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  for (const { ports = [] } of [...pod.spec.containers, ...sidecars]) {
    const found = ports.find((port) => port.name === name && (port.protocol ?? 'TCP') === protocol);
    if (found) return found.containerPort;
  }
  return undefined;
}

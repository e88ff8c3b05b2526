import type { IntOrString } from '../../../../shared/kubernetes/types/meta.ts';
import type { Container, LifecycleHandler, Pod, Probe } from '../../../../shared/kubernetes/types/pod.ts';

/** The port of the pod that a probe or hook asks, or its name where the container has no such port; undefined: it asks none, or another host. */
export function askedPort({ httpGet, tcpSocket, grpc }: Pick<Probe, 'httpGet' | 'tcpSocket' | 'grpc'> | (LifecycleHandler & { grpc?: undefined }), container: Container): IntOrString | undefined {
  const asked = httpGet ?? tcpSocket;
  if (!asked) return grpc?.port;
  return asked.host ? undefined : portNumber(asked.port, container);
}

/** Ports that the probes of a container ask: whoever wrote them knows that the program listens there. */
export function probedPorts(container: Container): number[] {
  return [container.startupProbe, container.livenessProbe, container.readinessProbe].flatMap((probe) => {
    const port = probe && askedPort(probe, container);
    return typeof port === 'number' ? [port] : [];
  });
}

/** Whether nobody in the pod listens on the port that is asked. @param ports where its containers listen; undefined: not known, so that it may */
export function isClosed(port: IntOrString | undefined, ports: readonly { readonly ports: readonly number[] | undefined }[], { spec }: Pod): boolean {
  // In its machine's network others may listen too.
  if (typeof port !== 'number' || spec.hostNetwork) return false;
  return ports.every((one) => one.ports !== undefined && !one.ports.includes(port));
}

export function portNumber(port: IntOrString, container: Container): IntOrString {
  return typeof port === 'number' ? port : container.ports?.find(({ name }) => name === port)?.containerPort ?? port;
}

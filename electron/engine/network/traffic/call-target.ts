import { serviceNamed } from '../../../../shared/network/cluster-name.ts';
import type { RequestTarget } from '../../../../shared/network/request.ts';
import type { CallProfile } from '../../../../shared/topology/behaviour.ts';

const defaultHttpsPort = 443;

/**
 * What a program asks for when it calls a name: a Service, see `serviceNamed`; any other name is a host, asked at 443 unless the profile says.
 */
export function callTarget({ service, port }: CallProfile, namespace: string, isNamespace: (name: string) => boolean): RequestTarget {
  const inCluster = serviceNamed(service, namespace, isNamespace);
  if (inCluster) return { service: { ...inCluster, ...(port === undefined ? {} : { port }) } };
  const number = typeof port === 'number' ? port : Number(port ?? defaultHttpsPort);
  return { host: service, port: Number.isInteger(number) ? number : defaultHttpsPort };
}

/** A target as a key. */
export function targetKey(target: RequestTarget): string {
  if (target.service) {
    const { namespace, name, port = '' } = target.service;
    return `service/${namespace}/${name}:${port}${target.path ?? ''}`;
  }
  return `host/${target.host}:${target.port ?? 80}${target.path ?? ''}/${target.protocol ?? 'TCP'}`;
}

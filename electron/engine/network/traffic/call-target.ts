import type { RequestTarget } from '../../../../shared/network/request.ts';
import type { CallProfile } from '../../../../shared/topology/behaviour.ts';

const defaultHttpsPort = 443;

/**
 * What a program asks for when it calls a name. `db`, `db.shop`, `db.shop.svc` and `db.shop.svc.cluster.local` are Services of the cluster,
 * the first of the pod's own namespace; any other name is a host, asked at 443 unless the profile says.
 * @param isNamespace whether there is a namespace of that name: `db.shop` is a Service where there is a namespace `shop`
 */
export function callTarget({ service, port }: CallProfile, namespace: string, isNamespace: (name: string) => boolean): RequestTarget {
  const inCluster = clusterName(service, namespace, isNamespace);
  if (inCluster) return { service: { ...inCluster, ...(port === undefined ? {} : { port }) } };
  const number = typeof port === 'number' ? port : Number(port ?? defaultHttpsPort);
  return { host: service, port: Number.isInteger(number) ? number : defaultHttpsPort };
}

function clusterName(host: string, namespace: string, isNamespace: (name: string) => boolean): { namespace: string; name: string } | undefined {
  const [name = '', second, third, ...rest] = host.replace(/\.$/, '').split('.');
  if (second === undefined) return { namespace, name };
  if (third === undefined) return isNamespace(second) ? { namespace: second, name } : undefined;
  return third === 'svc' && (rest.length === 0 || rest.join('.') === 'cluster.local') ? { namespace: second, name } : undefined;
}

/** A target as a key. */
export function targetKey(target: RequestTarget): string {
  if (target.service) {
    const { namespace, name, port = '' } = target.service;
    return `service/${namespace}/${name}:${port}${target.path ?? ''}`;
  }
  return `host/${target.host}:${target.port ?? 80}${target.path ?? ''}/${target.protocol ?? 'TCP'}`;
}

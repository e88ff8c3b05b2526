import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoint, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { ServiceSource } from '../proxy/service-rules.ts';

/** Services and slices as the API holds them, in namespace `default`, for tests. */

export function serviceOf(spec: Partial<Service['spec']> = {}, name = 'web', status?: Service['status']): Service {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default', uid: `uid-${name}` },
    spec: { type: 'ClusterIP', clusterIP: '10.96.1.0', clusterIPs: [spec.clusterIP ?? '10.96.1.0'], selector: { app: name }, ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }], ...spec },
    ...(status ? { status } : {}),
  };
}

/** Ready, on node `n0`, unless said otherwise; its pod is named after the last number of the address. */
export function endpointAt(ip: string, rest: Partial<Endpoint> & { state?: 'Ready' | 'Unready' | 'Ending' | 'Ended' } = {}): Endpoint {
  const { state = 'Ready', ...fields } = rest;
  const name = `pod-${ip.split('.').at(-1)}`;
  return {
    addresses: [ip], nodeName: 'n0', conditions: conditionsOf[state],
    targetRef: { kind: 'Pod', namespace: 'default', name, uid: `uid-${name}` }, ...fields,
  };
}

const conditionsOf = {
  Ready: { ready: true, serving: true, terminating: false },
  Unready: { ready: false, serving: false, terminating: false },
  Ending: { ready: false, serving: true, terminating: true },
  Ended: { ready: false, serving: false, terminating: true },
} as const;

export function sliceOf(endpoints: Endpoint[], rest: Partial<EndpointSlice> = {}, service = 'web'): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice',
    metadata: { name: `${service}-abcde`, namespace: 'default', labels: { 'kubernetes.io/service-name': service } },
    addressType: 'IPv4', ports: [{ name: '', protocol: 'TCP', port: 8080 }], endpoints, ...rest,
  };
}

export function sourceOf(endpoints: Endpoint[], spec: Partial<Service['spec']> = {}, name = 'web', status?: Service['status']): ServiceSource {
  return { service: serviceOf(spec, name, status), slices: [sliceOf(endpoints, {}, name)] };
}

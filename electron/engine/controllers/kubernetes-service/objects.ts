import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import { formatIpv4, parseIpv4Block } from '../../../../shared/network/ipv4-block.ts';

const metadata = { name: 'kubernetes', namespace: 'default' };
const securePort = 6443;

/** `kubernetes.default.svc`, by which pods find the API server: the first address of the range. Source: CreateOrUpdateMasterServiceIfNeeded, pkg/controlplane/controller/kubernetesservice. */
export function kubernetesService(serviceRange: string): Service {
  return {
    apiVersion: 'v1', kind: 'Service', metadata: { ...metadata, labels: { component: 'apiserver', provider: 'kubernetes' } },
    spec: {
      type: 'ClusterIP', clusterIP: formatIpv4(parseIpv4Block(serviceRange).first + 1), sessionAffinity: 'None',
      ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: securePort }],
    },
  };
}

/** @param addresses of the API servers, at least one. Source: leaseEndpointReconciler.doReconcile, pkg/controlplane/reconcilers/lease.go. */
export function kubernetesEndpoints(addresses: readonly string[]): Endpoints {
  return {
    apiVersion: 'v1', kind: 'Endpoints', metadata: { ...metadata, labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' } },
    subsets: [{ addresses: addresses.map((ip) => ({ ip })), ports: [{ name: 'https', port: securePort, protocol: 'TCP' }] }],
  };
}

/** Source: endpointSliceFromEndpoints, pkg/controlplane/reconcilers/endpointsadapter.go. */
export function kubernetesSlice(addresses: readonly string[]): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { ...metadata, labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4', endpoints: addresses.map((address) => ({ addresses: [address], conditions: { ready: true } })),
    ports: [{ name: 'https', port: securePort, protocol: 'TCP' }],
  };
}

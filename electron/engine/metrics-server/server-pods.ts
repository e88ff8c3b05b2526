import type { Service } from '../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../shared/kubernetes/types/endpoint-slice.ts';
import type { ApiReader } from '../apistore/api-client.ts';
import type { Unavailable } from '../apistore/aggregation/aggregated-api.ts';
import { endpointsOf } from '../network/proxy/service-rules.ts';

/** As its manifests name it. */
export const metricsService = { namespace: 'kube-system', name: 'metrics-server', port: 443 } as const;

/**
 * Whether a metrics-server that is a workload of the cluster can be reached: once there is its Service, that must have endpoints. Without one
 * the provider runs it. Source: AvailableConditionController, kube-aggregator/pkg/controllers/status/remote.
 */
export function serverUnavailable(api: ApiReader): Unavailable | undefined {
  const { namespace, name, port: number } = metricsService;
  const key = `${namespace}/${name}`;
  const service = api.get<Service>('services', key);
  if (!service) return undefined;
  const port = service.spec.ports?.find((one) => one.port === number);
  if (!port) return { reason: 'ServicePortError', message: `service/${name} in "${namespace}" is not listening on port ${number}` };
  const endpoints = endpointsOf([...api.byIndex<EndpointSlice>('endpointslices', 'service', key)], port.name ?? '', port.protocol ?? 'TCP');
  if (endpoints.some(({ ready }) => ready)) return undefined;
  return { reason: 'MissingEndpoints', message: `endpointslices for service/${name} in "${namespace}" have no addresses with port name "${port.name ?? ''}"` };
}

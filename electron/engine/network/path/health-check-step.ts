import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import { localReadyNodes } from '../proxy/choose-endpoints.ts';
import { noteHop, serviceRef, type Passage } from './passage.ts';

/**
 * kube-proxy itself answers at the health check port of each Service of type LoadBalancer with externalTrafficPolicy Local: 200 while ready endpoints are on its node, else 503. A proxy that
 * is stopped, or does not follow the API, answers nobody. Source: pkg/proxy/healthcheck/service_health.go.
 * @returns false: it is the port of no Service
 */
export function answersHealthCheck(passage: Passage, node: string): boolean {
  const { network, packet: { destinationPort: port } } = passage;
  const table = network.tableOf(node);
  if (table.state !== 'Synced') return false;
  const service = serviceAt(passage, port);
  const rules = service && table.rulesOf(`${service.metadata.namespace ?? ''}/${service.metadata.name}`);
  if (!service || !rules) return false;
  const localEndpoints = localReadyNodes(rules).has(node) ? countOn(rules.ports, node) : 0;
  const status = localEndpoints > 0 ? 200 : 503;
  const ref = { namespace: service.metadata.namespace ?? '', name: service.metadata.name };
  noteHop(passage, () => ({
    subject: serviceRef(ref), rule: { kind: 'Proxy', node, service: { ...ref, portName: '', port }, healthCheck: { localEndpoints, status } },
  }), status === 200 ? 'Passed' : 'Failed');
  if (status === 200) passage.arrivedHere();
  else passage.failed({ kind: 'NoLocalHealth', service: ref, node });
  return true;
}

function serviceAt({ network }: Passage, port: number): Service | undefined {
  for (const service of network.api.list<Service>('services')) {
    const { type, externalTrafficPolicy, healthCheckNodePort } = service.spec;
    if (healthCheckNodePort === port && type === 'LoadBalancer' && externalTrafficPolicy === 'Local') return service;
  }
  return undefined;
}

/** Pods, not ports: one that serves at several ports is one. */
function countOn(ports: readonly { endpoints: readonly { ip: string; ready: boolean; node?: string | undefined }[] }[], node: string): number {
  return new Set(ports.flatMap(({ endpoints }) => endpoints.filter((one) => one.ready && one.node === node).map(({ ip }) => ip))).size;
}

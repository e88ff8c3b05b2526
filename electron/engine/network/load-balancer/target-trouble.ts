import type { LoadBalancerTarget, TargetTrouble } from '../../../../shared/view/load-balancer.ts';
import { localReadyNodes } from '../proxy/choose-endpoints.ts';
import type { KubeProxies } from '../proxy/kube-proxies.ts';
import type { HealthCheck } from './load-balancer.ts';

/** What health checks find out about. */
export interface Checked {
  proxies: KubeProxies;
  /** Whether the machine runs and can be reached from outside. */
  isUp(machine: string): boolean;
}

/**
 * Why a node gives the wrong answer to a health check now; undefined: it gives the right one. kube-proxy's own port (10256) answers while it follows the API
 * server; a Service's health check port with 200 where it has ready endpoints on the node, else 503; its node port takes a connection while it has an endpoint at all.
 * Source: pkg/proxy/healthcheck/proxy_health.go, service_health.go.
 * @param key `namespace/name` of the Service
 */
export function targetTrouble({ proxies, isUp }: Checked, check: HealthCheck, key: string, node: string): TargetTrouble | undefined {
  if (!isUp(node)) return 'Unreachable';
  const table = proxies.tableOf(node);
  if (table.state !== 'Synced') return 'ProxyStopped';
  if (check === 'KubeProxy') return undefined;
  const rules = table.rulesOf(key);
  const ready = rules && localReadyNodes(rules);
  if (check === 'LocalEndpoints') return ready?.has(node) ? undefined : 'NoLocalEndpoint';
  return ready && ready.size > 0 ? undefined : 'NoEndpoint';
}

/** The target with what is the matter with it, where it is not healthy. @param trouble that of its node */
export function withTrouble(target: LoadBalancerTarget, trouble: () => TargetTrouble | undefined): LoadBalancerTarget {
  if (target.state === 'healthy') return target;
  return { ...target, trouble: target.state === 'draining' ? 'Deregistering' : trouble() ?? 'Checking' };
}

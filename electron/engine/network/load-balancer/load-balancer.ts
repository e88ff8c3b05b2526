import type { LoadBalancerIngress, Service } from '../../../../shared/kubernetes/types/core.ts';
import type { LoadBalancerView } from '../../../../shared/view/load-balancer.ts';
import type { CloudAnswer } from '../../cloud/cloud-instances.ts';

/** A load balancer in front of the cluster, as its provider runs it. */
export interface LoadBalancer {
  /** The Service that it is for. */
  readonly namespace: string;
  readonly name: string;
  readonly address: string;
  /** Address: its packets reach nodes with its own address as their destination. NodePort: with that of the node, and the Service's port there. */
  readonly forwardsTo: 'Address' | 'NodePort';
  readonly ports: readonly BalancerPort[];
  /** Its targets, and those of them that answer its health checks. */
  readonly nodes: readonly string[];
  readonly healthy: readonly string[];
  readonly healthCheck: HealthCheck;
  /** Only the machines' network reaches it. */
  readonly isInternal?: boolean;
  /** Its own address, which its packets have as their source: clients end at it. Absent: they come to nodes with their own. */
  readonly speaksAs?: string;
  /** Who may use it, where it sees to that itself; absent or none: everybody, or the nodes' rules say. */
  readonly sourceRanges?: readonly string[];
}

export interface BalancerPort {
  readonly port: number;
  readonly protocol: string;
  readonly nodePort: number | undefined;
}

/**
 * LocalEndpoints: the Service's own health check port, which a node answers that has ready endpoints. KubeProxy: port 10256 of every node. NodePort: that of the
 * Service, which takes connections while it has an endpoint.
 */
export type HealthCheck = 'LocalEndpoints' | 'KubeProxy' | 'NodePort';

/** Who makes load balancers when the service controller asks for them. Source: cloudprovider.LoadBalancer, staging/src/k8s.io/cloud-provider/cloud.go. */
export interface LoadBalancerProvider {
  /** How long it takes until one is there, or what it is has changed, or it is gone. */
  durationMs(service: Service): { readonly ensure: number; readonly remove: number };
  /** Asks the cloud to make, change or take it away; absent: nobody has to be asked. `ensure` and `remove` follow once the answer is there. */
  ask?(service: Service, what: 'ensure' | 'remove'): CloudAnswer<void>;
  has(service: Service): boolean;
  /** Another controller makes it. Source: cloudprovider.ImplementedElsewhere. */
  isElsewhere?(service: Service): boolean;
  /** Makes it what the Service says it is. @returns what stands in the Service's status */
  ensure(service: Service): LoadBalancerIngress[];
  remove(service: Service): void;
  /** Nodes to which load balancers may send. @returns why the cloud refused it */
  setNodes(nodes: readonly string[]): string | undefined;
  /** The load balancer that has an address. */
  at(ip: string): LoadBalancer | undefined;
  /** Addresses of the one that has a name; absent: they go by addresses. */
  addressesOf?(hostname: string): string[];
  /** @param listener told when a load balancer has changed where it sends; it marks work, it does not do it */
  onChange(listener: (key: string) => void): void;
  /** All of them, for people to see; `viewVersion` grows when that may have changed. */
  views(): LoadBalancerView[];
  viewVersion(): number;
}

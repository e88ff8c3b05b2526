/** A load balancer in front of the cluster, as its provider runs it. */
export interface LoadBalancer {
  /** The Service that it is for. */
  readonly namespace: string;
  readonly name: string;
  readonly address: string;
  /** Address: its packets reach nodes with its own address as their destination. NodePort: with that of the node, and the Service's port there. */
  readonly forwardsTo: 'Address' | 'NodePort';
  readonly ports: readonly { readonly port: number; readonly protocol: string; readonly nodePort: number | undefined }[];
  /** Its targets, and those of them that answer its health checks. */
  readonly nodes: readonly string[];
  readonly healthy: readonly string[];
  readonly healthCheck: 'LocalEndpoints' | 'KubeProxy';
}

import type { NodeStatus } from '../../../shared/kubernetes/types/node.ts';
import type { Result } from '../../../shared/result.ts';

/** What a cloud knows of the instance behind a node. Source: cloudprovider.InstanceMetadata, staging/src/k8s.io/cloud-provider/cloud.go. */
export interface InstanceMetadata {
  readonly providerID: string;
  readonly instanceType: string;
  readonly zone: string;
  readonly region: string;
  readonly addresses: NonNullable<NodeStatus['addresses']>;
  /** It is there, but has no power. */
  readonly isShutDown: boolean;
}

/** Answer to a question to the cloud, and how long it took. Errors are the texts that components pass on. */
export interface CloudAnswer<T> {
  readonly durationMs: number;
  readonly result: Result<T, string>;
}

/** What the cloud-controller-manager asks its cloud about nodes. Source: cloudprovider.InstancesV2. */
export interface CloudInstances {
  /** Undefined: there is no such instance (any more). @param providerID as the node has it; '' while it has none */
  describe(node: string, providerID: string): CloudAnswer<InstanceMetadata | undefined>;
}

/** Routes of the cloud's network to the pods of nodes. Source: cloudprovider.Routes. */
export interface CloudRoutes {
  createRoute(node: string, cidr: string): CloudAnswer<void>;
  deleteRoute(node: string): CloudAnswer<void>;
  /** Nodes to which there is one. */
  routes(): ReadonlyMap<string, string>;
}

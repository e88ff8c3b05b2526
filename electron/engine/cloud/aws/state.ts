import type { CloudErrorCode } from '../../../../shared/faults.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { CloudActivity, CloudCall, CloudInstance, CloudRouteTable, CloudVolume } from '../../../../shared/view/cloud.ts';
import type { HealthState } from '../../network/load-balancer/health.ts';
import type { ApplicationBalancer, TargetGroup } from './applications/state.ts';
import type { Bill } from './ledger.ts';

/** `FailCloudCalls` in force. */
export interface InjectedFailure {
  error: CloudErrorCode;
  action?: string;
  zone?: string;
  instanceType?: string;
  left?: number;
}

export interface Subnet {
  id: string;
  cidr: string;
  zone: string;
  kind: 'Public' | 'Private';
  routeTable: string;
  /** Offset of the next address; the first four of a subnet and its last one are AWS' own. */
  nextAddress: number;
}

export interface SecurityGroup {
  id: string;
  name: string;
  ingress: { protocol: string; ports: string; from: string }[];
  loadBalancer?: ObjectRef;
}

export interface Vpc {
  id: string;
  cidr: string;
  internetGateway: string;
  subnets: Subnet[];
  routeTables: CloudRouteTable[];
  /** By zone in which it stands. */
  natGateways: { id: string; zone: string; address: string }[];
  securityGroups: SecurityGroup[];
}

export type Instance = Omit<CloudInstance, 'volumes' | 'maxVolumes'> & {
  /** When it is in its next state, which comes by itself. */
  nextAtMs?: number;
  rootVolume: string;
  /** Its Auto Scaling group. */
  group?: string;
  /** Nobody wants it any more; TerminateInstances is tried then. */
  terminateAtMs?: number;
};

export type Volume = CloudVolume & {
  iops: number;
  throughputMibps: number;
  /** To which it is attached. */
  instance?: string;
  /** Its state is older than it seems: what was asked for is done then. */
  settledAtMs?: number;
};

export type Scheme = 'internet-facing' | 'internal';

/** Where a load balancer is reached in a zone, and its own address in the VPC. */
export interface BalancerAddress {
  zone: string;
  ip: string;
  inner: string;
}

/** The load balancer of a Service. */
export interface Balancer {
  type: 'network' | 'classic';
  /** Of a Classic Load Balancer, which has none, its name. */
  arn: string;
  name: string;
  dnsName: string;
  /** One in each of its zones. */
  addresses: BalancerAddress[];
  activeAtMs: number;
  subject: ObjectRef;
  scheme: Scheme;
  /** Of a Classic Load Balancer: its own group, and the health check that has been set. */
  securityGroup?: string;
  healthTarget?: string;
  /** Who may use it; none: everybody. */
  sourceRanges: string[];
  crossZone: boolean;
  local: boolean;
  healthCheckNodePort: number;
  /** A Classic Load Balancer has no target groups. */
  ports: { port: number; protocol: string; nodePort: number | undefined; targetGroup: string }[];
  /** Nodes that are registered. */
  targets: string[];
  health: HealthState;
  /** Targets that have passed a check at least once. */
  known: Set<string>;
  /** Node → when it will be gone altogether. */
  draining: Map<string, number>;
}

export interface ScalingGroup {
  name: string;
  subject: ObjectRef;
  desired: number;
  activities: CloudActivity[];
  /** The last launch failed, and nothing has succeeded since. */
  failure?: { code: string; message: string };
  /** Launches are tried again then. */
  retryAtMs?: number;
  retryDelayMs?: number;
}

/** Everything in the account; plain data, part of the snapshot. */
export interface AwsState {
  account: string;
  /** Counts changes that a view shows. */
  version: number;
  callCount: number;
  calls: CloudCall[];
  buckets: Map<string, { tokens: number; atMs: number }>;
  failures: InjectedFailure[];
  vpc: Vpc;
  /** By machine. Terminated ones stay for a while, as AWS shows them. */
  instances: Map<string, Instance>;
  /** By id. */
  volumes: Map<string, Volume>;
  /** By uid of the Service. */
  balancers: Map<string, Balancer>;
  /** By Ingress group: `namespace/name` of its one Ingress, or the name of the group. */
  applications: Map<string, ApplicationBalancer>;
  /** Target groups of those whose load balancer could not be made yet. */
  looseTargetGroups: Map<string, TargetGroup[]>;
  /** By name of the NodeGroup. */
  groups: Map<string, ScalingGroup>;
  /** How many more instances a zone has, by `<type>/<zone>` and by `<type>`. */
  capacity: Map<string, number>;
  /** Node → range of its pods to which there is a route. */
  podRoutes: Map<string, string>;
  bills: Map<string, Bill>;
}

import type { AwsQuotas, AwsSpec } from '../cloud/provider-spec.ts';
import type { ObjectRef } from '../kubernetes/registry.ts';

/** One request to the cloud's API, as its audit trail (CloudTrail) would have it. */
export interface CloudCall {
  /** Counts from 1 in a world. */
  id: number;
  /** Simulated time at which it was sent, and how long its answer took. */
  atMs: number;
  durationMs: number;
  /** Who asked: `cloud-controller-manager`, `cluster-autoscaler`, `ebs-csi-driver`, `autoscaling.amazonaws.com`, or `design`, the tool that builds what the design says. */
  caller: string;
  /** `ec2`, `autoscaling`, `elasticloadbalancing`. */
  service: string;
  /** `RunInstances` … */
  action: string;
  /** Parameters and answer by AWS' own names. */
  request: Record<string, CloudValue>;
  answer?: Record<string, CloudValue>;
  /** Instead of the answer. */
  error?: CloudError;
  /** The object of the cluster for which it was made. */
  subject?: ObjectRef;
}

export type CloudValue = string | number | boolean | readonly CloudValue[] | { readonly [name: string]: CloudValue };

export interface CloudError {
  /** `InsufficientInstanceCapacity` … */
  code: string;
  message: string;
}

/** What is in the account: the network of the notes, and what stands in it. */
export interface CloudView {
  /** With what the account was made: what the design says now, another account will have. */
  spec: AwsSpec;
  region: string;
  account: string;
  vpc: { id: string; cidr: string };
  internetGateway: { id: string };
  zones: CloudZone[];
  routeTables: CloudRouteTable[];
  securityGroups: CloudSecurityGroup[];
  instances: CloudInstance[];
  loadBalancers: CloudLoadBalancer[];
  /** Auto Scaling groups. */
  asgs: CloudScalingGroup[];
  volumes: CloudVolume[];
  quotas: { name: keyof AwsQuotas; used: number; limit: number }[];
  /** Failures that were injected and are in force. */
  failures: CloudFailure[];
  /** Calls so far; `cloud.calls` has the last ones. */
  calls: number;
}

export interface CloudZone {
  name: string;
  subnets: { id: string; cidr: string; kind: 'Public' | 'Private'; routeTable: string }[];
  natGateway?: { id: string; address: string };
  /** All its machines are cut off from the rest. */
  isCutOff?: boolean;
  /** The NAT gateway, and the zone in which it stands, through which its private subnet reaches the Internet; `works`: does so now. Absent: it has no way there. */
  egress?: { natGateway: string; zone: string; works: boolean };
}

export interface CloudRouteTable {
  id: string;
  kind: 'Public' | 'Private';
  /** `local`, an `igw-`, `nat-` or `i-` id. */
  routes: { destination: string; target: string }[];
}

export interface CloudSecurityGroup {
  id: string;
  name: string;
  /** Who may come in. */
  ingress: { protocol: string; ports: string; from: string }[];
  loadBalancer?: ObjectRef;
}

export interface CloudInstance {
  id: string;
  machine: string;
  type: string;
  zone: string;
  subnet: string;
  address: string;
  state: 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';
  /** Ids of attached volumes, and how many of them the type takes. */
  volumes: string[];
  maxVolumes: number;
}

export interface CloudLoadBalancer {
  arn: string;
  name: string;
  type: 'network' | 'application' | 'classic';
  scheme: 'internet-facing' | 'internal';
  dnsName: string;
  state: 'provisioning' | 'active';
  /** Its addresses, one in each zone; without cross-zone load balancing each sends only to targets of its own zone. */
  addresses: { zone: string; ip: string }[];
  crossZone: boolean;
  /** When it became active, or will. */
  activeAtMs: number;
  /** The Service or Ingress for which it is. */
  subject: ObjectRef;
  /** `targetGroup`: to which its default action forwards; '' for a Classic Load Balancer, which has none, and for a default action that forwards nowhere. */
  listeners: { protocol: string; port: number; targetGroup: string; /** Of an Application Load Balancer, in the order in which they are tried. */ rules?: CloudListenerRule[] }[];
  /** Of a Classic Load Balancer one that stands for its instances and its health check. */
  targetGroups: {
    arn: string; name: string; port: number; healthCheck: { protocol: string; port: string; intervalSeconds: number; healthy: number; unhealthy: number; path?: string };
    /** Of an Application Load Balancer: what it has as targets, and for which Service. */
    targetType?: 'instance' | 'ip'; service?: ObjectRef;
  }[];
  targets: CloudTarget[];
}

export interface CloudListenerRule {
  priority: number;
  /** The conditions, as they are to be met; none: any. */
  hosts: string[];
  paths: string[];
  /** Names of the target groups to which it forwards; none: it answers by itself. */
  targetGroups: string[];
  /** The Ingress that it comes from. */
  ingress: ObjectRef;
}

export interface CloudTarget {
  /** That it is, or on which its pod is. */
  machine: string;
  instance: string;
  zone: string;
  state: CloudTargetState;
  /** Why it is not healthy, by AWS' own words (`Target.FailedHealthChecks`, and its description). */
  reason?: string;
  description?: string;
  /** Name of its target group, where there are several. */
  targetGroup?: string;
  /** `10.244.1.7:8080`, and the pod that has it, where targets are pods. */
  address?: string;
  pod?: ObjectRef;
}

export type CloudTargetState = 'initial' | 'healthy' | 'unhealthy' | 'draining';

export interface CloudScalingGroup {
  name: string;
  /** The NodeGroup. */
  subject: ObjectRef;
  min: number;
  max: number;
  desired: number;
  zones: string[];
  /** Machines in it. */
  machines: string[];
  /** The last ones, newest first. */
  activities: CloudActivity[];
}

export interface CloudActivity {
  startMs: number;
  endMs?: number;
  status: 'InProgress' | 'Successful' | 'Failed';
  description: string;
  message?: string;
}

export interface CloudVolume {
  id: string;
  zone: string;
  type: string;
  sizeGib: number;
  state: 'creating' | 'available' | 'in-use' | 'deleting';
  /** Machine to which it is attached. */
  machine?: string;
  /** The PersistentVolume, or the Machine of which it is the root volume. */
  subject?: ObjectRef;
}

/** `FailCloudCalls` in force. */
export interface CloudFailure {
  error: string;
  action?: string;
  zone?: string;
  instanceType?: string;
  /** Calls that it still strikes; absent: all, until it is mended. */
  left?: number;
}

import { z } from 'zod';
import { regionOf, regions, zonesOf } from './aws/catalogue/regions.ts';

/** `spec.provider` of the Cluster document: who owns the computers. Absent: `bare`, machines that simply exist. */
export type ProviderSpec = { name: 'bare' } | AwsSpec;

/** A simulated account with AWS. */
export interface AwsSpec {
  name: 'aws';
  /** One of the catalogue. */
  region: string;
  /** Availability zones of the VPC. Default: the region's first three. */
  zones?: string[];
  /** NAT gateways through which private subnets reach the Internet: one in each zone, one for all (in the first zone), none. Default Single, as eksctl has it. */
  natGateway?: NatGateways;
  /**
   * `vpc-cni`: pods have addresses of network interfaces, so that an instance's type says how many it takes (29 for m5.large). `routes`: the route controller
   * makes a route of the VPC to each node's pods. Default vpc-cni.
   */
  podNetwork?: 'vpc-cni' | 'routes';
  quotas?: AwsQuotas;
  /** How many more instances of a type a zone can give; what is not named has no end. */
  capacity?: CapacityEntry[];
}

export type NatGateways = 'HighlyAvailable' | 'Single' | 'Disable';

export interface CapacityEntry {
  instanceType: string;
  zone?: string;
  instances: number;
}

/** Service quotas of the account. */
export interface AwsQuotas {
  /** L-1216C47A, Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances, in vCPUs. */
  onDemandVcpus?: number;
  /** L-69A177A2, Network Load Balancers per Region. */
  networkLoadBalancers?: number;
  /** L-E9E9831D, Classic Load Balancers per Region. */
  classicLoadBalancers?: number;
  /** L-53DA6B97, Application Load Balancers per Region. */
  applicationLoadBalancers?: number;
  /** L-7A658B76, storage for General Purpose SSD (gp3) volumes, in TiB. */
  gp3StorageTiB?: number;
  /** L-93826ACB, routes per route table. */
  routesPerRouteTable?: number;
}

/** What AWS gives, except for vCPUs: a new account begins with 5, and AWS raises that with use. */
export const defaultQuotas: Required<AwsQuotas> = {
  onDemandVcpus: 256, networkLoadBalancers: 50, classicLoadBalancers: 20, applicationLoadBalancers: 50, gp3StorageTiB: 50, routesPerRouteTable: 500,
};

const count = z.number().int().min(0);

/** Errors name what is wrong; unknown fields are kept. */
export const providerSchema = z.discriminatedUnion('name', [
  z.looseObject({ name: z.literal('bare') }),
  z.looseObject({
    name: z.literal('aws'),
    region: z.string(),
    zones: z.array(z.string()).min(1).optional(),
    natGateway: z.enum(['HighlyAvailable', 'Single', 'Disable']).optional(),
    podNetwork: z.enum(['vpc-cni', 'routes']).optional(),
    quotas: z.looseObject({
      onDemandVcpus: count.optional(), networkLoadBalancers: count.optional(), classicLoadBalancers: count.optional(), applicationLoadBalancers: count.optional(), gp3StorageTiB: z.number().min(0).optional(), routesPerRouteTable: count.optional(),
    }).optional(),
    capacity: z.array(z.looseObject({ instanceType: z.string().min(1), zone: z.string().optional(), instances: count })).optional(),
  }).superRefine(({ region, zones = [] }, context) => {
    if (!regionOf(region)) {
      context.addIssue({ code: 'custom', path: ['region'], message: `must be one of ${regions.map(({ name }) => name).join(', ')}` });
      return;
    }
    const known = zonesOf(region);
    zones.forEach((zone, index) => {
      if (!known.includes(zone)) context.addIssue({ code: 'custom', path: ['zones', index], message: `must be one of ${known.join(', ')}` });
    });
  }),
]);

/** Zones of the account's VPC. */
export function awsZones({ region, zones }: AwsSpec): string[] {
  return zones ?? zonesOf(region).slice(0, 3);
}

/**
 * The availability zone that a design's zone means: itself, or, for a name that says no more than a letter (`zone-b`, `b`), the one with this letter, else the
 * first. Undefined: it is a zone of somewhere else.
 */
export function awsZoneFor(spec: AwsSpec, zone: string): string | undefined {
  const zones = awsZones(spec);
  if (zones.includes(zone)) return zone;
  const letter = /^(?:zone-)?([a-z])$/.exec(zone)?.[1];
  if (letter === undefined) return undefined;
  return zones.find((one) => one.endsWith(letter)) ?? zones[0];
}

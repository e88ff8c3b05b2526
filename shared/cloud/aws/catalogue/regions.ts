import { familyOf, instanceTypeOf } from './instance-types.ts';

/**
 * Regions with their zones and what things cost there, in US dollars: plain data.
 * Instances in us-east-1 cost what `instance-types.ts` says, with its source and date; elsewhere the price of the family's `large` is given, with which all sizes
 * of a family grow evenly. Those of regions other than us-east-1, and all prices of volumes, load balancers, NAT gateways, addresses and EKS, were written down
 * without the price pages at hand (January 2026), and us-east-2 and us-west-2 are taken to cost what us-east-1 does: estimates, to be checked before anyone
 * relies on them.
 */
export interface Region {
  readonly name: string;
  /** Letters of its zones: `a` is `us-east-1a`. */
  readonly zones: string;
  /** Family → an hour of its `large`; absent: as in us-east-1. */
  readonly largePerHour?: Readonly<Record<string, number>>;
  readonly prices: RegionPrices;
}

export interface RegionPrices {
  /** A month of a GiB, by volume type. */
  readonly volumeGibMonth: Readonly<Record<VolumeType, number>>;
  /** gp3 beyond 3,000 IOPS and 125 MiB/s: a month of one IOPS, and of one MiB/s. */
  readonly gp3IopsMonth: number;
  readonly gp3MibpsMonth: number;
  /** An hour of a load balancer, and of one of its capacity units. */
  readonly networkLoadBalancerHour: number;
  readonly networkLcuHour: number;
  readonly applicationLoadBalancerHour: number;
  readonly applicationLcuHour: number;
  /** Classic Load Balancers are billed by the GB besides. */
  readonly classicLoadBalancerHour: number;
  readonly natGatewayHour: number;
  readonly publicAddressHour: number;
  readonly eksClusterHour: number;
}

export type VolumeType = 'gp3' | 'gp2' | 'io2' | 'io1' | 'st1' | 'sc1';

const unitedStates: RegionPrices = {
  volumeGibMonth: { gp3: 0.08, gp2: 0.1, io2: 0.125, io1: 0.125, st1: 0.045, sc1: 0.015 }, gp3IopsMonth: 0.005, gp3MibpsMonth: 0.04,
  networkLoadBalancerHour: 0.0225, networkLcuHour: 0.006, applicationLoadBalancerHour: 0.0225, applicationLcuHour: 0.008, classicLoadBalancerHour: 0.025,
  natGatewayHour: 0.045, publicAddressHour: 0.005, eksClusterHour: 0.1,
};

export const regions: readonly Region[] = [
  { name: 'us-east-1', zones: 'abcdef', prices: unitedStates },
  { name: 'us-east-2', zones: 'abc', prices: unitedStates },
  { name: 'us-west-2', zones: 'abcd', prices: unitedStates },
  {
    name: 'eu-west-1', zones: 'abc',
    largePerHour: { t3: 0.0912, t4g: 0.0736, m5: 0.107, m6i: 0.107, m7g: 0.091, c5: 0.096, c6i: 0.0912, c7g: 0.0778, r5: 0.141, r6i: 0.141 },
    prices: {
      volumeGibMonth: { gp3: 0.088, gp2: 0.11, io2: 0.138, io1: 0.138, st1: 0.05, sc1: 0.0168 }, gp3IopsMonth: 0.0055, gp3MibpsMonth: 0.044,
      networkLoadBalancerHour: 0.0252, networkLcuHour: 0.006, applicationLoadBalancerHour: 0.0252, applicationLcuHour: 0.008, classicLoadBalancerHour: 0.028,
      natGatewayHour: 0.048, publicAddressHour: 0.005, eksClusterHour: 0.1,
    },
  },
  {
    name: 'eu-central-1', zones: 'abc',
    largePerHour: { t3: 0.096, t4g: 0.0768, m5: 0.115, m6i: 0.115, m7g: 0.0978, c5: 0.097, c6i: 0.097, c7g: 0.0827, r5: 0.152, r6i: 0.152 },
    prices: {
      volumeGibMonth: { gp3: 0.0952, gp2: 0.119, io2: 0.149, io1: 0.149, st1: 0.054, sc1: 0.018 }, gp3IopsMonth: 0.006, gp3MibpsMonth: 0.048,
      networkLoadBalancerHour: 0.027, networkLcuHour: 0.006, applicationLoadBalancerHour: 0.027, applicationLcuHour: 0.008, classicLoadBalancerHour: 0.03,
      natGatewayHour: 0.052, publicAddressHour: 0.005, eksClusterHour: 0.1,
    },
  },
  {
    name: 'sa-east-1', zones: 'abc',
    largePerHour: { t3: 0.1344, t4g: 0.1072, m5: 0.153, m6i: 0.153, m7g: 0.1301, c5: 0.131, c6i: 0.131, c7g: 0.1117, r5: 0.201, r6i: 0.201 },
    prices: {
      volumeGibMonth: { gp3: 0.152, gp2: 0.19, io2: 0.238, io1: 0.238, st1: 0.086, sc1: 0.0288 }, gp3IopsMonth: 0.0095, gp3MibpsMonth: 0.076,
      networkLoadBalancerHour: 0.034, networkLcuHour: 0.008, applicationLoadBalancerHour: 0.034, applicationLcuHour: 0.011, classicLoadBalancerHour: 0.034,
      natGatewayHour: 0.093, publicAddressHour: 0.005, eksClusterHour: 0.1,
    },
  },
];

const byName = new Map(regions.map((region) => [region.name, region]));

export function regionOf(name: string): Region | undefined {
  return byName.get(name);
}

/** Names of a region's availability zones; none for one that is not in the catalogue. */
export function zonesOf(region: string): string[] {
  return [...byName.get(region)?.zones ?? ''].map((letter) => `${region}${letter}`);
}

/** US dollars an hour of an instance in a region; 0 for a type or region that is not in the catalogue. */
export function instancePerHour(region: string, type: string): number {
  const found = instanceTypeOf(type);
  const here = byName.get(region);
  if (!found || !here) return 0;
  const family = familyOf(type);
  const large = here.largePerHour?.[family];
  const largeAtHome = instanceTypeOf(`${family}.large`)?.usdPerHour;
  return large === undefined || largeAtHome === undefined ? found.usdPerHour : Number((found.usdPerHour * large / largeAtHome).toFixed(6));
}

import { instanceTypeOf } from './instance-types.ts';
import { zonesOf } from './regions.ts';

/**
 * Which zone has which instance types: plain data. AWS lists it by DescribeInstanceTypeOfferings. Zones whose hosts are older than the Nitro system offer none of the
 * catalogue's types, all of which run on it. Source: the answers `Unsupported: Your requested instance type (…) is not supported in your requested Availability Zone
 * (us-east-1e)` for t3, m5, c5 and r5 in public reports of 2021 to 2025 (kubernetes-sigs/provider-aws-test-infra #354, compiler-explorer/infra #601), and
 * wolfman.dev/posts/exclude-use1-az3. Letters of zones are each account's own: in most it is `e` that means use1-az3. Read in November 2026.
 */
const zonesWithoutNitro: readonly string[] = ['us-east-1e'];

/** Whether a zone has a type at all, however much of it is left. */
export function isOffered(zone: string, type: string): boolean {
  return instanceTypeOf(type) !== undefined && !zonesWithoutNitro.includes(zone);
}

/** Zones of a region that have a type. */
export function zonesOffering(region: string, type: string): string[] {
  return zonesOf(region).filter((zone) => isOffered(zone, type));
}

import { zonesOf } from '../../../shared/cloud/aws/catalogue/regions.ts';
import { awsZones, type AwsSpec, type ProviderSpec } from '../../../shared/cloud/provider-spec.ts';
import type { CloudView } from '../../../shared/view/cloud.ts';

/** Merge patch of the Cluster document. */
export interface ProviderPatch {
  [field: string]: unknown;
  spec: { provider: { name: 'aws'; region?: string; zones?: string[] | null; capacity?: null } | null };
}

const firstRegion = 'us-east-1';

export function chooseProvider(name: ProviderSpec['name']): ProviderPatch {
  return { spec: { provider: name === 'aws' ? { name, region: firstRegion } : null } };
}

/** Zones and what is left in them are of a region: both go with the old one. */
export function chooseRegion(region: string): ProviderPatch {
  return { spec: { provider: { name: 'aws', region, zones: null, capacity: null } } };
}

/** Takes a zone in or out, in the region's order. Undefined: it is the last one. The region's first three, which is what is meant when none are named, are not written. */
export function toggleZone(spec: AwsSpec, zone: string): ProviderPatch | undefined {
  const before = awsZones(spec);
  const zones = zonesOf(spec.region).filter((one) => (one === zone) !== before.includes(one));
  if (zones.length === 0) return undefined;
  const { zones: _named, ...unnamed } = spec;
  const isDefault = zones.join() === awsZones(unnamed).join();
  return { spec: { provider: { name: 'aws', zones: isDefault ? null : zones } } };
}

/** Whether the simulation runs with the provider that the design names: it takes another one when it begins anew. */
export function isRunning(provider: ProviderSpec | undefined, cloud: CloudView | undefined): boolean {
  if (provider?.name !== 'aws') return cloud === undefined;
  return cloud?.region === provider.region && [...awsZones(provider)].sort().join() === cloud.zones.map(({ name }) => name).sort().join();
}

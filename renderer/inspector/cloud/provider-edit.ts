import { zonesOf } from '../../../shared/cloud/aws/catalogue/regions.ts';
import { awsZones, type AwsQuotas, type AwsSpec, type NatGateways, type ProviderSpec } from '../../../shared/cloud/provider-spec.ts';

/** Merge patch of the Cluster document. */
export interface ProviderPatch {
  [field: string]: unknown;
  spec: {
    provider: {
      name: 'aws'; region?: string; zones?: string[] | null; capacity?: null; natGateway?: NatGateways | null; podNetwork?: AwsSpec['podNetwork'] | null;
      quotas?: Partial<Record<keyof AwsQuotas, number | null>> | null;
    } | null;
  };
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

/** One gateway for all zones, and addresses of network interfaces, are what is meant when nothing is written. */
export function chooseNatGateway(natGateway: NatGateways): ProviderPatch {
  return { spec: { provider: { name: 'aws', natGateway: natGateway === 'Single' ? null : natGateway } } };
}

export function choosePodNetwork(podNetwork: NonNullable<AwsSpec['podNetwork']>): ProviderPatch {
  return { spec: { provider: { name: 'aws', podNetwork: podNetwork === 'vpc-cni' ? null : podNetwork } } };
}

/** @param limit undefined: what AWS gives. The last quota takes the field with it. */
export function chooseQuota({ quotas = {} }: AwsSpec, name: keyof AwsQuotas, limit: number | undefined): ProviderPatch {
  const isLast = limit === undefined && Object.keys(quotas).every((other) => other === name);
  return { spec: { provider: { name: 'aws', quotas: isLast ? null : { [name]: limit ?? null } } } };
}

import { regionOf, zonesOf } from '../../cloud/aws/catalogue/regions.ts';
import { awsZoneFor, awsZones, type AwsSpec } from '../../cloud/provider-spec.ts';
import type { ClusterSpec } from '../../topology/types.ts';
import { noteAbout, type ExportNote } from '../notes.ts';

const defaultRegion = 'us-east-1';
/** A cluster of EKS needs subnets in as many zones. */
const fewestZones = 2;

export interface AwsPlace {
  region: string;
  /** Zones of the VPC, in the order of the alphabet. */
  zones: string[];
  /** Zones of a machine or group, as AWS calls them; of one that names none the first. */
  zonesFor(wanted: readonly (string | undefined)[]): string[];
  notes: ExportNote[];
}

/** Where a design stands in AWS: as its provider says, else in the region that its zones are named after, else in one that is chosen. */
export function awsPlaceOf(spec: ClusterSpec): AwsPlace {
  const named = [...spec.machines.map(({ zone }) => zone), ...(spec.nodeGroups ?? []).flatMap(({ zones = [] }) => zones)].filter((zone) => zone !== undefined);
  const provider = spec.provider?.name === 'aws' ? spec.provider : undefined;
  const fromZone = named.map((zone) => zone.slice(0, -1)).find((region) => regionOf(region));
  const region = provider?.region ?? fromZone ?? defaultRegion;
  const account: AwsSpec = provider ?? { name: 'aws', region, zones: zonesOf(region) };
  const all = awsZones(account);
  const first = all[0] as string;
  const zoneFor = (zone: string): string => awsZoneFor(account, zone) ?? all.find((one) => /\d[a-z]$/.test(zone) && one.at(-1) === zone.at(-1)) ?? first;
  const used = new Set(provider ? all : named.map(zoneFor));
  const added: string[] = [];
  for (const zone of zonesOf(region)) {
    if (used.size >= fewestZones) break;
    if (used.has(zone)) continue;
    used.add(zone);
    added.push(zone);
  }
  const renamed = [...new Set(named)].filter((zone) => zoneFor(zone) !== zone).map((zone) => `${zone} → ${zoneFor(zone)}`);
  const zones = [...used].toSorted();
  return {
    region, zones,
    zonesFor: (wanted) => [...new Set((wanted.length === 0 ? [undefined] : wanted).map((zone) => (zone === undefined ? zones[0] as string : zoneFor(zone))))],
    notes: [
      ...(provider || fromZone !== undefined ? [] : noteAbout('RegionChosen', [region])),
      ...noteAbout('ZonesRenamed', renamed),
      // Where the design names no zone at all, the tool has to be given some; that is part of the region that was chosen.
      ...(named.length === 0 && !provider ? [] : noteAbout('ZonesAdded', added)),
    ],
  };
}

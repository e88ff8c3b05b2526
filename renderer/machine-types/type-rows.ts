import { familyOf, instanceTypes, type InstanceType } from '../../shared/cloud/aws/catalogue/instance-types.ts';
import { isOffered } from '../../shared/cloud/aws/catalogue/offerings.ts';
import { instancePerHour } from '../../shared/cloud/aws/catalogue/regions.ts';
import { awsZoneFor, awsZones, defaultQuotas, type AwsSpec } from '../../shared/cloud/provider-spec.ts';
import { hoursPerMonth } from '../../shared/view/cost.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';

/** One type of the catalogue as a design can have it. */
export interface TypeRow extends Pick<InstanceType, 'name' | 'arch' | 'vcpu' | 'memoryGi'> {
  family: string;
  /** What its kubelet takes, by the design's network of pods. */
  maxPods: number;
  /** US dollars. */
  perHour: number;
  perMonth: number;
  /** Why no machine of this type can ever come. */
  refusal?: LocalizedText;
}

export const sortKeys = ['perHour', 'name', 'vcpu', 'memoryGi', 'maxPods'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface TypeQuery {
  /** Words, each of which occurs in the name, or is `4vcpu` or `16gi`. */
  text: string;
  /** '' for all. */
  family: string;
  arch: '' | InstanceType['arch'];
  sort: SortKey;
}

/** What a kubelet takes where addresses of network interfaces do not limit it. */
const kubeletMaxPods = 110;

/** The catalogue for a design. @param wanted zones in one of which the machine is to stand, as the design names them; none: any of the VPC's will do */
export function typeRows(spec: AwsSpec, wanted: readonly string[] = []): TypeRow[] {
  const named = wanted.flatMap((zone) => awsZoneFor(spec, zone) ?? []);
  const zones = named.length === 0 ? awsZones(spec) : named;
  return instanceTypes.map(({ name, arch, vcpu, memoryGi, maxPods }) => {
    const perHour = instancePerHour(spec.region, name);
    const refusal = refusalOf(spec, zones, name, vcpu);
    return {
      name, arch, vcpu, memoryGi, family: familyOf(name), maxPods: spec.podNetwork === 'routes' ? kubeletMaxPods : maxPods, perHour, perMonth: perHour * hoursPerMonth,
      ...(refusal ? { refusal } : {}),
    };
  });
}

function refusalOf({ quotas, capacity = [] }: AwsSpec, zones: readonly string[], name: string, vcpu: number): LocalizedText | undefined {
  const where = zones.join(', ');
  if (!zones.some((zone) => isOffered(zone, name))) return { key: 'cloud:type.notOffered', params: { zones: where } };
  const limit = quotas?.onDemandVcpus ?? defaultQuotas.onDemandVcpus;
  if (vcpu > limit) return { key: 'cloud:type.overQuota', params: { vcpu, limit } };
  const ofType = capacity.filter((entry) => entry.instanceType === name);
  const left = (zone: string): number => (ofType.find((entry) => entry.zone === zone) ?? ofType.find((entry) => entry.zone === undefined))?.instances ?? Infinity;
  return zones.every((zone) => left(zone) === 0) ? { key: 'cloud:type.noCapacity', params: { zones: where } } : undefined;
}

/** Those that are asked for, in order; what no machine can be of comes last. Equal ones stay in the catalogue's order. */
export function queryTypes(rows: readonly TypeRow[], { text, family, arch, sort }: TypeQuery): TypeRow[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = rows.filter((row) => (family === '' || row.family === family) && (arch === '' || row.arch === arch) && words.every((word) => hasWord(row, word)));
  const rank = (row: TypeRow): number => Number(row.refusal !== undefined);
  return found.sort((a, b) => rank(a) - rank(b) || (sort === 'name' ? 0 : a[sort] - b[sort]));
}

function hasWord({ name, arch, vcpu, memoryGi }: TypeRow, word: string): boolean {
  return name.includes(word) || arch.includes(word) || word === `${vcpu}vcpu` || word === `${memoryGi}gi`;
}

/** Digits after the point that the price of an hour needs: `$0.096`, `$0.0104`. */
export function priceDigits(perHour: number): number {
  return Number.isInteger(Math.round(perHour * 10_000) / 10) ? 3 : 4;
}

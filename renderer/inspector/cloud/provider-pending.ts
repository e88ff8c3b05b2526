import { awsZones, defaultQuotas, type AwsQuotas, type AwsSpec, type ProviderSpec } from '../../../shared/cloud/provider-spec.ts';
import type { CloudView } from '../../../shared/view/cloud.ts';

/** What an account is made with, and keeps. */
export type AccountField = 'region' | 'zones' | 'natGateway' | 'podNetwork' | 'capacity' | keyof AwsQuotas;

export const quotaNames = Object.keys(defaultQuotas) as (keyof AwsQuotas)[];

/** Each field as it is in force, defaults filled in. */
function inForce(spec: AwsSpec): Readonly<Record<AccountField, string>> {
  const quotas = { ...defaultQuotas, ...spec.quotas };
  return {
    region: spec.region, zones: [...awsZones(spec)].sort().join(', '), natGateway: spec.natGateway ?? 'Single', podNetwork: spec.podNetwork ?? 'vpc-cni', capacity: JSON.stringify(spec.capacity ?? []),
    ...Object.fromEntries(quotaNames.map((name) => [name, String(quotas[name])])) as Record<keyof AwsQuotas, string>,
  };
}

/** Fields of which the design says something else than what the account that runs was made with, and what that is. Empty when there is no account, or none is to be. */
export function pendingFields(spec: ProviderSpec | undefined, cloud: CloudView | undefined): ReadonlyMap<AccountField, string> {
  if (spec?.name !== 'aws' || !cloud) return new Map();
  const [wanted, now] = [inForce(spec), inForce(cloud.spec)];
  return new Map((Object.keys(wanted) as AccountField[]).filter((field) => wanted[field] !== now[field]).map((field) => [field, now[field]]));
}

/** Whether the simulation runs with the provider that the design names, and with all that it says of it: it takes another one when it begins anew. */
export function isRunning(spec: ProviderSpec | undefined, cloud: CloudView | undefined): boolean {
  return spec?.name === 'aws' ? cloud !== undefined && pendingFields(spec, cloud).size === 0 : cloud === undefined;
}

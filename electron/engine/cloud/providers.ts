import { awsZoneFor, awsZones, type ProviderSpec } from '../../../shared/cloud/provider-spec.ts';
import type { CloudZones } from '../admission/plugins/cloud-zones.ts';
import { awsCloud } from './aws/aws-cloud.ts';
import type { CloudParts, ProviderOptions } from './cloud.ts';

/** What a world needs to know of a provider. */
interface Provider<Spec> {
  /** What it brings into a world; undefined: nothing of its own. */
  cloud(spec: Spec, options: ProviderOptions): CloudParts | undefined;
  /** Its zones; undefined: none of its own, a zone is whatever a machine names. */
  zones(spec: Spec): CloudZones | undefined;
}

/** Every provider by its name in the Cluster document. `bare` has no API: machines, load balancers and disks simply exist. A new one is a folder and a line here. */
const providers: { [K in ProviderSpec['name']]: Provider<Extract<ProviderSpec, { name: K }>> } = {
  bare: { cloud: () => undefined, zones: () => undefined },
  aws: { cloud: awsCloud, zones: (spec) => ({ names: awsZones(spec), zoneFor: (name) => awsZoneFor(spec, name) }) },
};

/** The provider of a design. */
export function providerOf(spec: ProviderSpec = { name: 'bare' }): { cloud(options: ProviderOptions): CloudParts | undefined; zones(): CloudZones | undefined } {
  const provider = providers[spec.name] as Provider<ProviderSpec>;
  return { cloud: (options) => provider.cloud(spec, options), zones: () => provider.zones(spec) };
}

import { cloudRef, type CloudKind } from '../../shared/view/cloud-ref.ts';
import type { CloudView } from '../../shared/view/cloud.ts';
import type { CostRow } from '../../shared/view/cost.ts';
import { refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';

export { cloudRef, isCloudKey, isCloudRef, type CloudKind } from '../../shared/view/cloud-ref.ts';

export function cloudKey(kind: CloudKind, id: string): string {
  return refKey(cloudRef(kind, id));
}

/** The zone of a subnet or NAT gateway. Undefined: it is of none, or gone. */
export function zoneOfCloudRef({ zones }: CloudView, { name }: ObjectRef): string | undefined {
  return zones.find(({ natGateway, subnets }) => natGateway?.id === name || subnets.some(({ id }) => id === name))?.name;
}

/** Whose the price is: an object of the cluster, or, of what belongs to it as a whole, a NAT gateway that can be selected. Undefined: the cluster's own. */
export function costOwner({ id, kind, subject }: Pick<CostRow, 'id' | 'kind' | 'subject'>): ObjectRef | undefined {
  return subject ?? (kind === 'NatGateway' ? cloudRef('NatGateway', id) : undefined);
}

/**
 * What stands on the way between a part of the network and the Internet, itself left out: of a private subnet its NAT gateway, of a gateway the subnets that it serves.
 */
export function onTheWay(cloud: CloudView, ref: ObjectRef): string[] {
  const { zones, internetGateway } = cloud;
  const gateway = cloudKey('InternetGateway', internetGateway.id);
  const subnetKeys = (kind: 'Public' | 'Private', zone: CloudView['zones'][number]): string[] => zone.subnets.filter((subnet) => subnet.kind === kind).map(({ id }) => cloudKey('Subnet', id));
  switch (ref.kind) {
    case 'InternetGateway': return zones.flatMap((zone) => [...subnetKeys('Public', zone), ...(zone.natGateway ? [cloudKey('NatGateway', zone.natGateway.id)] : [])]);
    case 'NatGateway': return [gateway, ...zones.filter(({ egress }) => egress?.natGateway === ref.name).flatMap((zone) => subnetKeys('Private', zone))];
    case 'Subnet': {
      const zone = zones.find(({ subnets }) => subnets.some(({ id }) => id === ref.name));
      const isPrivate = zone?.subnets.find(({ id }) => id === ref.name)?.kind === 'Private';
      return isPrivate ? wayOut(cloud, zone) : [gateway];
    }
    default: return [];
  }
}

/** Of a machine: its subnet, and all that stands between it and the Internet. */
export function onTheWayOfMachine(cloud: CloudView, machine: string): string[] {
  const instance = cloud.instances.find((one) => one.machine === machine);
  const zone = cloud.zones.find(({ name }) => name === instance?.zone);
  return instance && zone ? [cloudKey('Subnet', instance.subnet), ...wayOut(cloud, zone)] : [];
}

function wayOut({ internetGateway }: CloudView, { egress }: CloudView['zones'][number]): string[] {
  return egress ? [cloudKey('NatGateway', egress.natGateway), cloudKey('InternetGateway', internetGateway.id)] : [];
}

import type { CloudView } from '../../../shared/view/cloud.ts';
import { cloudKey } from '../../store/cloud-refs.ts';
import type { LayoutNetwork, NetworkZone } from '../geometry/vpc-layout.ts';

/** The part of an account that has a place on the canvas. */
export function networkOf(cloud: CloudView | undefined): LayoutNetwork | undefined {
  return cloud && {
    vpc: cloudKey('Vpc', cloud.vpc.id), internetGateway: cloudKey('InternetGateway', cloud.internetGateway.id),
    zones: cloud.zones.map(({ name, subnets, natGateway }): NetworkZone => {
      const keyOf = (kind: 'Public' | 'Private'): string | undefined => {
        const subnet = subnets.find((one) => one.kind === kind);
        return subnet && cloudKey('Subnet', subnet.id);
      };
      const [publicSubnet, privateSubnet] = [keyOf('Public'), keyOf('Private')];
      return {
        name, ...(publicSubnet === undefined ? {} : { publicSubnet }), ...(privateSubnet === undefined ? {} : { privateSubnet }),
        ...(natGateway ? { natGateway: cloudKey('NatGateway', natGateway.id) } : {}),
      };
    }),
  };
}

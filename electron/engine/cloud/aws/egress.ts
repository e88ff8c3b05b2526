import type { CloudZone } from '../../../../shared/view/cloud.ts';
import type { WayOut } from '../../network/network.ts';
import type { AwsAccount } from './account.ts';
import { natOf } from './vpc.ts';

/**
 * How the private subnet of a zone reaches the Internet: through the NAT gateway of its route table. One that serves other zones too does so for as long as its
 * own zone is not cut off. Undefined: there is none. @param isZoneCut whether all machines of a zone are cut off
 */
export function egressOf(account: Pick<AwsAccount, 'state'>, zone: string, isZoneCut: (zone: string) => boolean): CloudZone['egress'] {
  const nat = natOf(account, zone);
  return nat && { natGateway: nat.id, zone: nat.zone, works: nat.zone === zone || !isZoneCut(nat.zone) };
}

/** How packets of a machine reach the Internet, as far as its subnet goes. */
export function wayOutOf(account: AwsAccount, machine: string, isZoneCut: (zone: string) => boolean): WayOut {
  const instance = account.state.instances.get(machine);
  if (!instance) return { isOpen: true };
  const gateway = natOf(account, instance.zone);
  return { isOpen: egressOf(account, instance.zone, isZoneCut)?.works ?? false, ...(gateway ? { gateway } : {}) };
}

import type { AwsAccount } from './account.ts';
import { natOf } from './vpc.ts';

/**
 * Whether a machine reaches the Internet: through the NAT gateway of its private subnet's route table. One that serves other zones too does so for as long as its
 * own zone is not cut off. @param isZoneCut whether all machines of a zone are cut off
 */
export function hasEgress(account: AwsAccount, machine: string, isZoneCut: (zone: string) => boolean): boolean {
  const instance = account.state.instances.get(machine);
  if (!instance) return true;
  const nat = natOf(account, instance.zone);
  return nat !== undefined && (nat.zone === instance.zone || !isZoneCut(nat.zone));
}

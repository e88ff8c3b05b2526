import type { AwsAccount } from '../account.ts';
import type { BalancerAddress, Scheme, Subnet } from '../state.ts';
import { takeAddress } from '../vpc.ts';

/** Subnets in which a load balancer stands, one in each zone: public ones where the Internet is to reach it. */
export function subnetsFor({ state }: AwsAccount, scheme: Scheme): Subnet[] {
  return state.vpc.subnets.filter(({ kind }) => kind === (scheme === 'internal' ? 'Private' : 'Public'));
}

/**
 * Addresses of a load balancer, one in each zone. Each has one of its subnet, which is what nodes see of one that speaks for its clients; an internal one is reached by it, any other by a
 * free address of a range for documentation (RFC 5737), then of one for tests of equipment (RFC 2544).
 */
export function balancerAddresses({ state }: AwsAccount, subnets: readonly Subnet[], scheme: Scheme): BalancerAddress[] {
  const taken = new Set([...state.balancers.values(), ...state.applications.values()].flatMap(({ addresses }) => addresses.map(({ ip }) => ip)));
  let number = 0;
  const nextPublic = (): string => {
    for (;;) {
      number += 1;
      const ip = number < 255 ? `203.0.113.${number}` : `198.18.${Math.floor(number / 256) % 256}.${number % 256}`;
      if (!taken.has(ip)) return ip;
    }
  };
  return subnets.map((subnet) => {
    const inner = takeAddress(subnet) ?? '';
    return { zone: subnet.zone, ip: scheme === 'internal' ? inner : nextPublic(), inner };
  });
}

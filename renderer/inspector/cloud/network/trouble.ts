import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { CloudView } from '../../../../shared/view/cloud.ts';

export interface NetworkTrouble {
  family: 'attention' | 'bad';
  /** Catalogue key. */
  text: string;
}

/** What is wrong with a part of the network; undefined: nothing. */
export function troubleOf({ zones }: CloudView, { kind, name }: ObjectRef): NetworkTrouble | undefined {
  const zone = zones.find(({ natGateway, subnets }) => natGateway?.id === name || subnets.some(({ id }) => id === name));
  if (!zone) return undefined;
  if (kind === 'NatGateway') return zone.isCutOff ? { family: 'bad', text: 'cloud:cutOff' } : undefined;
  if (zone.subnets.find(({ id }) => id === name)?.kind !== 'Private') return undefined;
  if (!zone.egress) return { family: 'attention', text: 'cloud:egress.none' };
  return zone.egress.works ? undefined : { family: 'bad', text: 'cloud:egress.down' };
}

import type { RequestOrigin } from '../../../../shared/network/request.ts';
import { rememberedShare } from '../path/affinity.ts';
import { internetClients } from '../path/request.ts';

/** Of a flow whose ways depend on how often its clients ask: for how long a silent one is remembered, and the rate that was reckoned with. */
export interface Affinity {
  seconds: number;
  rps: number;
}

/** Smaller changes of how many are remembered make no other ways. */
const noticeable = 0.01;

/** Whether at another rate noticeably more or fewer clients are remembered than was reckoned with. */
export function forgetsOtherwise({ seconds, rps: before }: Affinity, { origin, clients: many = internetClients }: { origin: RequestOrigin; clients?: number }, rps: number): boolean {
  const clients = origin.kind === 'Internet' ? many : 1;
  return Math.abs(rememberedShare(rps / clients, seconds) - rememberedShare(before / clients, seconds)) > noticeable;
}

import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution } from '../../../../shared/network/trace.ts';
import type { Network } from '../network.ts';
import { startRequest, type RequestOptions } from './request.ts';
import { Explorer } from './walk.ts';

/**
 * All that becomes of requests of one kind, and how likely each is: what {@link traceRequest} would meet over and over.
 * @param origins at least one; each sends as many of the requests as the others
 */
export function distribute(network: Network, origins: readonly RequestOrigin[], target: RequestTarget, options: RequestOptions = {}): Distribution {
  const explorer = new Explorer();
  for (const origin of origins) {
    explorer.begin(1 / origins.length);
    startRequest(network, explorer, origin, target, options);
  }
  const { affinitySeconds } = explorer;
  return { outcomes: explorer.outcomes(), ...(affinitySeconds === undefined ? {} : { affinitySeconds }) };
}

import { assert } from '../../../../shared/assert.ts';
import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { RequestTrace } from '../../../../shared/network/trace.ts';
import type { Network } from '../network.ts';
import { startRequest, type RequestOptions } from './request.ts';
import { Tracer } from './walk.ts';

/**
 * Follows one request, with every rule that decided on its way. Changes nothing, and takes no time: all it meets is as it is now.
 * @param draw a number from 0 up to 1 for each choice between endpoints, nodes or addresses that are as good as each other
 */
export function traceRequest(network: Network, origin: RequestOrigin, target: RequestTarget, draw: () => number, options: RequestOptions = {}): RequestTrace {
  const tracer = new Tracer(draw);
  startRequest(network, tracer, origin, target, options);
  assert(tracer.outcome, 'a request comes to an end');
  return { origin, target, hops: tracer.hops, outcome: tracer.outcome };
}

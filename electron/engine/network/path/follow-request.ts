import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution, RequestTrace } from '../../../../shared/network/trace.ts';
import type { Behaviour } from '../../kubelet/behaviours.ts';
import { Prng, streamState } from '../../simulation/prng.ts';
import type { Network } from '../network.ts';
import type { LoadOf } from './container-step.ts';
import { distribute } from './distribute.ts';
import { followCalls } from './follow-calls.ts';
import { traceRequest } from './trace-request.ts';

/** What a request meets: the network, and containers that are busy with what TrafficSources send. */
interface Surroundings {
  readonly network: Network;
  readonly traffic: { readonly loadOf: LoadOf };
  readonly kubelets: { behaviourOf(image: string): Behaviour };
}

/**
 * One more request among those that there are, which an overloaded container turns away as often as those. A look from outside: it changes
 * nothing and takes nothing from the world's own draws. It goes on to what the container that has it asks for its answer.
 * @param draw the same number takes the same way; another may take another where several are as good
 */
export function followRequest({ network, traffic, kubelets }: Surroundings, origin: RequestOrigin, target: RequestTarget, draw: number): RequestTrace {
  const random = new Prng(streamState(draw, 'trace'));
  const chance = (): number => random.nextUint32() / 2 ** 32;
  const loadOf: LoadOf = (uid, container) => traffic.loadOf(uid, container);
  return followCalls(traceRequest(network, origin, target, chance, { loadOf }), { network, loadOf, draw: chance, behaviourOf: (image) => kubelets.behaviourOf(image) });
}

/** All that may become of it, up to the container that has it. */
export function followAll({ network, traffic }: Omit<Surroundings, 'kubelets'>, origin: RequestOrigin, target: RequestTarget): Distribution {
  return distribute(network, [origin], target, { loadOf: (uid, container) => traffic.loadOf(uid, container) });
}

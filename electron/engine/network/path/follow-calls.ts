import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Handler, Hop, RequestTrace } from '../../../../shared/network/trace.ts';
import type { Behaviour } from '../../kubelet/behaviours.ts';
import type { Network } from '../network.ts';
import { callTarget } from '../traffic/call-target.ts';
import type { LoadOf } from './container-step.ts';
import { traceRequest } from './trace-request.ts';

/** Programs that call each other in a circle, and calls without end, end here. */
const depthLimit = 8;
const callLimit = 64;

export interface CallSurroundings {
  network: Network;
  behaviourOf(image: string): Behaviour;
  loadOf: LoadOf;
  /** A number from 0 up to 1 for each choice. */
  draw(): number;
}

/**
 * Goes on from a request that a container has to what it asks for its answer, call by call, in the order of its profile; a call that fails ends the answer. One that is made less often than once for
 * a request is followed as often as it is made. Of several that are made for one request the first stands for all.
 */
export function followCalls(trace: RequestTrace, surroundings: CallSurroundings): RequestTrace {
  const budget = { left: callLimit };
  return goOn(trace, surroundings, 1, [], budget);
}

function goOn(trace: RequestTrace, surroundings: CallSurroundings, depth: number, above: readonly string[], budget: { left: number }): RequestTrace {
  const { outcome } = trace;
  const by = outcome.kind === 'Served' ? outcome.handlers.at(-1) : undefined;
  if (!by || depth > depthLimit || above.includes(idOf(by))) return trace;
  const hops: Hop[] = [...trace.hops];
  for (const call of callsOf(by, surroundings)) {
    const times = Math.floor(call.perRequest) + (surroundings.draw() < call.perRequest % 1 ? 1 : 0);
    if (times === 0 || budget.left === 0) continue;
    budget.left -= 1;
    const target = callTarget(call, by.pod.namespace, (name) => surroundings.network.namespaceLabels(name) !== undefined);
    const first = traceRequest(surroundings.network, { kind: 'Pod', ...by.pod }, target, surroundings.draw, { loadOf: surroundings.loadOf, calls: call.service });
    const made = goOn(first, surroundings, depth + 1, [...above, idOf(by)], budget);
    hops.push(...made.hops.map((hop) => ({ ...hop, depth: hop.depth ?? depth })));
    if (made.outcome.kind === 'Failed') {
      const { cause } = made.outcome;
      return { ...trace, hops, outcome: { kind: 'Failed', cause: { kind: 'CallFailed', pod: by.pod, container: by.container, calls: call.service, because: cause }, handlers: outcome.handlers } };
    }
  }
  return { ...trace, hops };
}

function callsOf({ pod: { namespace, name }, container }: Handler, { network, behaviourOf }: CallSurroundings): Behaviour['request']['calls'] {
  const spec = network.api.get<Pod>('pods', `${namespace}/${name}`)?.spec.containers.find((one) => one.name === container);
  return spec ? behaviourOf(spec.image ?? '').request.calls : [];
}

function idOf({ pod, container }: Handler): string {
  return `${pod.uid}/${container}`;
}

import { noteHandler } from './handler.ts';
import type { Lookup } from './dns-step.ts';
import { passOn } from './ingress-step.ts';
import type { Arrival } from './passage.ts';

/** A container has the request: it answers, turns it away because it has too many, or, being an ingress controller, passes it on. */
export function takeRequest(base: Lookup, at: Arrival, refusedShare: ((podUid: string, container: string) => number) | undefined): void {
  const { walk, network } = base;
  const pod = noteHandler(walk, at);
  const refused = refusedShare?.(pod.uid, at.container) ?? 0;
  const controller = network.ground.ingressControllerOf(at.pod, at.container);
  walk.choose([false, true], (turnedAway) => {
    if (turnedAway) base.failed({ kind: 'Overloaded', pod, container: at.container });
    else if (controller !== undefined) passOn(base, at, controller);
    else walk.end({ kind: 'Served', handlers: [...walk.handlers] });
  }, { weightOf: (turnedAway) => (turnedAway ? refused : 1 - refused) });
}

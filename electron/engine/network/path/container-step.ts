import type { ContainerLoad } from '../../../../shared/network/failure-cause.ts';
import { noteHandler } from './handler.ts';
import type { Lookup } from './dns-step.ts';
import { passOn } from './ingress-step.ts';
import { passesRequests } from '../ingress/ingress-class.ts';
import type { Arrival } from './passage.ts';

/** What requests there are for a container besides; undefined: none. */
export type LoadOf = (podUid: string, container: string) => ContainerLoad | undefined;

/** A container has the request: it answers, turns it away because it has too many, or, being an ingress controller, passes it on. */
export function takeRequest(base: Lookup, at: Arrival, loadOf: LoadOf | undefined): void {
  const { walk, network } = base;
  const pod = noteHandler(walk, at);
  const load = loadOf?.(pod.uid, at.container);
  const refused = load?.refusedShare ?? 0;
  const controller = network.ground.ingressControllerOf(at.pod, at.container);
  walk.choose([false, true], (turnedAway) => {
    at.note(turnedAway ? 'Failed' : 'Passed');
    if (turnedAway && load) base.failed({ kind: 'Overloaded', pod, container: at.container, load });
    else if (passesRequests(controller)) passOn(base, at, controller);
    else walk.end({ kind: 'Served', handlers: [...walk.handlers] });
  }, { weightOf: (turnedAway) => (turnedAway ? refused : 1 - refused) });
}

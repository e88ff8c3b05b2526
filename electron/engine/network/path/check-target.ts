import type { ApplicationTarget } from '../load-balancer/application-balancer.ts';
import type { Network } from '../network.ts';
import type { Lookup } from './dns-step.ts';
import { sendToTarget } from './route.ts';
import { Explorer } from './walk.ts';

/** From which share of its health checks on a target is taken to answer, where it depends on chance. */
const mostly = 0.5;

/**
 * What becomes of a load balancer's health check: a request as any other, from its own address.
 * @returns pods: uids of those on which it depends
 */
export function checkTarget(network: Network, target: ApplicationTarget, sourceIp: string, path: string): { answers: boolean; pods: string[] } {
  const explorer = new Explorer();
  explorer.begin(1);
  const pods = new Set<string>();
  const base: Lookup = {
    network, walk: explorer, client: sourceIp, clients: 1, http: { host: '', path }, depth: 0, aside: true,
    failed(cause) {
      if ('pod' in cause && cause.pod && 'uid' in cause.pod) pods.add(cause.pod.uid);
      explorer.end({ kind: 'Failed', cause, handlers: [] });
    },
    arrived({ pod }) {
      pods.add(pod.metadata.uid ?? '');
      explorer.end({ kind: 'Served', handlers: [] });
    },
    arrivedHere: () => explorer.end({ kind: 'Served', handlers: [] }),
    arrivedOutside: () => explorer.end({ kind: 'Failed', cause: { kind: 'NoRoute', ip: target.ip ?? '' }, handlers: [] }),
  };
  sendToTarget(base, target, sourceIp);
  const served = explorer.outcomes().reduce((sum, { probability, outcome }) => sum + (outcome.kind === 'Served' ? probability : 0), 0);
  return { answers: served >= mostly, pods: [...pods] };
}

import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution } from '../../../../shared/network/trace.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';

/** How many different clients of the Internet there are, undefined: many; and what all together send, undefined: often. */
export interface Senders {
  readonly clients?: number | undefined;
  readonly rps?: number | undefined;
}

/** What traffic asks of the network: where requests of one kind go, with the probability of each way. */
export interface Paths {
  distribute(origin: RequestOrigin, target: RequestTarget, senders: Senders): Distribution;
  /** Pods with the same text send requests for the target the same ways, as far as their node decides about it. */
  nodeClass(pod: Pod, target: RequestTarget): string;
}

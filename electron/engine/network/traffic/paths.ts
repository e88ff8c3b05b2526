import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution } from '../../../../shared/network/trace.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';

/** What traffic asks of the network: where requests of one kind go, with the probability of each way. */
export interface Paths {
  /** @param clients how many different ones of the Internet there are; undefined: many */
  distribute(origin: RequestOrigin, target: RequestTarget, clients: number | undefined): Distribution;
  /** Pods with the same text send requests for the target the same ways, as far as their node decides about it. */
  nodeClass(pod: Pod, target: RequestTarget): string;
}

import type { RequestOrigin, RequestTarget } from '../../../../shared/network/request.ts';
import type { Distribution } from '../../../../shared/network/trace.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Network } from '../network.ts';
import { distribute } from '../path/distribute.ts';
import { dependsOnNode } from '../proxy/choose-endpoints.ts';
import type { Paths, Senders } from './paths.ts';

/** The ways of requests as the network knows them. */
export class NetworkPaths implements Paths {
  private readonly network: Network;

  constructor(network: Network) {
    this.network = network;
  }

  distribute(origin: RequestOrigin, target: RequestTarget, { clients, rps }: Senders): Distribution {
    return distribute(this.network, [origin], target, { ...(clients === undefined ? {} : { clients }), ...(rps === undefined ? {} : { rps }) });
  }

  /**
   * What tells nodes apart for a pod that sends: their rules, their side of a parted network, their way out; and the node itself where its place decides
   * which endpoints it takes. The pod itself, where a policy may know its address, or a Service the client's.
   */
  nodeClass({ metadata: { uid = '', namespace = '' }, spec: { nodeName = '' } }: Pod, target: RequestTarget): string {
    const { network } = this;
    const table = network.tableOf(nodeName);
    const rules = target.service && table.rulesOf(`${target.service.namespace}/${target.service.name}`);
    const seen = target.service ? network.policies.seesAddresses(target.service.namespace) : true;
    if (seen || network.policies.seesAddresses(namespace) || rules?.affinitySeconds !== undefined) return uid;
    const local = rules?.ports.some((port) => dependsOnNode(rules, port, 'ClusterIP')) ?? false;
    const power = network.isPowered(nodeName) ? '' : '/off';
    return `${table.version}/${network.reachKey(nodeName)}${network.hasEgress(nodeName) ? '' : '/shut'}${power}${local ? `/${nodeName}` : ''}`;
  }
}

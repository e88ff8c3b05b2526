import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PolicyRule } from '../../../../shared/network/trace.ts';
import { decideDirection, isToItself, type DirectionVerdict } from '../policy/decide.ts';
import type { Endpoint, Traffic } from '../policy/traffic.ts';
import { noteHop, podRef, type Passage } from './passage.ts';

/**
 * A packet leaves its sender, already with an endpoint as its destination where a Service was asked for.
 * @param receiver the pod that has the destination address, if one has
 * @returns whether the policies over the sender let it go; if not, the request has failed
 */
export function meetEgress(passage: Passage, receiver: Pod | undefined): boolean {
  const { network, sender } = passage;
  if (!sender || network.policies.size === 0) return true;
  const traffic = trafficOf(passage, { pod: sender }, receiver);
  return isToItself(traffic) || meet(passage, 'Egress', sender, decideDirection(network.policies, network.namespaceLabels, traffic, 'Egress'));
}

/**
 * A packet reaches its receiver. A sender behind a node that put its own address in is only an address to the policies there, and so is
 * anything in a node's own network; a node always reaches the pods that run on it.
 */
export function meetIngress(passage: Passage, receiver: Pod): boolean {
  const { network, sender, packet: { sourceIp } } = passage;
  if (network.policies.size === 0) return true;
  if (sender?.spec.hostNetwork === true && sender.spec.nodeName === receiver.spec.nodeName) return true;
  const own = sender && network.ground.addressOf(sender) === sourceIp;
  const traffic = trafficOf(passage, own ? { pod: sender, ip: sourceIp } : { ip: sourceIp }, receiver);
  return isToItself(traffic) || meet(passage, 'Ingress', receiver, decideDirection(network.policies, network.namespaceLabels, traffic, 'Ingress'));
}

function trafficOf({ packet: { destinationIp, destinationPort: port, protocol } }: Passage, from: Endpoint, receiver: Pod | undefined): Traffic {
  return { from, to: receiver ? { pod: receiver, ip: destinationIp } : { ip: destinationIp }, port, protocol };
}

function meet(passage: Passage, direction: 'Ingress' | 'Egress', pod: Pod, { allowed, isolatedBy, allowedBy }: DirectionVerdict): boolean {
  if (isolatedBy.length === 0) return true;
  const rule = (): PolicyRule => ({
    kind: 'Policy', direction, isolatedBy: [...isolatedBy], ...(allowedBy ? { allowedBy: { policy: allowedBy.policy, rule: allowedBy.rule } } : {}),
  });
  noteHop(passage, () => ({ subject: podRef(pod), rule: rule() }), allowed ? 'Passed' : 'Failed');
  const { destinationPort: port, protocol } = passage.packet;
  const { namespace = '', name } = pod.metadata;
  if (!allowed) passage.failed({ kind: 'DeniedByPolicy', direction, pod: { namespace, name }, policies: [...isolatedBy], port, protocol });
  return allowed;
}

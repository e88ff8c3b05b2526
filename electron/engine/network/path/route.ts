import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { enterApplication, addressOf } from './application-step.ts';
import type { ApplicationTarget } from '../load-balancer/application-balancer.ts';
import { deliver, type Receiver } from './deliver.ts';
import type { Lookup } from './dns-step.ts';
import { enterLoadBalancer } from './load-balancer-step.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { Hop } from '../../../../shared/network/trace.ts';
import { cloudRef } from '../../../../shared/view/cloud-ref.ts';
import type { WayOut } from '../network.ts';
import { crossTo, nodeRef, noteHop, rewritten, type Passage } from './passage.ts';
import { answersHealthCheck } from './health-check-step.ts';
import { meetEgress } from './policy-step.ts';
import { meetProxy } from './proxy-step.ts';

/** A pod sends: its node's rules first, then the policies over it, then the way to the destination. */
export function sendFromPod(passage: Passage, sender: Pod): void {
  const { network } = passage;
  const node = sender.spec.nodeName;
  if (node === undefined || !network.isPowered(node)) {
    noteHop(passage, () => ({ ...(node === undefined ? {} : { subject: nodeRef(node) }), rule: { kind: 'Node', node: node ?? '', address: '' } }), 'Failed');
    return passage.failed(node === undefined ? { kind: 'NoSuchPod', namespace: sender.metadata.namespace ?? '', name: sender.metadata.name } : { kind: 'MachineDown', machine: node });
  }
  if (passage.packet.destinationIp.startsWith('127.')) return reachItself({ ...passage, at: node }, sender, node);
  meetProxy({ ...passage, at: node }, { node, fromInside: true }, (on) => leave(on, node));
}

/** `localhost` as /etc/hosts has it. */
export const loopbackIp = '127.0.0.1';

/** What a pod says to the loopback address stays in its own network, where no rule and no policy is: with its containers, or, in its machine's network, with all that listens there. */
function reachItself(passage: Passage, sender: Pod, node: string): void {
  const own = passage.network.ground.addressOf(sender) ?? '';
  const within = rewritten(passage, { destinationIp: own });
  if (sender.spec.hostNetwork) enterNode(within, node);
  else deliver(within, { node, pod: sender });
}

/** Somebody outside the cluster sends. */
export function sendFromOutside(passage: Passage): void {
  const { network, packet: { destinationIp: ip } } = passage;
  const place = network.addresses.placeOf(ip);
  if (enterBalancerAt(passage, true)) return;
  if (place.kind === 'Node') arriveAtNode(passage, place.node);
  else passage.failed({ kind: 'NoRoute', ip });
}

/** A packet comes to a load balancer, if one has its destination address. @returns whether one has */
function enterBalancerAt(passage: Passage, fromOutside: boolean): boolean {
  const { network, packet: { destinationIp: ip } } = passage;
  const balancer = network.loadBalancerAt(ip);
  const application = balancer ? undefined : network.applicationAt(ip);
  if (fromOutside && (balancer ?? application)?.isInternal) passage.failed({ kind: 'NoRoute', ip });
  else if (balancer) enterLoadBalancer(passage, balancer, arriveAtNode);
  else if (application) enterApplication(passage, application, arriveAtTarget);
  return balancer !== undefined || application !== undefined;
}

/** What a load balancer sends comes to a node, or straight to a pod. */
function arriveAtTarget(passage: Passage, { node, ip }: ApplicationTarget): void {
  if (ip === undefined) arriveAtNode(passage, node);
  else deliver(passage, receiverOf(passage));
}

/** A load balancer asks a target for itself. */
export function sendToTarget(base: Lookup, target: ApplicationTarget, sourceIp: string): void {
  arriveAtTarget({ ...base, packet: { sourceIp, protocol: 'TCP', ...addressOf(base.network, target) } }, target);
}

/** A packet comes to a node over the wire. */
export function arriveAtNode(passage: Passage, node: string): void {
  const { network } = passage;
  const note = (verdict: Hop['verdict']): void => (
    noteHop(passage, () => ({ subject: nodeRef(node), rule: { kind: 'Node', node, address: network.addresses.machineAddress(node) ?? '' } }), verdict)
  );
  const fail = (cause: FailureCause): void => {
    note('Failed');
    passage.failed(cause);
  };
  if (!crossTo(passage, node, fail)) return;
  if (!network.isPowered(node)) return fail({ kind: 'MachineDown', machine: node });
  note('Passed');
  meetProxy({ ...passage, at: node }, { node, fromInside: false }, (on) => {
    if (on.chosen !== passage.chosen) leave(on, node);
    else enterNode(on, node);
  });
}

function leave(passage: Passage, node: string): void {
  const { network, packet: { destinationIp: ip } } = passage;
  const place = network.addresses.placeOf(ip);
  const receiver = receiverOf(passage);
  if (!meetEgress(passage, receiver.pod)) return;
  if (receiver.pod ?? place.kind === 'Pod') deliver(passage, receiver);
  else if (place.kind === 'Node') {
    if (place.node === node) enterNode(passage, node);
    else arriveAtNode(passage, place.node);
  } else if (place.kind === 'Outside') leaveCluster(passage, node);
  else if (place.kind === 'UnusedNodeAddress' && enterBalancerAt(within(passage), false)) return;
  else if (place.kind === 'UnusedNodeAddress' && network.isApiServer(ip)) {
    if (crossTo(passage, undefined, passage.failed)) passage.arrivedOutside();
  } else passage.failed({ kind: 'NoRoute', ip });
}

/** On the machines' network, on no machine. */
function within({ at: _node, ...passage }: Passage): Passage {
  return passage;
}

/** Through the node, which puts its own address in the place of the pod's, and out of a private subnet through a NAT gateway, which puts its own in the place of that. */
function leaveCluster(passage: Passage, machine: string): void {
  const { network } = passage;
  const fail = (cause: FailureCause): void => {
    noteHop(passage, () => ({ subject: nodeRef(machine), rule: { kind: 'Egress', machine } }), 'Failed');
    passage.failed(cause);
  };
  const out = network.wayOut(machine);
  if (!out?.isOpen && !out?.gateway) return fail({ kind: 'EgressOff', machine, ...(out ? { gateway: 'None' } : {}) });
  if (!crossTo(passage, undefined, fail)) return;
  const { at: _node, ...outside } = passage;
  const on = rewritten(outside, { sourceIp: network.addresses.machineAddress(machine) ?? passage.packet.sourceIp });
  noteHop(passage, () => ({ subject: nodeRef(machine), rule: { kind: 'Egress', machine }, after: on.packet }));
  const sent = out.gateway ? throughGateway(on, machine, out.gateway, out.isOpen) : on;
  if (!sent) return;
  if (!enterBalancerAt(on, true)) on.arrivedOutside();
}

/** Undefined: it fails there. */
function throughGateway(passage: Passage, machine: string, { id, zone, address }: NonNullable<WayOut['gateway']>, isOpen: boolean): Passage | undefined {
  const on = rewritten(passage, { sourceIp: address });
  const hop = { subject: cloudRef('NatGateway', id), rule: { kind: 'NatGateway' as const, id, zone, address } };
  noteHop(passage, () => (isOpen ? { ...hop, after: on.packet } : hop), isOpen ? 'Passed' : 'Failed');
  if (isOpen) return on;
  passage.failed({ kind: 'EgressOff', machine, gateway: { id, zone } });
  return undefined;
}

/** For an address of the node itself where no Service has a port: a pod that took a port of its host, or one in the host's network. */
function enterNode(passage: Passage, node: string): void {
  const { network, packet: { destinationIp: ip, destinationPort: port, protocol } } = passage;
  for (const pod of network.api.byIndex<Pod>('pods', 'nodeName', node)) {
    const address = network.ground.addressOf(pod);
    if (address === undefined) continue;
    const ports = pod.spec.containers.flatMap((container) => container.ports ?? []).filter((one) => (one.protocol ?? 'TCP') === protocol);
    if (pod.spec.hostNetwork === true) {
      const answer = network.ground.answer(pod, port);
      if (address === ip && answer && answer.kind !== 'Closed' && !(answer.kind === 'Open' && answer.assumed)) return deliver(passage, { node, pod });
      continue;
    }
    const mapped = ports.find(({ hostPort, hostIP = '' }) => hostPort === port && (hostIP === '' || hostIP === '0.0.0.0' || hostIP === ip));
    if (mapped) return deliver(rewritten(passage, { destinationIp: address, destinationPort: mapped.containerPort }), { node, pod });
  }
  if (protocol === 'TCP' && answersHealthCheck(passage, node)) return;
  passage.failed({ kind: 'NodePortClosed', node, port });
}

/** The pod that has the destination address now, which need not be the one for which a rule was made. */
function receiverOf({ network, packet: { destinationIp: ip }, chosen }: Passage): Receiver {
  const ref = chosen?.endpoint.pod;
  const expected = ref && network.api.get<Pod>('pods', `${ref.namespace}/${ref.name}`);
  if (expected?.metadata.uid === ref?.uid && expected && network.ground.addressOf(expected) === ip) return { node: expected.spec.nodeName, pod: expected };
  const place = network.addresses.placeOf(ip);
  if (place.kind !== 'Pod') return { node: chosen?.endpoint.node, pod: undefined };
  if (place.node === undefined) return { node: undefined, pod: undefined };
  const key = network.ground.podAt(place.node, ip);
  return { node: place.node, pod: key === undefined ? undefined : network.api.get<Pod>('pods', key) };
}

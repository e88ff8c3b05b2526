import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import type { Hop } from '../../../../shared/network/trace.ts';
import { meetIngress } from './policy-step.ts';
import { crossTo, nodeRef, noteHop, podRef, type Passage } from './passage.ts';

/** Who has an address now, and on which machine it would be; undefined: on none that there is. */
export interface Receiver {
  readonly node: string | undefined;
  readonly pod: Pod | undefined;
}

/**
 * The packet goes to the pod that has its destination address now, past the policies over it, to the container that listens.
 * @param pod undefined: nobody has the address
 */
export function deliver(passage: Passage, { node, pod }: Receiver): void {
  const { network, packet: { destinationIp: ip }, chosen } = passage;
  const fail = (cause: FailureCause): void => {
    noteHop(passage, () => ({ ...(node === undefined ? {} : { subject: nodeRef(node) }), rule: { kind: 'Pod', node: node ?? '', ip } }), 'Failed');
    passage.failed(cause);
  };
  if (node !== undefined && !crossTo(passage, node, fail)) return;
  if (node !== undefined && !network.isPowered(node)) return fail({ kind: 'MachineDown', machine: node });
  if (node === undefined || !pod) {
    const { endpoint, staleOn } = chosen ?? {};
    const { pod: was, node: of } = endpoint ?? {};
    return fail({
      kind: 'AddressGone', ip, stale: staleOn !== undefined, ...(staleOn === undefined ? {} : { staleOn }), ...(of === undefined ? {} : { node: of }), ...(was ? { pod: { namespace: was.namespace, name: was.name } } : {}),
    });
  }
  noteHop(passage, () => ({ subject: podRef(pod), rule: { kind: 'Pod', node, ip } }));
  if (!meetIngress(passage, pod)) return;
  enterContainer(passage, pod, node);
}

function enterContainer(passage: Passage, pod: Pod, node: string): void {
  const { network, packet: { destinationPort: port }, chosen } = passage;
  const answer = network.ground.answer(pod, port) ?? { kind: 'Closed' };
  const listensOn = () => network.ground.portsOf(pod).flatMap(({ container, ports }) => (ports ? [{ container, ports: [...ports] }] : []));
  const container = answer.kind === 'Closed' ? undefined : answer.container;
  const note = (verdict: Hop['verdict']): void => noteHop(passage, () => ({
    subject: podRef(pod),
    rule: {
      kind: 'Container', port, ...(container === undefined ? {} : { container }), listens: listensOn().flatMap(({ ports }) => ports),
      ...(answer.kind === 'Open' && answer.assumed ? { assumed: true } : {}),
    },
  }), verdict);
  if (answer.kind !== 'Open') note('Failed');
  const ref = { namespace: pod.metadata.namespace ?? '', name: pod.metadata.name, uid: pod.metadata.uid ?? '' };
  switch (answer.kind) {
    case 'Open': return passage.arrived({ pod, node, container: answer.container, port, note }, passage);
    case 'Hung': return passage.failed({ kind: 'Hung', pod: ref, container: answer.container });
    case 'Starting': return passage.failed({ kind: 'Starting', pod: ref, container: answer.container, port });
    case 'NotRunning': return passage.failed({ kind: 'ContainerNotRunning', pod: ref, container: answer.container, port });
    case 'Closed':
      return passage.failed({ kind: 'NotListening', pod: ref, port, listens: listensOn(), ...(chosen ? { service: chosen.service, targetPort: chosen.targetPort } : {}) });
  }
}

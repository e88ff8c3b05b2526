import { namedPort } from '../../../../shared/kubernetes/pod-ports.ts';
import type { NetworkPolicyPort } from '../../../../shared/kubernetes/types/network-policy.ts';
import type { Traffic } from './traffic.ts';

/** Whether a connection goes to the port that a rule names. */
export type PortTest = (traffic: Traffic) => boolean;

/**
 * Without `port` all ports of the protocol (TCP when absent); a number, or a range up to `endPort`; or a name, which is looked up at the
 * destination pod in both directions and so never matches an address outside the cluster. Source: networking/v1 NetworkPolicyPort.
 */
export function compilePort({ protocol: wanted = 'TCP', port, endPort }: NetworkPolicyPort): PortTest {
  if (port === undefined || port === null) return ({ protocol }) => protocol === wanted;
  if (typeof port === 'string') {
    return ({ protocol, to, port: number }) => protocol === wanted && to.pod !== undefined && namedPort(to.pod, port, wanted) === number;
  }
  const last = endPort ?? port;
  return ({ protocol, port: number }) => protocol === wanted && number >= port && number <= last;
}

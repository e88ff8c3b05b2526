import type { Container, Probe } from '../../../../shared/kubernetes/types/pod.ts';
import type { ProbeAnswer } from './probe-answer.ts';
import { portNumber } from './probe-port.ts';

/**
 * What a failed probe says. Source:
 * pkg/probe/{http,tcp,grpc,exec}.
 */
export function probeFailureText(probe: Probe, container: Container, ip: string, failure: Exclude<ProbeAnswer, 'ok'>): string {
  if (probe.httpGet) {
    if (failure === 'unavailable') return 'HTTP probe failed with statuscode: 503';
    const { scheme = 'HTTP', host, port, path = '/' } = probe.httpGet;
    const address = `${host || ip}:${portNumber(port, container)}`;
    const request = `Get "${scheme.toLowerCase()}://${address}${path}":`;
    if (failure === 'silent') return `${request} context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    return `${request} dial tcp ${address}: connect: connection refused`;
  }
  if (probe.tcpSocket) {
    const { host, port } = probe.tcpSocket;
    return `dial tcp ${host || ip}:${portNumber(port, container)}: connect: connection refused`;
  }
  if (probe.grpc) {
    const address = `${ip}:${probe.grpc.port}`;
    if (failure === 'unavailable') return 'service unhealthy (responded with "NOT_SERVING")';
    return `timeout: failed to connect service "${address}" within ${probe.timeoutSeconds ?? 1}s: context deadline exceeded`;
  }
  const command = (probe.exec?.command ?? []).join(' ');
  // The command of an exec probe that fails printed nothing.
  return failure === 'silent' ? `command timed out: "${command}" timed out after ${probe.timeoutSeconds ?? 1}s` : '';
}

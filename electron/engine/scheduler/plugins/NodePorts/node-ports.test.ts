import { expect, it, test } from 'vitest';
import type { ContainerPort, Pod } from '../../../../../shared/kubernetes/types/pod.ts';
import { hintOf, refusals } from '../../testing/ask-plugin.ts';
import { makeNode } from '../../testing/objects.ts';
import { nodePorts } from './node-ports.ts';

function holding(name: string, ports: ContainerPort[], nodeName?: string): Pod {
  return {
    apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'x', ports }], ...(nodeName ? { nodeName } : {}) },
  };
}
const port = (hostPort: number, more: Partial<ContainerPort> = {}): ContainerPort => ({ containerPort: 80, hostPort, ...more });
const reason = "node(s) didn't have free ports for the requested pod ports";

test.each<[string, ContainerPort, ContainerPort, boolean]>([
  ['the same port', port(80), port(80), true],
  ['another port', port(80), port(81), false],
  ['another protocol', port(80, { protocol: 'UDP' }), port(80), false],
  ['another address', port(80, { hostIP: '10.0.0.1' }), port(80, { hostIP: '10.0.0.2' }), false],
  ['every address against one', port(80), port(80, { hostIP: '10.0.0.2' }), true],
  ['one address against every', port(80, { hostIP: '10.0.0.2' }), port(80), true],
  ['no host port', { containerPort: 80 }, port(80), false],
])('%s', (_what, held, wanted, conflicts) => {
  const cluster = { nodes: [makeNode('a')], pods: [holding('held', [held], 'a')] };
  expect(refusals(nodePorts, holding('p', [wanted]), cluster)).toEqual(conflicts ? { a: reason } : {});
});

it('has pods tried again when the port they wait for is freed', () => {
  expect(hintOf(nodePorts, holding('p', [port(80)]), { kind: 'AssignedPodDelete', pod: holding('gone', [port(80)], 'a') })).toBe('Queue');
  expect(hintOf(nodePorts, holding('p', [port(80)]), { kind: 'AssignedPodDelete', pod: holding('gone', [port(81)], 'a') })).toBe('Skip');
});

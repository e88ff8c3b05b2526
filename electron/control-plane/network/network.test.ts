import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { symptomOf, type FailureCause, type FailureKind, type NoEndpointsWhy, type UnreadyPod } from '../../../shared/network/failure-cause.ts';
import type { LocalizedText } from '../../../shared/view/rows.ts';
import { deployment, networkWorld, service } from '../../engine/network/testing/network-world.ts';
import { traceRequest } from '../../engine/network/path/trace-request.ts';
import { causeText, symptomText } from './cause-text.ts';
import { proxyRulesView } from './proxy-rules.ts';
import { traceView } from './trace-view.ts';

/** That both languages have the same keys is tested with them. */
const english = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../renderer/i18n/en/network.json'), 'utf8')) as Record<string, string>;
const ref = { namespace: 'default', name: 'web' };
const port = { ...ref, portName: '', port: 80 };
const pod = { ...ref, uid: 'u' };

/** At least one of each kind, so that a new kind cannot be without words. */
const causes: { [K in FailureKind]: Extract<FailureCause, { kind: K }>[] } = {
  NoSuchPod: [{ kind: 'NoSuchPod', ...ref }], NoSuchService: [{ kind: 'NoSuchService', service: ref }],
  NoSuchHost: [{ kind: 'NoSuchHost', host: 'a' }, { kind: 'NoSuchHost', host: 'a', ingress: ref }],
  DnsUnanswered: [{ kind: 'DnsUnanswered', host: 'a', because: { kind: 'MachineDown', machine: 'n' } }],
  NotExposed: [{ kind: 'NotExposed', service: ref, type: 'ClusterIP' }], NoNode: [{ kind: 'NoNode' }], LoadBalancerPending: [{ kind: 'LoadBalancerPending', service: ref }],
  NoHealthyNode: (['LocalEndpoints', 'KubeProxy'] as const).flatMap((healthCheck) => [0, 2].map((nodes) => ({ kind: 'NoHealthyNode', service: ref, nodes, healthCheck }) as const)),
  SourceRangeDenied: [{ kind: 'SourceRangeDenied', service: ref, sourceIp: '1.2.3.4', ranges: ['10.0.0.0/8'] }],
  NoSuchPort: [{ kind: 'NoSuchPort', service: ref, port: 1, ports: [2] }],
  NoProxyRule: [true, false].map((stale) => ({ kind: 'NoProxyRule', node: 'n', ip: '1.2.3.4', port: 1, stale })),
  NoEndpoints: ([
    { kind: 'NoSelector' }, { kind: 'NothingSelected', selector: { a: 'b' } }, { kind: 'NoSuchPortName', targetPort: 'http' }, { kind: 'NotYetListed' },
    { kind: 'NoneReady', total: 12, pods: ([
      { kind: 'ReadinessProbe', container: 'c' }, { kind: 'StartupProbe', container: 'c' }, { kind: 'Waiting', container: 'c', reason: 'r' }, { kind: 'Terminated', container: 'c', reason: 'r' },
      { kind: 'Unschedulable' }, { kind: 'NotStarted' }, { kind: 'Terminating' }, { kind: 'NodeLost', node: 'n' }, { kind: 'ReadinessGate', gate: 'g' }, { kind: 'Ended', phase: 'Failed' },
    ] satisfies UnreadyPod['why'][]).map((why) => ({ ...ref, why })) },
  ] satisfies NoEndpointsWhy[]).map((why) => ({ kind: 'NoEndpoints', service: port, why, stale: false })),
  NoLocalEndpoints: [{ kind: 'NoLocalEndpoints', service: port, node: 'n', policy: 'internalTrafficPolicy' }],
  DeniedByPolicy: (['Ingress', 'Egress'] as const).map((direction) => ({ kind: 'DeniedByPolicy', direction, pod: ref, policies: ['p'], port: 1, protocol: 'TCP' })),
  EgressOff: [{ kind: 'EgressOff', machine: 'm' }, { kind: 'EgressOff', machine: 'm', gateway: 'None' }, { kind: 'EgressOff', machine: 'm', gateway: { id: 'nat-1', zone: 'z' } }], MachineDown: [{ kind: 'MachineDown', machine: 'm' }],
  CutOff: [{ kind: 'CutOff', machine: 'm' }, { kind: 'CutOff', machine: 'm', from: 'n' }],
  AddressGone: [...[true, false].map((stale) => ({ kind: 'AddressGone' as const, ip: '1.2.3.4', stale })), { kind: 'AddressGone', ip: '1.2.3.4', stale: true, staleOn: 'a' }], NoRoute: [{ kind: 'NoRoute', ip: '1.2.3.4' }],
  NodePortClosed: [{ kind: 'NodePortClosed', node: 'n', port: 1 }],
  NotListening: [
    { kind: 'NotListening', pod, port: 1, listens: [] }, { kind: 'NotListening', pod, port: 1, listens: [{ container: 'c', ports: [2] }] },
    { kind: 'NotListening', pod, port: 8080, listens: [{ container: 'c', ports: [80] }], service: port, targetPort: 8080 },
  ],
  Starting: [{ kind: 'Starting', pod, container: 'c', port: 1 }], ContainerNotRunning: [{ kind: 'ContainerNotRunning', pod, container: 'c', port: 1 }],
  Hung: [{ kind: 'Hung', pod, container: 'c' }], Overloaded: [{ kind: 'Overloaded', pod, container: 'c', load: { offeredRps: 200, refusedShare: 0.6, inFlight: 50, maxConcurrent: 50, cores: 0.39 } }],
  NoIngressRule: [{ kind: 'NoIngressRule', controller: 'c', host: 'h', path: '/' }],
  NoLocalHealth: [{ kind: 'NoLocalHealth', service: ref, node: 'a' }],
  CallFailed: [{ kind: 'CallFailed', pod: { ...ref, uid: 'u' }, container: 'c', calls: 'db', because: { kind: 'MachineDown', machine: 'a' } }],
  BalancerProvisioning: [{ kind: 'BalancerProvisioning', ingress: ref }],
  NoListener: [{ kind: 'NoListener', ingress: ref, port: 8080, ports: [80] }],
  NoTargets: [{ kind: 'NoTargets', ingress: ref, service: { ...ref, portName: '', port: 80 } }],
  FixedResponse: [{ kind: 'FixedResponse', ingress: ref, status: 418 }],
  IngressBackendMissing: [{ kind: 'IngressBackendMissing', ingress: ref, service: 's' }, { kind: 'IngressBackendMissing', ingress: ref, service: 's', port: 1 }],
  TooManyHops: [{ kind: 'TooManyHops' }],
};

/** The parameters that a text asks for and does not get; '?' when there is no such text. */
function missing({ key, params = {} }: LocalizedText): string[] {
  const name = key.replace('network:', '');
  const words = english[name] ?? english[`${name}_other`];
  if (words === undefined) return [`? ${key}`];
  return [...words.matchAll(/\{\{\s*([\w.]+)/g)].map((match) => match[1] ?? '').filter((param) => params[param] === undefined).map((param) => `${key} ${param}`);
}

test.each(Object.entries(causes))('%s has its words, and what the client sees of it', (_, list) => {
  for (const cause of list) {
    const { headline, details } = causeText(cause);
    expect([headline, ...details, symptomText(symptomOf(cause)), symptomText(symptomOf(cause, true))].flatMap(missing)).toEqual([]);
  }
});

test('a targetPort on which nobody listens is told as such', () => {
  const { headline } = causeText(causes.NotListening[2] as FailureCause);
  expect(headline).toEqual({ key: 'network:cause.NotListening.targetPort', params: { pod: 'web', targetPort: 8080, port: 8080, ports: '80', container: 'c' } });
});

describe('a followed request', () => {
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'own' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: [{}], egress: [{}] } };
  const world = networkWorld({ manifests: [
    deployment('client', 1, { image: 'busybox', command: ['sleep', '1d'] }), deployment('web', 2, 'nginx'), policy,
    service('web', { type: 'LoadBalancer', sessionAffinity: 'ClientIP' }), service('local', { selector: { app: 'web' }, type: 'NodePort', externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local' }),
    service('peers', { selector: { app: 'web' }, clusterIP: 'None' }), service('bad', { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 9 }] }), service('none', { selector: { app: 'x' } }),
  ] });
  const name = [...world.api.list('pods')].find(({ metadata }) => metadata.labels?.['app'] === 'client')?.metadata.name ?? '';
  const pods = ['web', 'local', 'peers', 'bad', 'none', 'nobody', 'example.com', '10.96.200.200', 'web.default.svc.cluster.local'];
  test.each([...pods.map((host) => [host, 'Pod'] as const), ...['web', 'local', 'peers', 'nobody'].map((host) => [host, 'Internet'] as const)])('%s, asked from %s, has its words', (host, from) => {
    const target = from === 'Pod' ? { host } : { service: { namespace: 'default', name: host } };
    for (const draw of [0, 0.99]) {
      const { steps, outcome, trace } = traceView(traceRequest(world.components.network, from === 'Pod' ? { kind: 'Pod', namespace: 'default', name } : { kind: 'Internet' }, target, () => draw));
      expect(steps).toHaveLength(trace.hops.length);
      expect([...steps.flatMap(({ text, details }) => [text, ...details]), outcome.headline, ...outcome.details, ...(outcome.symptom ? [outcome.symptom] : [])].flatMap(missing)).toEqual([]);
    }
  });

  test('the rules of a node, all or of one Service', () => {
    const all = proxyRulesView(world, 'a', 100);
    expect(all).toMatchObject({ node: 'a', state: 'Synced', total: 8 });
    expect(all.rules.filter(({ service: { name: of } }) => of !== 'kubernetes').map(({ service: { name: of }, destination, verdict, endpoints: { taken } }) => `${of} ${destination} ${verdict} ${taken}`)).toEqual([
      'bad ClusterIP Forward 2', 'local ClusterIP Forward 1', 'local NodePort Forward 1', 'none ClusterIP Reject 0', 'web ClusterIP Forward 2', 'web LoadBalancer Forward 2', 'web NodePort Forward 2',
    ]);
    expect(proxyRulesView(world, 'a', 1, 'default/web')).toMatchObject({ total: 3, rules: [{ service: { name: 'web' }, ip: '10.96.1.0', port: 80, affinitySeconds: 10_800 }] });
    expect(all.rules.flatMap(({ why }) => why).flatMap(missing)).toEqual([]);
    expect(all.rules.every(({ why, endpointRows }) => why.length > 0 && endpointRows === undefined)).toBe(true);
    expect(all.rules.find(({ service: { name: of } }) => of === 'none')).toMatchObject({ endpoints: { all: 0, ready: 0, taken: 0 }, why: [{ key: 'network:rule.reject.nobody' }] });
    const [local] = proxyRulesView(world, 'a', 10, 'default/local').rules;
    expect(local?.endpoints).toEqual({ all: 2, ready: 2, taken: 1 });
    expect(local?.endpointRows?.map(({ state, share, pod }) => [state, share, pod?.kind]).sort()).toEqual([['Ready', 0, 'Pod'], ['Ready', 1, 'Pod']]);
    expect(proxyRulesView(world, 'nobody', 10)).toMatchObject({ state: 'None', rules: [] });
  });
});

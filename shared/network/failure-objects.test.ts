import { expect, test } from 'vitest';
import type { FailureCause } from './failure-cause.ts';
import { objectsOfFailure } from './failure-objects.ts';

const ref = { namespace: 'shop', name: 'web' };
const pod = { ...ref, uid: 'u' };
const service = { ...ref, portName: '', port: 80 };

/** As `Kind namespace/name`. */
test.each<[FailureCause, string[]]>([
  [{ kind: 'DeniedByPolicy', direction: 'Ingress', pod: ref, policies: ['deny', 'own'], port: 80, protocol: 'TCP' }, ['NetworkPolicy shop/deny', 'NetworkPolicy shop/own', 'Pod shop/web']],
  [{ kind: 'NoEndpoints', service, stale: false, why: { kind: 'NothingSelected', selector: { a: 'b' } } }, ['Service shop/web']],
  [{ kind: 'NoEndpoints', service, stale: false, why: { kind: 'NoneReady', total: 1, pods: [{ namespace: 'shop', name: 'web-1', why: { kind: 'NotStarted' } }] } }, ['Pod shop/web-1', 'Service shop/web']],
  [{ kind: 'NotListening', pod, port: 8080, listens: [], service, targetPort: 8080 }, ['Service shop/web', 'Pod shop/web']],
  [{ kind: 'NotListening', pod, port: 8080, listens: [] }, ['Pod shop/web']],
  [{ kind: 'DnsUnanswered', host: 'web', because: { kind: 'CutOff', machine: 'a', from: 'b' } }, ['Machine a', 'Machine b']],
  [{ kind: 'NoHealthyNode', service: ref, nodes: 2, healthCheck: 'KubeProxy' }, ['Service shop/web']],
  [{ kind: 'NoLocalEndpoints', service, node: 'a', policy: 'externalTrafficPolicy' }, ['Service shop/web', 'Machine a']],
  [{ kind: 'AddressGone', ip: '10.0.0.1', stale: true, node: 'a' }, ['Machine a']],
  [{ kind: 'EgressOff', machine: 'a' }, ['Machine a']],
  [{ kind: 'Overloaded', pod, container: 'c', load: { offeredRps: 9, refusedShare: 0.5, inFlight: 2, maxConcurrent: 2, cores: 1 } }, ['Pod shop/web']],
  [{ kind: 'IngressBackendMissing', ingress: ref, service: 'db' }, ['Ingress shop/web']],
  [{ kind: 'NoSuchHost', host: 'nowhere' }, []],
])('%j is mended at %j', (cause, objects) => {
  expect(objectsOfFailure(cause).map(({ kind, namespace, name }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`)).toEqual(objects);
});

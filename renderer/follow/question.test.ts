import { beforeEach, describe, expect, test } from 'vitest';
import type { RequestName } from '../../shared/ipc/contract.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { encodePods } from '../../shared/view/pod-columns.ts';
import { ok } from '../../shared/result.ts';
import { installClient } from '../ipc/client.ts';
import { Mirror } from '../store/mirror.ts';
import { questionAbout } from './question-about.ts';
import { addressTarget, emptyQuestion, requestOf, type Question } from './question.ts';

test.each([
  ['shop.example.com', { host: 'shop.example.com', port: 80, path: '/' }],
  ['https://shop.example.com/cart?x=1', { host: 'shop.example.com', port: 443, path: '/cart?x=1' }],
  ['https://shop.example.com:80', { host: 'shop.example.com', port: 80, path: '/' }],
  [' 10.0.0.7:30080 ', { host: '10.0.0.7', port: 30_080, path: '/' }],
  ['[fd00::7]:8080/', { host: 'fd00::7', port: 8080, path: '/' }],
  ['', undefined], ['no such host', undefined], ['shop:99999', undefined],
])('the address %j', (text, target) => {
  expect(addressTarget(text)).toEqual(target);
});

const ofPod: Question = { ...emptyQuestion, from: 'Pod', pod: 'web-1', service: 'shop/db', port: ' 5432 ' };
test.each<[string, Question, object | undefined]>([
  ['nothing yet', emptyQuestion, undefined],
  ['a pod without a name', { ...ofPod, pod: '' }, undefined],
  ['a pod of the default namespace and a port by number', ofPod, { origin: { kind: 'Pod', namespace: 'default', name: 'web-1' }, target: { service: { namespace: 'shop', name: 'db', port: 5432 } } }],
  ['a port by name', { ...ofPod, port: 'http' }, { target: { service: { port: 'http' } } }],
  ['a port that is none', { ...ofPod, port: '70000' }, undefined],
  ['the first port', { ...ofPod, from: 'Internet', port: '' }, { origin: { kind: 'Internet' }, target: { service: { namespace: 'shop', name: 'db' } } }],
  ['an address', { ...emptyQuestion, to: 'Address', address: 'a/b' }, { target: { host: 'a', path: '/b' } }],
])('%s', (_, question, asked) => {
  if (asked === undefined) expect(requestOf(question)).toBeUndefined();
  else expect(requestOf(question)).toMatchObject(asked);
});

describe('what one asks with something selected', () => {
  const objects: Record<string, object> = {
    open: { metadata: { name: 'open', namespace: 'default' }, spec: { type: 'LoadBalancer' } },
    web: { metadata: { name: 'web', namespace: 'default' }, spec: { type: 'ClusterIP' } },
    shop: { spec: { rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/cart' }] } }] } },
    any: { spec: { rules: [{ http: { paths: [{ path: '/' }] } }] }, status: { loadBalancer: { ingress: [{ ip: '203.0.113.5' }] } } },
    outside: { spec: { target: { host: 'shop.example.com', port: 8080, path: '/x' } } },
    inside: { spec: { target: { service: { namespace: 'default', name: 'web', port: 'http' } }, from: { namespace: 'default', podSelector: { matchLabels: { app: 'client' } } } } },
    'client-1': { metadata: { labels: { app: 'client' } } }, 'web-1': { metadata: { labels: { app: 'web' } } },
  };
  let mirror: Mirror;
  beforeEach(() => {
    installClient({
      request: ((_: RequestName, { ref }: { ref: ObjectRef }) => Promise.resolve(ok({ live: objects[ref.name] }))) as never, onPush: () => () => undefined, pathOf: () => '',
    });
    mirror = new Mirror(() => undefined, () => undefined);
    const pod = (name: string, owner: string) => ({ uid: name, namespace: 'default', name, owner, node: 'n', state: 0, ready: 1, total: 1, restarts: 0, podIP: '' });
    mirror.pods.put(encodePods([pod('web-1', 'web'), pod('client-1', 'client')]), () => undefined);
  });
  test.each<[string, string, Partial<Question>]>([
    ['Pod', 'web-1', { from: 'Pod', pod: 'default/web-1' }],
    ['Deployment', 'client', { from: 'Pod', pod: 'default/client-1' }],
    ['Service', 'open', { from: 'Internet', to: 'Service', service: 'default/open' }],
    ['Service', 'web', { from: 'Pod', pod: 'default/client-1', to: 'Service', service: 'default/web' }],
    ['Ingress', 'shop', { from: 'Internet', to: 'Address', address: 'shop.example.com/cart' }],
    ['Ingress', 'any', { to: 'Address', address: '203.0.113.5' }],
    ['TrafficSource', 'outside', { from: 'Internet', to: 'Address', address: 'shop.example.com:8080/x' }],
    ['TrafficSource', 'inside', { from: 'Pod', pod: 'default/client-1', to: 'Service', service: 'default/web', port: 'http' }],
  ])('%s %s', async (kind, name, question) => {
    expect(await questionAbout({ apiVersion: 'v1', kind, namespace: 'default', name }, mirror, emptyQuestion)).toMatchObject(question);
  });
});

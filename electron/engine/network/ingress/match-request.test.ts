import { describe, expect, test } from 'vitest';
import type { Ingress, IngressRule } from '../../../../shared/kubernetes/types/networking.ts';
import { IngressIndex } from './ingress-index.ts';
import { matchRequest } from './match-request.ts';

function ingress(name: string, rules: IngressRule[], rest: { defaultTo?: string; at?: string } = {}): Ingress {
  return {
    apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name, namespace: 'default', creationTimestamp: rest.at ?? '2026-01-01T00:00:00Z' },
    spec: { rules, ...(rest.defaultTo ? { defaultBackend: { service: { name: rest.defaultTo } } } : {}) },
  };
}

/** `Prefix /foo` → a rule that leads to the Service of the same name. */
function host(name: string, ...paths: string[]): IngressRule {
  return {
    ...(name ? { host: name } : {}),
    http: { paths: paths.map((text) => {
      const [pathType = '', path = ''] = text.split(' ');
      return { path, pathType, backend: { service: { name: text } } };
    }) },
  };
}

function match(ingresses: Ingress[], asked: string, path: string): string | undefined {
  const index = new IngressIndex();
  for (const one of ingresses) index.set(`default/${one.metadata.name}`, one);
  return matchRequest(index, () => true, asked, path)?.backend.service?.name;
}

describe('paths', () => {
  test.each<[paths: string[], asked: string, expected: string | undefined]>([
    [['Prefix /'], '/anything', 'Prefix /'],
    [['Exact /foo'], '/foo', 'Exact /foo'],
    [['Exact /foo'], '/foo/', undefined],
    [['Exact /foo/'], '/foo', undefined],
    [['Prefix /foo'], '/foo/', 'Prefix /foo'],
    [['Prefix /foo/'], '/foo', 'Prefix /foo/'],
    [['Prefix /aaa/bbb'], '/aaa/bbb/ccc', 'Prefix /aaa/bbb'],
    [['Prefix /aaa/bbb'], '/aaa/bbbxyz', undefined],
    [['Prefix /', 'Prefix /aaa'], '/aaa/ccc', 'Prefix /aaa'],
    [['Prefix /', 'Prefix /aaa', 'Prefix /aaa/bbb'], '/aaa/bbb', 'Prefix /aaa/bbb'],
    [['Prefix /foo', 'Exact /foo'], '/foo', 'Exact /foo'],
    [['ImplementationSpecific /foo'], '/foobar', 'ImplementationSpecific /foo'],
    [['ImplementationSpecific '], '/x', 'ImplementationSpecific '],
    [['ImplementationSpecific /foo', 'Prefix /foo'], '/foo/bar', 'Prefix /foo'],
  ])('%j: %s', (paths, asked, expected) => {
    expect(match([ingress('web', [host('a.example', ...paths)])], 'a.example', asked)).toBe(expected);
  });
});

describe('hosts', () => {
  const exact = ingress('exact', [host('a.example', 'Prefix /a')]);
  const wild = ingress('wild', [host('*.example', 'Prefix /w')]);
  const any = ingress('any', [host('', 'Prefix /any')]);
  test.each<[string, string, string | undefined]>([
    ['a.example', '/a', 'Prefix /a'],
    ['a.example', '/w', undefined],
    ['b.example', '/w', 'Prefix /w'],
    ['b.b.example', '/w', undefined],
    ['example', '/any', 'Prefix /any'],
    ['10.0.0.1', '/any', 'Prefix /any'],
    ['b.example', '/any', undefined],
  ])('%s%s', (asked, path, expected) => {
    expect(match([exact, wild, any], asked, path)).toBe(expected);
  });
});

test('the default backend is for paths of its own hosts, or for hosts that nobody has', () => {
  const own = ingress('own', [host('a.example', 'Prefix /a')], { defaultTo: 'own-default' });
  const global = ingress('global', [], { defaultTo: 'global-default' });
  expect(match([own, global], 'a.example', '/zzz')).toBe('own-default');
  expect(match([own, global], 'b.example', '/zzz')).toBe('global-default');
  expect(match([ingress('own', [host('a.example', 'Prefix /a')]), global], 'a.example', '/zzz')).toBeUndefined();
});

test('of two Ingresses with the same path the older one counts', () => {
  const rule = (name: string): IngressRule => ({ host: 'a.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name } } }] } });
  expect(match([ingress('a', [rule('young')], { at: '2026-01-01T00:00:09Z' }), ingress('b', [rule('old')])], 'a.example', '/')).toBe('old');
});

import { describe, expect, it } from 'vitest';
import { decodeObject } from './decode.ts';
import { decodingFaults } from './decoding-faults.ts';

const pod = (spec: object, metadata: object = {}): never => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', ...metadata }, spec: { containers: [{ name: 'a', image: 'b' }], ...spec } }) as never;

describe('where decoding fails', () => {
  it.each([
    [pod({ terminationGracePeriodSeconds: 'soon' }), ['spec.terminationGracePeriodSeconds']],
    [pod({ containers: [{ name: 'a', ports: [{ containerPort: 80 }, { containerPort: '81' }] }] }), ['spec.containers[0].ports[1].containerPort']],
    [pod({ containers: [{ name: 'a', resources: { limits: { cpu: '1 core', memory: '1Gi' } } }] }), ['spec.containers[0].resources.limits.cpu']],
    [pod({}, { labels: { 'app.kubernetes.io/name': 7 } }), ['metadata.labels[app.kubernetes.io/name]']],
    [pod({ hostNetwork: 'yes', restartPolcy: 'Always' }), ['spec.hostNetwork', 'spec.restartPolcy']],
    [pod({ containers: {} }), ['spec.containers']],
    [pod({ nodeName: null }), []],
  ])('%#', (json, fields) => {
    expect(decodingFaults(json).map((fault) => fault.field)).toEqual(fields);
    expect(decodeObject(json).ok).toBe(fields.length === 0);
  });

  it('says nothing of kinds that it does not know', () => {
    expect(decodingFaults({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a' }, spec: { any: 1 } })).toEqual([]);
  });
});

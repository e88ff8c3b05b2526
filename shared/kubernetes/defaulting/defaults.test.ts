import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonClone } from '../../json.ts';
import { decodeObject } from '../schema/decode.ts';
import { anyObject } from '../schema/testing/arbitrary-object.ts';
import type { KubernetesObject } from '../types/meta.ts';
import { applyDefaults } from './defaults.ts';
import { defaultPullPolicy } from './image-tag.ts';
import { base64OfText } from './secret.ts';

function defaulted(json: Record<string, unknown>): Record<string, unknown> {
  const decoded = decodeObject({ metadata: { name: 'x' }, ...json });
  if (!decoded.ok) throw new Error(decoded.error.message);
  applyDefaults(decoded.value);
  return decoded.value as unknown as Record<string, unknown>;
}

const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const podSpec = {
  containers: [{
    name: 'c', image: 'nginx', resources: {}, imagePullPolicy: 'Always', terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  }],
  dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', securityContext: {}, terminationGracePeriodSeconds: 30,
  schedulerName: 'default-scheduler',
};

describe('defaults by kind', () => {
  const cases: [string, Record<string, unknown>, Record<string, unknown>][] = [
    [
      'Deployment', { apiVersion: 'apps/v1', spec: { template } },
      {
        replicas: 1, template: { ...template, spec: podSpec }, revisionHistoryLimit: 10, progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
      },
    ],
    ['Pod', { apiVersion: 'v1', spec: template.spec }, { ...podSpec, enableServiceLinks: true }],
    [
      'Pod', { apiVersion: 'v1', spec: { ...template.spec, workloadRef: { name: 'a', podGroup: 'b' } } },
      { ...podSpec, enableServiceLinks: true },
    ],
    [
      'StatefulSet', { apiVersion: 'apps/v1', spec: { template, updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } } },
      {
        replicas: 1, template: { ...template, spec: podSpec }, revisionHistoryLimit: 10, serviceName: '',
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      },
    ],
    [
      'StatefulSet', { apiVersion: 'apps/v1', spec: { template, serviceName: 'x', updateStrategy: { type: 'RollingUpdate' } } },
      {
        replicas: 1, template: { ...template, spec: podSpec }, revisionHistoryLimit: 10, serviceName: 'x', podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      },
    ],
    [
      'Service', { apiVersion: 'v1', spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } },
      {
        type: 'LoadBalancer', sessionAffinity: 'None', externalTrafficPolicy: 'Cluster', internalTrafficPolicy: 'Cluster',
        allocateLoadBalancerNodePorts: true, ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
      },
    ],
    [
      'Machine', { apiVersion: 'clusterwright.dev/v1', spec: { roles: [] } },
      { roles: ['worker'], type: 'm5.large', zone: 'zone-a', bootSeconds: 30 },
    ],
    [
      'NodeGroup', { apiVersion: 'clusterwright.dev/v1', spec: { minSize: 0, maxSize: 3 } },
      { minSize: 0, maxSize: 3, type: 'm5.large', zones: ['zone-a'], bootSeconds: 30 },
    ],
    [
      'TrafficSource', { apiVersion: 'clusterwright.dev/v1', spec: { target: { host: 'a.b' }, rate: { pattern: 'Day', lowRps: 1, highRps: 2.5 } } },
      {
        target: { host: 'a.b', port: 80, path: '/' }, rate: { pattern: 'Day', lowRps: 1, highRps: 2.5, peakHour: 14, periodSeconds: 86_400 },
        clients: 1_000,
      },
    ],
    [
      'NetworkPolicy', { apiVersion: 'networking.k8s.io/v1', spec: { egress: [{}] } },
      { podSelector: {}, egress: [{}], policyTypes: ['Ingress', 'Egress'] },
    ],
  ];
  it.each(cases)('%s', (kind, json, spec) => expect(defaulted({ kind, ...json })['spec']).toEqual(spec));

  it('limits set the requests that are missing, in pods but not in templates', () => {
    const container = { name: 'c', image: 'x', resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } } };
    expect(defaulted({ apiVersion: 'v1', kind: 'Pod', spec: { containers: [container] } }))
      .toMatchObject({ spec: { containers: [{ resources: { requests: { cpu: '100m', memory: '1Gi' } } }] } });
    expect(defaulted({ apiVersion: 'apps/v1', kind: 'ReplicaSet', spec: { template: { spec: { containers: [container] } } } }))
      .toMatchObject({ spec: { template: { spec: { containers: [{ resources: { requests: { cpu: '100m' } } }] } } } });
  });

  it('resources of the whole pod come from its containers, then from its limits', () => {
    const containers = [
      { name: 'a', image: 'x', resources: { requests: { cpu: '1' } } }, { name: 'b', image: 'x', resources: { requests: { cpu: '500m' } } },
    ];
    expect(defaulted({ apiVersion: 'v1', kind: 'Pod', spec: { containers, resources: { limits: { cpu: '4', memory: '1Gi' } } } }))
      .toMatchObject({ spec: { resources: { requests: { cpu: '1500m', memory: '1Gi' } } } });
    // Without limits of the pod nothing is filled in; huge pages of the containers are the pod's.
    expect(defaulted({ apiVersion: 'v1', kind: 'Pod', spec: { containers, resources: { requests: { memory: '1Gi' } } } }))
      .toMatchObject({ spec: { resources: { requests: { memory: '1Gi' } } } });
    const pages = [{ name: 'a', image: 'x', resources: { limits: { cpu: '1', 'hugepages-2Mi': '4Mi' } } }];
    expect(defaulted({ apiVersion: 'v1', kind: 'Pod', spec: { containers: pages, resources: { requests: { cpu: '2' } } } })).toMatchObject({
      spec: { resources: { requests: { cpu: '2', 'hugepages-2Mi': '4Mi' }, limits: { 'hugepages-2Mi': '4Mi' } } },
    });
  });

  it('quantities finer than a thousandth are rounded up', () => {
    expect(
      defaulted({
        apiVersion: 'v1', kind: 'Pod', spec: { containers: [{ name: 'c', image: 'x', resources: { requests: { cpu: '100u' } } }] },
      }),
    )
      .toMatchObject({ spec: { containers: [{ resources: { requests: { cpu: '1m' } } }] } });
  });

  it('a volume without source is an empty directory', () => {
    expect(defaulted({ apiVersion: 'v1', kind: 'Pod', spec: { ...template.spec, volumes: [{ name: 'v' }] } }))
      .toMatchObject({ spec: { volumes: [{ name: 'v', emptyDir: {} }] } });
  });

  it('texts of a Secret become data', () => {
    expect(defaulted({ apiVersion: 'v1', kind: 'Secret', data: { a: 'QQ==' }, stringData: { b: 'hé' } }))
      .toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, type: 'Opaque', data: { a: 'QQ==', b: 'aMOp' } });
  });
});

describe('image tags', () => {
  it.each([
    ['nginx', 'Always'], ['nginx:latest', 'Always'], ['nginx:1.27', 'IfNotPresent'], ['reg.io:5000/a/b', 'Always'], [
      'reg.io:5000/a/b:v1', 'IfNotPresent',
    ],
    [`nginx@sha256:${'0'.repeat(64)}`, 'IfNotPresent'], [
      `nginx:latest@sha256:${'0'.repeat(64)}`, 'Always',
    ], ['Not An Image', 'IfNotPresent'], ['', 'IfNotPresent'],
  ])('%s', (image, policy) => expect(defaultPullPolicy(image)).toBe(policy));
});

describe('a Service', () => {
  const external = (spec: Record<string, unknown>) => defaulted({ apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80 }], ...spec } });
  it('that is reached from outside by an address of a node has a policy for it', () => {
    expect(external({ externalIPs: ['192.0.2.1'] })).toMatchObject({ spec: { type: 'ClusterIP', externalTrafficPolicy: 'Cluster' } });
    expect(external({})).not.toHaveProperty('spec.externalTrafficPolicy');
  });
});

describe('properties', () => {
  it('base64 is that of Node', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(base64OfText(text)).toBe(Buffer.from(text, 'utf8').toString('base64'));
    }));
  });

  it('applying defaults again changes nothing', () => {
    fc.assert(fc.property(anyObject, (json) => {
      const once = decodeObject(json);
      if (!once.ok) return;
      applyDefaults(once.value);
      const twice = jsonClone(once.value) as KubernetesObject;
      applyDefaults(twice);
      expect(twice).toEqual(once.value);
    }), { numRuns: 300 });
  });

  it('what defaulting adds fits the schema', () => {
    fc.assert(fc.property(anyObject, (json) => {
      const once = decodeObject(json);
      if (!once.ok) return;
      applyDefaults(once.value);
      expect(decodeObject(once.value)).toEqual(once);
    }), { numRuns: 300, examples: [[{ apiVersion: 'v1', kind: 'Node', spec: { podCIDRs: [''] } }]] });
  });
});

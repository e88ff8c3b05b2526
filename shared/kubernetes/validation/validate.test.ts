import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonClone } from '../../json.ts';
import { machineTypes } from '../../topology/machine-types.ts';
import { dns1123Subdomain, labelKey } from '../names.ts';
import { anyObject } from '../schema/testing/arbitrary-object.ts';
import type { Json } from './testing/validation-errors.ts';
import { defaulted, errorsOf } from './testing/validation-errors.ts';
import { validateCreate, validateUpdate } from './validate.ts';

const container = { name: 'c', image: 'nginx' };
const pod = (spec: Json, first: Json = {}): Json => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: 'ns' }, spec: { containers: [{ ...container, ...first }], ...spec },
});
const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [container] } };
const deployment = (spec: Json): Json => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x', namespace: 'ns' },
  spec: { selector: { matchLabels: { app: 'x' } }, template, ...spec },
});
const service = (spec: Json): Json => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'ns' }, spec: { ports: [{ port: 80 }], ...spec },
});
const nodeGroup = (spec: Json): Json => ({ apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', metadata: { name: 'g' }, spec });
const trafficSource = (spec: Json): Json => ({ apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name: 't' }, spec });

describe('a new object', () => {
  const cases: [string, Json, string[]][] = [
    ['a plain pod', pod({}), []],
    ['a plain deployment', deployment({}), []],
    ['a plain service', service({}), []],
    ['a prefix one longer than a name', { ...pod({}), metadata: { name: 'x', generateName: `${'n'.repeat(253)}-`, namespace: 'ns' } }, []],
    ['no containers', { ...pod({}), spec: {} }, ['spec.containers: Required value']],
    ['no image', pod({}, { image: '' }), ['spec.containers[0].image: Required value']],
    [
      'padded image', pod({}, { image: ' nginx' }),
      ['spec.containers[0].image: Invalid value: " nginx": must not have leading or trailing whitespace'],
    ],
    [
      'two containers of one name', pod({ containers: [container, container] }),
      ['spec.containers[1].name: Duplicate value: "c"'],
    ],
    [
      'request above limit', pod({}, { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
      ['spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'],
    ],
    [
      'half a GPU', pod({}, { resources: { limits: { 'example.com/gpu': '500m' } } }),
      ['limits', 'requests'].map(
        (list) => `spec.containers[0].resources.${list}[example.com/gpu]: Invalid value: "500m": must be an integer`,
      ),
    ],
    [
      'a mount of no volume', pod({}, { volumeMounts: [{ name: 'data', mountPath: '/data' }] }),
      ['spec.containers[0].volumeMounts[0].name: Not found: "data"'],
    ],
    [
      'two sources in one volume', pod({ volumes: [{ name: 'v', emptyDir: {}, hostPath: { path: '/x' } }] }),
      ['spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type'],
    ],
    [
      'an unknown policy', pod({ restartPolicy: 'Sometimes' }),
      ['spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"'],
    ],
    [
      'a toleration of nothing', pod({ tolerations: [{ value: 'x' }] }),
      [
        'spec.tolerations[0].operator: Invalid value: "": operator must be Exists when `key` is empty, which means '
        + '"match all values and all keys"',
      ],
    ],
    [
      'two probe handlers', pod({}, { livenessProbe: { tcpSocket: { port: 80 }, exec: { command: ['a'] } } }),
      ['spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type'],
    ],
    [
      'a sleep longer than the grace period', pod({}, { lifecycle: { preStop: { sleep: { seconds: 31 } } } }),
      [
        'spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than '
        + 'terminationGracePeriodSeconds (30)',
      ],
    ],
    [
      'a repeated spread constraint',
      pod({ topologySpreadConstraints: [1, 2].map((maxSkew) => ({ maxSkew, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' })) }),
      ['spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, DoNotSchedule}"'],
    ],
    [
      'containers that ask for more than their pod', pod(
        { resources: { requests: { cpu: '1' } } }, { resources: { requests: { cpu: '2' } } },
      ),
      ['spec.resources.requests[cpu]: Invalid value: "1": must be greater than or equal to aggregate container requests of 2'],
    ],
    ['negative replicas', deployment({ replicas: -1 }), ['spec.replicas: Invalid value: -1: must be greater than or equal to 0']],
    [
      'a selector that misses the template', deployment({ selector: { matchLabels: { app: 'y' } } }),
      ['spec.template.metadata.labels: Invalid value: {"app":"x"}: `selector` does not match template `labels`'],
    ],
    [
      'a rollout that cannot move', deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
      ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
    ],
    [
      'errors deep in the template', deployment({
        template: { ...template, spec: { containers: [{ ...container, ports: [{ containerPort: 0 }] }] } },
      }),
      ['spec.template.spec.containers[0].ports[0].containerPort: Required value'],
    ],
    ['a service without ports', service({ ports: [] }), ['spec.ports: Required value']],
    [
      'a node port without its type', service({ ports: [{ port: 80, nodePort: 30_000 }] }),
      ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ],
    [
      'a config map key', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'ns' }, data: { '..': 'x' } },
      ["data[..]: Invalid value: \"..\": must not be '..'"],
    ],
    [
      'a machine without any role of ours', {
        apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'm' }, spec: { roles: ['boss'] },
      },
      ['spec.roles[0]: Unsupported value: "boss": supported values: "control-plane", "worker"'],
    ],
    [
      'a machine whose node could have no hostname label', {
        apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'm'.repeat(64) }, spec: {},
      },
      [`metadata.name: Invalid value: "${'m'.repeat(64)}": must be no more than 63 characters`],
    ],
    ['a node group that is wanted larger than it may be', nodeGroup({ minSize: 1, maxSize: 3, desiredSize: 4 }), [
      'spec.desiredSize: Invalid value: 4: must be less than or equal to `maxSize`',
    ]],
    ['a node group without room', nodeGroup({ minSize: 2, maxSize: 1, zones: ['a', 'a'], type: 'm99' }), [
      'spec.maxSize: Invalid value: 1: must be greater than or equal to `minSize`', 'spec.zones[1]: Duplicate value: "a"',
      `spec.type: Unsupported value: "m99": supported values: ${machineTypes.map(({ name }) => JSON.stringify(name)).join(', ')}`,
    ]],
    ['traffic to nowhere', trafficSource({ rate: { pattern: 'Constant', rps: -1 } }), [
      'spec.target: Required value: one of `host` and `service`', 'spec.rate.rps: Invalid value: -1: must be greater than or equal to 0',
    ]],
    ['traffic to two things', trafficSource({
      target: { host: 'a.b', service: { namespace: 'shop' } }, rate: { pattern: 'Day', lowRps: 5, highRps: 1 }, from: { namespace: '', podSelector: {} },
    }), [
      'spec.target.host: Forbidden: may not be specified together with `service`', 'spec.target.port: Forbidden: may not be specified together with `service`',
      'spec.target.path: Forbidden: may not be specified together with `service`', 'spec.target.service.name: Required value',
      'spec.from.namespace: Required value', 'spec.rate.highRps: Invalid value: 1: must be greater than or equal to `lowRps`',
    ]],
    ['a rate with fields of another pattern', trafficSource({ target: { host: 'x_y', path: 'a' }, rate: { pattern: 'Ramp', fromRps: 1, seconds: 9, rps: 3 }, clients: 0 }), [
      `spec.target.host: Invalid value: "x_y": ${dns1123Subdomain('x_y')[0]}`, 'spec.target.path: Invalid value: "a": must be an absolute path',
      'spec.rate.toRps: Required value: a Ramp needs it', 'spec.rate.rps: Forbidden: may not be specified when `pattern` is Ramp',
      'spec.clients: Invalid value: 0: must be between 1 and 1000000000, inclusive',
    ]],
    ['a spike that never ends', trafficSource({ target: { host: '1.2.3.4' }, rate: { pattern: 'Spike', rps: 1, spikeRps: 9, seconds: 30, everySeconds: 30 } }), [
      'spec.rate.everySeconds: Invalid value: 30: must be greater than `seconds`',
    ]],
    [
      'a kind that is not built in', { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a/b', namespace: 'ns' } },
      ["metadata.name: Invalid value: \"a/b\": may not contain '/'"],
    ],
    [
      'metadata', { ...pod({}), metadata: { name: 'x', namespace: 'ns', finalizers: ['x'], annotations: { 'a b': 'c' } } },
      [
        `metadata.annotations: Invalid value: "a b": ${labelKey('a b')[0]}`,
        'metadata.finalizers[0]: Invalid value: "x": name is neither a standard finalizer name nor is it fully qualified',
      ],
    ],
  ];
  it.each(cases)('%s', (_name, json, expected) => expect(errorsOf(json)).toEqual(expected));
});

describe('an update', () => {
  const change = (json: Json, edit: (object: Json) => void): string[] => {
    const old = defaulted(json);
    const next = jsonClone(old);
    edit((next as unknown as { spec: Json }).spec);
    return validateUpdate(next, old).map(({ field, reason }) => `${field} ${reason}`);
  };
  const first = (spec: Json): Json => (spec['containers'] as Json[])[0] ?? {};

  const cases: [string, Json, (spec: Json) => void, string[]][] = [
    ['a pod takes a new image', pod({}), (spec) => { first(spec)['image'] = 'nginx:2'; }, []],
    [
      'a pod keeps its ports', pod({}), (spec) => { first(spec)['ports'] = [{ containerPort: 1, protocol: 'TCP' }]; },
      ['spec FieldValueForbidden'],
    ],
    ['a pod takes a deadline', pod({}), (spec) => { spec['activeDeadlineSeconds'] = 5; }, []],
    [
      'a deadline is not made longer', pod({ activeDeadlineSeconds: 5 }), (spec) => { spec['activeDeadlineSeconds'] = 6; },
      ['spec.activeDeadlineSeconds FieldValueInvalid'],
    ],
    [
      'tolerations are only added', pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }), (spec) => { spec['tolerations'] = []; },
      ['spec.tolerations FieldValueForbidden'],
    ],
    ['a node group is given less room than it takes', nodeGroup({ minSize: 1, maxSize: 9, desiredSize: 7 }), (spec) => { spec['maxSize'] = 5; }, []],
    ['gates are only removed', pod({ schedulingGates: [{ name: 'a.io/b' }] }), (spec) => { delete spec['schedulingGates']; }, []],
    ['a gated pod can be narrowed', pod({ schedulingGates: [{ name: 'a.io/b' }] }), (spec) => { spec['nodeSelector'] = { a: 'b' }; }, []],
    ['a free pod cannot', pod({}), (spec) => { spec['nodeSelector'] = { a: 'b' }; }, ['spec FieldValueForbidden']],
    [
      'the selector of a deployment stays', deployment({}),
      (spec) => {
        spec['selector'] = { matchLabels: { app: 'y' } };
        spec['template'] = { ...template, metadata: { labels: { app: 'y' } }, spec: (spec['template'] as Json)['spec'] };
      },
      ['spec.selector FieldValueInvalid'],
    ],
    ['a deployment scales', deployment({}), (spec) => { spec['replicas'] = 7; }, []],
  ];
  it.each(cases)('%s', (_name, json, edit, expected) => expect(change(json, edit)).toEqual(expected));
});

describe('properties', () => {
  it('never throws for what was decoded', () => {
    fc.assert(fc.property(anyObject, anyObject, (json, other) => {
      const object = defaulted(json);
      validateCreate(object);
      if (json['kind'] === other['kind']) validateUpdate(object, defaulted(other));
    }), { numRuns: 300 });
  });

  it('an object that may be created may be updated to itself', () => {
    fc.assert(fc.property(anyObject, (json) => {
      const object = defaulted(json);
      if (validateCreate(object).length === 0) expect(validateUpdate(jsonClone(object), object)).toEqual([]);
    }), { numRuns: 300 });
  });
});

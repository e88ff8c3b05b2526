import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeObject } from './decode.ts';
import { anyObject } from './testing/arbitrary-object.ts';

const deployment = (spec: Record<string, unknown>) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec });
const pod = (spec: Record<string, unknown>) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });

describe('refusals of the decoder', () => {
  const prefix = 'Deployment in version "v1" cannot be handled as a Deployment: ';
  const podPrefix = 'Pod in version "v1" cannot be handled as a Pod: ';
  const quantityError = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const cases: [string, unknown, string][] = [
    ['an unknown field', deployment({ foo: 1 }), `${prefix}strict decoding error: unknown field "spec.foo"`],
    [
      'unknown fields in lists, all of them', pod({ containers: [{ nam: 'a', image: 'x', prots: [] }] }),
      `${podPrefix}strict decoding error: unknown field "spec.containers[0].nam", unknown field "spec.containers[0].prots"`,
    ],
    [
      'a string for a number', deployment({ replicas: '3' }),
      `${prefix}json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32`,
    ],
    [
      'a fraction for a whole number', deployment({ replicas: 1.5 }),
      `${prefix}json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32`,
    ],
    [
      'a number beyond 32 bits', deployment({ replicas: 2 ** 31 }),
      `${prefix}json: cannot unmarshal number 2147483648 into Go struct field DeploymentSpec.spec.replicas of type int32`,
    ],
    [
      'an object for a list', pod({ containers: {} }),
      `${podPrefix}json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container`,
    ],
    [
      'the innermost struct is named, without positions', pod({ containers: [{ ports: [{ containerPort: 'http' }] }] }),
      `${podPrefix}json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32`,
    ],
    [
      'a type error hides unknown fields', pod({ foo: 1, hostNetwork: 'yes' }),
      `${podPrefix}json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool`,
    ],
    ['a bad quantity', pod({ overhead: { cpu: 'abc' } }), `${podPrefix}${quantityError}`],
    ['a boolean quantity', pod({ overhead: { cpu: true } }), `${podPrefix}${quantityError}`],
    ['a missing kind', { apiVersion: 'v1' }, "Object 'Kind' is missing"],
    ['a missing apiVersion', { kind: 'Pod' }, "Object 'apiVersion' is missing"],
    ['a list', [], 'json: cannot unmarshal array into Go value of type runtime.TypeMeta'],
  ];
  it.each(cases)('%s', (_name, json, message) => {
    const decoded = decodeObject(json);
    expect(decoded.ok ? undefined : { message: decoded.error.message, code: decoded.error.code }).toEqual({ message, code: 400 });
  });

  it.each([
    '{"apiVersion":"v1","kind":"Pod","__proto__":{"polluted":true}}',
    '{"apiVersion":"v1","kind":"Pod","spec":{"nodeSelector":{"__proto__":"x"}}}',
    '{"apiVersion":"v1","kind":"ConfigMap","data":{"__proto__":"x"}}',
    '{"apiVersion":"example.com/v1","kind":"Widget","spec":{"deep":[{"__proto__":{}}]}}',
  ])('prototype keys: %s', (text) => {
    expect(decodeObject(JSON.parse(text)).ok).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('what comes out', () => {
  const decoded = (json: unknown) => {
    const result = decodeObject(json);
    return result.ok ? result.value as unknown as Record<string, unknown> : result.error.message;
  };

  it('reads null as absent and drops empty values that are not stored', () => {
    expect(decoded(pod({ containers: [{ name: 'a', command: [], stdin: false, env: null }], nodeSelector: {}, hostname: '' })))
      .toEqual({ ...pod({ containers: [{ name: 'a', resources: {} }] }), status: {} });
  });

  it('keeps zero where it differs from absence', () => {
    expect(decoded(deployment({ replicas: 0, paused: false, minReadySeconds: 0 })))
      .toMatchObject({ spec: { replicas: 0 } });
    expect(
      Object.keys((decoded(deployment({ paused: false, minReadySeconds: 0 })) as { spec: object }).spec),
    ).toEqual(['template', 'strategy']);
  });

  it('writes quantities and times in canonical form', () => {
    expect(
      decoded({
        ...pod({ overhead: { cpu: 0.5, memory: '1024Ki' } }), metadata: { name: 'a', creationTimestamp: '2026-01-01T01:00:00+01:00' },
      }),
    )
      .toMatchObject({ spec: { overhead: { cpu: '500m', memory: '1Mi' } }, metadata: { creationTimestamp: '2026-01-01T00:00:00Z' } });
  });

  it.each([
    ['2026-01-01T01:00:00.123456+01:00', '2026-01-01T00:00:00.123456Z'],
    ['2026-01-01T00:00:00Z', 'cannot parse "Z" as ".000000"'],
    ['2026-01-01T00:00:00.5Z', 'cannot parse ".5Z" as ".000000"'],
    ['2026-01-01T00:00:00.1234567Z', 'cannot parse "7Z" as "Z07:00"'],
    ['x', 'cannot parse "x" as "2006"'],
  ])('a time of microseconds has six digits of them: %s', (renewTime, expected) => {
    const lease = decoded({ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a' }, spec: { renewTime } });
    expect(typeof lease === 'string' ? lease : (lease['spec'] as Record<string, unknown>)['renewTime']).toContain(expected);
  });

  it('keeps kinds that it does not know', () => {
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w' }, spec: { any: [1, { deep: '' }] } };
    expect(decoded(widget)).toEqual(widget);
  });
});

describe('properties', () => {
  it('never throws, whatever the JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.constantFrom('Pod', 'Deployment', 'Widget'), (json, kind) => {
      decodeObject(json);
      decodeObject({ apiVersion: 'v1', kind, metadata: json, spec: json, status: json });
    }));
  });

  it('decoding what was decoded changes nothing', () => {
    fc.assert(fc.property(anyObject, (json) => {
      const once = decodeObject(json);
      if (once.ok) expect(decodeObject(once.value)).toEqual(once);
    }));
  });

  it('takes everything that fits the schema', () => {
    fc.assert(fc.property(anyObject, (json) => {
      const result = decodeObject(json);
      expect(result.ok ? '' : result.error.message).toBe('');
    }));
  });
});

import { describe, expect, it } from 'vitest';
import { groupVersionOf, livingResourceTypes } from '../registry.ts';
import { objectType, schemaOf } from './catalogue.ts';
import type { ListSchema } from './model.ts';
import { fieldAt, membersAt, parseFieldPath, placeAt, typeLabel, valuesAt, visitFields } from './walk.ts';

const pod = schemaOf('v1', 'Pod');
if (!pod) throw new Error('Pod has a schema');

describe('the catalogue', () => {
  it.each(livingResourceTypes.map((type) => [type.kind, type] as const))('knows %s', (_kind, type) => {
    const schema = schemaOf(groupVersionOf(type), type.kind);
    expect(schema?.fields.has('metadata')).toBe(true);
    expect(schema?.fields.has('status') ?? false).toBe(type.hasStatus);
  });

  it('knows no kind that is not built in', () => expect(schemaOf('example.com/v1', 'Widget')).toBeUndefined());

  it('lists each field with a name and a type', () => {
    let count = 0;
    visitFields(pod, (field) => {
      expect(field.name).toMatch(/^[a-zA-Z][A-Za-z0-9]*$/);
      count += 1;
    });
    expect(count).toBeGreaterThan(500);
  });
});

/** From patchMergeKey, patchStrategy, listType and listMapKey of the API's types. */
describe('list kinds and merge keys', () => {
  const cases: [string, string, ListSchema['listKind'], string[], string | undefined][] = [
    ['PodSpec', 'containers', 'map', ['name'], 'name'],
    ['PodSpec', 'tolerations', 'atomic', [], undefined],
    ['PodSpec', 'topologySpreadConstraints', 'map', ['topologyKey', 'whenUnsatisfiable'], 'topologyKey'],
    ['Container', 'ports', 'map', ['containerPort', 'protocol'], 'containerPort'],
    ['Container', 'command', 'atomic', [], undefined],
    ['Container', 'volumeMounts', 'map', ['mountPath'], 'mountPath'],
    ['ResourceRequirements', 'claims', 'map', ['name'], undefined],
    ['ServiceSpec', 'ports', 'map', ['port', 'protocol'], 'port'],
    ['ObjectMeta', 'finalizers', 'set', [], ''],
    ['ObjectMeta', 'ownerReferences', 'map', ['uid'], 'uid'],
    ['JobStatus', 'conditions', 'atomic', [], 'type'],
    ['PodStatus', 'hostIPs', 'atomic', [], 'ip'],
    ['NodeSpec', 'podCIDRs', 'set', [], ''],
  ];
  it.each(cases)('%s.%s', (type, field, listKind, mapKeys, mergeKey) => {
    const list = objectType(type).fields.get(field)?.type as ListSchema;
    expect([list.listKind, list.mapKeys, list.patchMergeKey]).toEqual([listKind, mapKeys, mergeKey]);
  });

  it('volumes and strategy retain keys', () => {
    expect(objectType('PodSpec').fields.get('volumes')?.retainKeys).toBe(true);
    expect(objectType('DeploymentSpec').fields.get('strategy')?.retainKeys).toBe(true);
  });

  it('selectors are owned as a whole', () => expect(objectType('LabelSelector').atomic).toBe(true));
});

describe('walking', () => {
  const cases: [string, string | undefined][] = [
    ['spec.containers[0].image', 'string'],
    ['spec.containers', 'list of Container'],
    ['spec.containers[3].resources.limits[cpu]', 'quantity'],
    ['spec.restartPolicy', 'one of Always, OnFailure, Never'],
    ['spec.containers[0].livenessProbe.httpGet.port', 'integer or string'],
    ['metadata.labels[app]', 'string'],
    ['spec.containers.image', undefined],
    ['spec.nothing', undefined],
  ];
  it.each(cases)('%s', (path, label) => {
    const place = placeAt(pod, parseFieldPath(path));
    expect(place && typeLabel(place.type)).toBe(label);
  });

  it('offers the members of a list item and the values of a closed set', () => {
    expect(membersAt(pod, ['spec', 'containers', 0]).map((field) => field.name)).toContain('livenessProbe');
    expect(membersAt(pod, ['spec', 'containers']).map((field) => field.name)).toContain('image');
    expect(membersAt(pod, ['spec', 'restartPolicy'])).toEqual([]);
    expect(valuesAt(pod, ['spec', 'containers', 0, 'imagePullPolicy'])).toEqual(['Always', 'IfNotPresent', 'Never']);
    expect(valuesAt(pod, ['spec', 'hostNetwork'])).toEqual(['true', 'false']);
    expect(valuesAt(pod, ['spec', 'hostname'])).toEqual([]);
  });

  it('describes what people use most', () => {
    for (const path of ['spec.containers[0].resources.requests', 'spec.tolerations', 'spec.containers[0].readinessProbe', 'spec.volumes']) {
      expect(fieldAt(pod, parseFieldPath(path))?.description).not.toBe('');
    }
  });
});

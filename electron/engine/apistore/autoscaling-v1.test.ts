import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { printerOf } from '../../../shared/kubernetes/printing/printers/index.ts';
import { inVersion } from '../../../shared/kubernetes/served-versions/convert.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { must, TestCluster } from '../testing/test-cluster.ts';
import type { ApiServer } from './api-server.ts';
import { StoreHistory } from './list-watch/history.ts';
import { listObjects } from './list-watch/list.ts';

const [v1, v2, kind, resource, key] = ['autoscaling/v1', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'default/x'];
const alpha = (name: string): string => `autoscaling.alpha.kubernetes.io/${name}`;
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const utilization = (name: string, percent: number): JsonObject => ({
  type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
});

function old(spec: JsonObject = {}, annotations?: Record<string, string>): KubernetesObject {
  const metadata = { name: 'x', namespace: 'default', ...(annotations ? { annotations } : {}) };
  return Object.assign({ apiVersion: v1, kind, metadata }, { spec: { scaleTargetRef, maxReplicas: 4, ...spec } });
}

function current(spec: JsonObject = {}): KubernetesObject {
  return Object.assign({ apiVersion: v2, kind, metadata: { name: 'x', namespace: 'default' } }, { spec: { scaleTargetRef, maxReplicas: 4, ...spec } });
}

let cluster: TestCluster;
let server: ApiServer;

beforeEach(() => {
  cluster = new TestCluster([]);
  ({ server } = cluster.simulation);
});

const stored = (): KubernetesObject & { spec: JsonObject; status: JsonObject } => cluster.get(resource, key);

function problems(answer: ApiResult<KubernetesObject>): string[] {
  return answer.ok ? [] : answer.error.details?.causes?.map(({ field, message }) => `${field}: ${message}`) ?? [answer.error.message];
}

describe('autoscalers of autoscaling/v1', () => {
  it.each<[string, JsonObject, JsonObject[], JsonObject]>([
    ['a target', { targetCPUUtilizationPercentage: 50 }, [utilization('cpu', 50)], { targetCPUUtilizationPercentage: 50 }],
    ['no target', {}, [utilization('cpu', 80)], { targetCPUUtilizationPercentage: 80 }],
  ])('are those of v2 with %s', (_what, spec, metrics, shown) => {
    const answer = must(server.create(old(spec))) as unknown as JsonObject;
    expect(answer).toMatchObject({ apiVersion: v1, spec: { minReplicas: 1, maxReplicas: 4, ...shown } });
    expect(answer['spec']).not.toHaveProperty('metrics');
    expect(stored()).toMatchObject({ apiVersion: v2, spec: { minReplicas: 1, maxReplicas: 4, metrics } });
    expect(stored().spec).not.toHaveProperty('targetCPUUtilizationPercentage');
  });

  const everyMetric: JsonObject[] = [
    utilization('memory', 60),
    { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '1Gi' } } },
    { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 30 } } },
    { type: 'Pods', pods: { metric: { name: 'hits', selector: { matchLabels: { a: 'b' } } }, target: { type: 'AverageValue', averageValue: '10' } } },
    { type: 'Object', object: { metric: { name: 'rps' }, describedObject: { kind: 'Service', name: 'web', apiVersion: 'v1' }, target: { type: 'Value', value: '2k' } } },
    { type: 'Object', object: { metric: { name: 'rps' }, describedObject: { kind: 'Service', name: 'web' }, target: { type: 'AverageValue', averageValue: '3' } } },
    { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '5' } } },
    { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '5' } } },
    utilization('cpu', 50),
  ];

  it('show in annotations what v1 has no fields for, and come back whole', () => {
    const whole = must(server.create(current({ metrics: everyMetric, behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } } })));
    must(server.updateStatus({ ...whole, status: {
      currentReplicas: 1, desiredReplicas: 2,
      currentMetrics: [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 70, averageValue: '350m' } } }],
      conditions: [{ type: 'AbleToScale', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z', reason: 'ReadyForNewScale', message: 'm' }],
    } } as KubernetesObject));
    const shown = inVersion(stored(), v1);
    expect(shown).toMatchObject({ spec: { targetCPUUtilizationPercentage: 50 }, status: { currentCPUUtilizationPercentage: 70, desiredReplicas: 2 } });
    expect(Object.keys(shown.metadata.annotations ?? {}).sort()).toEqual(['behavior', 'conditions', 'current-metrics', 'metrics'].map(alpha));
    expect(shown.metadata.annotations?.[alpha('behavior')]).toBe('{"ScaleUp":{"StabilizationWindowSeconds":0,"SelectPolicy":"Max",'
      + '"Policies":[{"Type":"Pods","Value":1,"PeriodSeconds":60}],"Tolerance":null},"ScaleDown":{"StabilizationWindowSeconds":null,"SelectPolicy":"Max",'
      + '"Policies":[{"Type":"Percent","Value":100,"PeriodSeconds":15}],"Tolerance":null}}');
    expect(shown.metadata.annotations?.[alpha('current-metrics')]).toBe(
      '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":70,"currentAverageValue":"350m"}}]');
    expect(inVersion(shown, v2)).toEqual(stored());
  });

  it('are read from such annotations, in whichever case, and otherwise without them', () => {
    must(server.create(old({ targetCPUUtilizationPercentage: 50 }, {
      mine: 'stays', [alpha('metrics')]: '[{"type":"Resource","resource":{"name":"memory","targetAverageUtilization":60}}]',
      [alpha('behavior')]: '{"scaleDown":{"selectPolicy":"Max","policies":[{"type":"Pods","value":1,"periodSeconds":60}]}}',
    })));
    expect(stored().metadata.annotations).toEqual({ mine: 'stays' });
    expect(stored().spec).toMatchObject({
      metrics: [utilization('memory', 60), utilization('cpu', 50)], behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } },
    });
    must(server.update(old({ targetCPUUtilizationPercentage: 40 }, { [alpha('metrics')]: '[{"type":7}]', [alpha('behavior')]: 'no JSON' })));
    expect(stored().spec['metrics']).toEqual([utilization('cpu', 40)]);
    expect(stored().spec).not.toHaveProperty('behavior');
    expect(stored().metadata.annotations).toBeUndefined();
  });

  it('lose annotations that only v1 shows when they are written through v2', () => {
    const { metadata, ...rest } = current();
    must(server.create({ ...rest, metadata: { ...metadata, annotations: { [alpha('metrics')]: '[]' } } } as KubernetesObject));
    expect(stored().metadata).not.toHaveProperty('annotations');
  });

  it('keep their status, of which v1 knows little, through writes of v1', () => {
    const status = { currentReplicas: 3, desiredReplicas: 2, currentMetrics: [], conditions: [{ type: 'AbleToScale', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }] };
    must(server.updateStatus({ ...must(server.create(current())), status } as KubernetesObject));
    expect(must(server.update(old({ maxReplicas: 9 })))).toMatchObject({ apiVersion: v1, spec: { maxReplicas: 9 }, status: { currentReplicas: 3 } });
    expect(stored()).toMatchObject({ spec: { maxReplicas: 9 }, status });
    expect(must(server.updateStatus({ ...old(), status: { currentReplicas: 1, desiredReplicas: 1, currentCPUUtilizationPercentage: 20 } } as KubernetesObject)))
      .toMatchObject({ apiVersion: v1, status: { currentCPUUtilizationPercentage: 20 } });
    expect(stored()).toMatchObject({ spec: { maxReplicas: 9 }, status: { currentMetrics: [{ resource: { name: 'cpu', current: { averageUtilization: 20 } } }] } });
    expect(problems(server.updateStatus({ ...old(), status: { conditions: [] } } as unknown as KubernetesObject))).toEqual([
      'HorizontalPodAutoscaler in version "v1" cannot be handled as a HorizontalPodAutoscaler: strict decoding error: unknown field "status.conditions"',
    ]);
  });

  it('are patched in their own words', () => {
    must(server.create(old({ targetCPUUtilizationPercentage: 50 })));
    const patch = { spec: { targetCPUUtilizationPercentage: 65 } };
    expect(must(server.patch(resource, key, patch, { patchType: 'strategic', apiVersion: v1 }))).toMatchObject({ apiVersion: v1, ...patch });
    expect(stored().spec['metrics']).toEqual([utilization('cpu', 65)]);
    must(server.patch(resource, key, { spec: { targetCPUUtilizationPercentage: null } }, { patchType: 'merge', apiVersion: v1 }));
    expect(stored().spec['metrics']).toEqual([utilization('cpu', 80)]);
  });

  it('are applied by some through v1, by others through v2', () => {
    const config = { ...old({ targetCPUUtilizationPercentage: 50 }) } as unknown as JsonObject;
    must(server.patch(resource, key, config, { patchType: 'apply', manager: 'a' }));
    expect(server.managedOf(resource, key).map(({ by }) => `${by.manager} ${by.apiVersion}`)).toEqual([`a ${v1}`]);
    must(server.patch(resource, key, { ...config, spec: { scaleTargetRef, maxReplicas: 4 } }, { patchType: 'apply', manager: 'a' }));
    expect(stored().spec['metrics']).toEqual([utilization('cpu', 80)]);
    expect(problems(server.patch(resource, key, { apiVersion: v2, kind, metadata: { name: 'x' }, spec: { maxReplicas: 5 } }, { patchType: 'apply', manager: 'b' })))
      .toEqual(['.spec.maxReplicas: conflict with "a"']);
  });

  it.each<[string, JsonObject, string[]]>([
    ['no pods', { maxReplicas: 0 }, ['spec.maxReplicas: Required value', 'spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`']],
    ['a target below one', { targetCPUUtilizationPercentage: 0 }, [
      'spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0',
    ]],
    ['words for numbers', { maxReplicas: 'x' }, [
      'HorizontalPodAutoscaler in version "v1" cannot be handled as a HorizontalPodAutoscaler: '
        + 'json: cannot unmarshal string into Go struct field HorizontalPodAutoscalerSpec.spec.maxReplicas of type int32',
    ]],
    ['metrics', { metrics: [] }, [
      'HorizontalPodAutoscaler in version "v1" cannot be handled as a HorizontalPodAutoscaler: strict decoding error: unknown field "spec.metrics"',
    ]],
  ])('are refused with %s', (_what, spec, expected) => expect(problems(server.create(old(spec)))).toEqual(expected));

  it('are listed in either version and printed alike', () => {
    const history = new StoreHistory(cluster.simulation.store, 100);
    cluster.simulation.onCommit((event) => history.record(event));
    must(server.create(current({ metrics: [utilization('memory', 60), utilization('cpu', 50)] })));
    const listed = listObjects(history, { resource, namespace: 'default', apiVersion: v1 }, { fieldSelector: 'metadata.name=x' });
    const items = listed.ok ? listed.value.items : [];
    expect(items).toMatchObject([{ apiVersion: v1, spec: { targetCPUUtilizationPercentage: 50 } }]);
    const nowMs = Date.parse('2026-01-01T00:01:00Z');
    const cells = printerOf(v1, kind).row(items[0] as never, nowMs).cells;
    expect(cells).toEqual(printerOf(v2, kind).row(stored() as never, nowMs).cells);
    expect(cells).toContain('memory: <unknown>/60%, cpu: <unknown>/50%');
    const refused = listObjects(history, { resource, apiVersion: v1 }, { fieldSelector: 'spec.maxReplicas=4' });
    expect(!refused.ok && refused.error.message).toBe('"spec.maxReplicas" is not a known field selector: only "metadata.name", "metadata.namespace"');
  });
});

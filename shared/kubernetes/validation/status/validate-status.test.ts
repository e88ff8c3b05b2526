import { describe, expect, it } from 'vitest';
import { jsonClone } from '../../../json.ts';
import type { Json } from '../testing/validation-errors.ts';
import { defaulted, podOf } from '../testing/validation-errors.ts';
import { validateStatusUpdate } from './validate-status.ts';

const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
const workload = (kind: string): Json => ({
  apiVersion: 'apps/v1', kind, metadata: { name: 'x', namespace: 'ns' }, spec: { selector: { matchLabels: { a: 'b' } }, template },
});
const object = (apiVersion: string, kind: string, spec: Json = {}): Json => ({ apiVersion, kind, metadata: { name: 'x', namespace: 'ns' }, spec });
const service = (type: string): Json => object('v1', 'Service', { type, ports: [{ port: 80 }] });
const job = object('batch/v1', 'Job', { template });
const indexed = object('batch/v1', 'Job', { template, completionMode: 'Indexed', completions: 5, parallelism: 2, backoffLimitPerIndex: 1 });
const claim = object('v1', 'PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } });
const budget = object('policy/v1', 'PodDisruptionBudget');
const node: Json = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'x' } };
const namespace: Json = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } };
const condition = { type: 'A', status: 'True', reason: 'B', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' };
const is = (...types: string[]) => ({ conditions: types.map((type) => ({ type, status: 'True' })) });
const ended = { terminated: { exitCode: 1 } };
const states = (state: Json) => ({ containerStatuses: [{ name: 'c', state }] });
const finished = { startTime: '2026-01-01T00:00:00Z', completionTime: '2026-01-01T00:01:00Z' };

/** Where the errors are of a status that replaces another, and of which kind. */
function places(json: Json, status: Json, before: Json = {}): string[] {
  const object = defaulted(json);
  const errors = validateStatusUpdate({ ...jsonClone(object), ...{ status } }, { ...object, ...{ status: before } });
  return errors.map(({ field, reason }) => `${field} ${reason.replace('FieldValue', '')}`);
}

describe('a status', () => {
  const cases: [string, Json, Json, Json, string[]][] = [
    ['a Deployment with more ready than there are', workload('Deployment'), { replicas: 1, readyReplicas: 2, availableReplicas: 3 }, {}, [
      'status.readyReplicas Invalid', 'status.availableReplicas Invalid', 'status.availableReplicas Invalid',
    ]],
    ['a Deployment that forgets a collision', workload('Deployment'), {}, { collisionCount: 1 }, ['status.collisionCount Invalid']],
    ['a Deployment as it should be', workload('Deployment'), { replicas: 2, readyReplicas: 1, collisionCount: 2 }, { collisionCount: 1 }, []],
    ['a ReplicaSet below nothing', workload('ReplicaSet'), { replicas: -1 }, {}, [
      'status.replicas Invalid', 'status.fullyLabeledReplicas Invalid', 'status.readyReplicas Invalid', 'status.availableReplicas Invalid',
    ]],
    ['a StatefulSet with more of the new than there are', workload('StatefulSet'), { replicas: 1, updatedReplicas: 2 }, {}, [
      'status.updatedReplicas Invalid',
    ]],
    ['a DaemonSet with less than none', workload('DaemonSet'), { numberReady: -1 }, {}, ['status.numberReady Invalid']],
    ['a namespace on its way out that nobody deleted', namespace, { phase: 'Terminating' }, {}, ['status.Phase Invalid']],
    ['a node with an address twice', node, { addresses: [{ type: 'Hostname', address: 'a' }, { type: 'Hostname', address: 'a' }] }, {}, [
      'status.addresses[1] Duplicate',
    ]],
    ['a quota of what nobody counts', object('v1', 'ResourceQuota'), { used: { bogus: '-1' } }, {}, [
      'status.used[bogus] Invalid', 'status.used[bogus] Invalid', 'status.used[bogus] Invalid',
    ]],
    ['a budget with conditions that say nothing', budget, { conditions: [condition, { type: 'A', status: 'x' }], currentHealthy: -1 }, {}, [
      'status.conditions[1].type Duplicate', 'status.conditions[1].status NotSupported', 'status.conditions[1].lastTransitionTime Required',
      'status.conditions[1].reason Required', 'status.currentHealthy Invalid',
    ]],
    ['a Service that balances nothing', service('ClusterIP'), { loadBalancer: { ingress: [{ ip: '1.1.1.1' }] } }, {}, [
      'status.loadBalancer.ingress Forbidden',
    ]],
    ['a balancer with no address, and an address for a name', service('LoadBalancer'), {
      loadBalancer: { ingress: [{ ip: 'x', ipMode: 'Proxy' }, { hostname: '1.1.1.1' }, { hostname: 'a.b', ipMode: 'VIP' }, { ip: '1.1.1.1', ipMode: 'X' }] },
    }, {}, [
      'status.loadBalancer.ingress[0].ip Invalid', 'status.loadBalancer.ingress[1].hostname Invalid', 'status.loadBalancer.ingress[2].ipMode Forbidden',
      'status.loadBalancer.ingress[3].ipMode NotSupported',
    ]],
    ['a claim with less than nothing', claim, { capacity: { storage: '-1' }, allocatedResources: { cpu: '1' }, allocatedResourceStatuses: { storage: 'X' } }, {}, [
      'status.capacity[storage] Invalid', 'status.allocatedResourceStatuses NotSupported', 'status.allocatedResources NotSupported',
    ]],
    ['a pod of another class', podOf({}), { qosClass: 'Guaranteed' }, { qosClass: 'BestEffort' }, ['status.qosClass Invalid']],
    ['a pod with room made where it is already', podOf({ nodeName: 'n' }), { nominatedNodeName: 'm' }, {}, ['status.nominatedNodeName Forbidden']],
    ['a pod with two addresses of one family', podOf({}), { podIP: '10.0.0.1', podIPs: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }] }, {}, [
      'status.podIPs Invalid',
    ]],
    ['a container that starts again', podOf({ restartPolicy: 'OnFailure' }), states({ running: {} }), states(ended), []],
    ['a container that starts again without leave', podOf({ restartPolicy: 'Never' }), states({ running: {} }), states(ended), [
      'status.containerStatuses[0].state Forbidden',
    ]],
    ['a container with leave of its own', podOf({ restartPolicy: 'Never' }, { restartPolicy: 'OnFailure' }), states({ running: {} }), states(ended), []],
    ['a container with leave for this code', podOf({ restartPolicy: 'Never' }, {
      restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }],
    }), states({ running: {} }), states(ended), []],
    ['a job that is done and failed', job, { ...is('Complete', 'SuccessCriteriaMet', 'Failed', 'FailureTarget'), ...finished }, {}, [
      'status.conditions Invalid', 'status.conditions Invalid', 'status.conditions Invalid', 'status.conditions Invalid',
    ]],
    ['a job that is done, with pods', job, { ...is('Complete', 'SuccessCriteriaMet'), ...finished, active: 1 }, {}, ['status.active Invalid']],
    ['a job that is done, as it should be', job, { ...is('Complete', 'SuccessCriteriaMet'), ...finished, succeeded: 1 }, { startTime: finished.startTime }, []],
    ['a job that is not done any more', job, { startTime: finished.startTime }, { ...is('Complete', 'SuccessCriteriaMet'), ...finished }, [
      'status.conditions Invalid', 'status.conditions Invalid',
    ]],
    ['a job that started at another time', job, { startTime: '2026-01-01T00:00:01Z' }, { startTime: '2026-01-01T00:00:00Z' }, [
      'status.startTime Required',
    ]],
    ['a pod that counts twice', job, { uncountedTerminatedPods: { succeeded: ['a', ''], failed: ['a'] } }, {}, [
      'status.uncountedTerminatedPods.succeeded[1] Invalid', 'status.uncountedTerminatedPods.failed[0] Duplicate',
    ]],
    ['indexes of a job without any', job, { completedIndexes: '0', failedIndexes: '' }, {}, [
      'status.completedIndexes Invalid', 'status.failedIndexes Invalid',
    ]],
    ['indexes that are both done and failed', indexed, { completedIndexes: '0,2-4', failedIndexes: '1,3' }, {}, ['status.failedIndexes Invalid']],
    ['indexes in no order, and too many', indexed, { completedIndexes: '2,1', failedIndexes: '9' }, {}, [
      'status.completedIndexes Invalid', 'status.failedIndexes Invalid',
    ]],
    ['indexes as they should be', indexed, { completedIndexes: '0,2-3', failedIndexes: '1,4' }, {}, []],
    ['a job that forgets', job, { succeeded: 1, active: 1, ready: 2 }, { succeeded: 2, failed: 1 }, [
      'status.ready Invalid', 'status.succeeded Invalid', 'status.failed Invalid',
    ]],
    ['an autoscaler below nothing', object('autoscaling/v2', 'HorizontalPodAutoscaler', { maxReplicas: 1 }), { desiredReplicas: -1 }, {}, [
      'status.desiredReplicas Invalid',
    ]],
  ];
  it.each(cases)('%s', (_name, json, status, before, expected) => expect(places(json, status, before)).toEqual(expected));

  it('comes with metadata that is looked at as in every update', () => {
    const old = defaulted(workload('Deployment'));
    const next = { ...old, metadata: { ...old.metadata, uid: 'other', labels: { a: 'b c' } } };
    expect(validateStatusUpdate(next, { ...old, metadata: { ...old.metadata, uid: 'u' } }).map(({ field }) => field)).toEqual([
      'metadata.labels', 'metadata.uid', 'metadata.labels', 'metadata.uid', 'metadata.labels',
    ]);
  });
});

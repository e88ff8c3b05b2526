import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../shared/kubernetes/types/batch.ts';
import { simulatedNodes } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { garbageCollectorController } from '../garbage-collector/index.ts';
import { jobController } from '../job/index.ts';
import { controllerComponent } from '../worker.ts';
import { ttlAfterFinishedController } from './index.ts';

function start(ttlSecondsAfterFinished: number | undefined): TestCluster {
  const cluster = new TestCluster([
    controllerComponent(ttlAfterFinishedController), controllerComponent(jobController), controllerComponent(garbageCollectorController),
    simulatedNodes({ endOf: () => ({ afterMs: 1_800, exitCode: 0 }) }),
  ]);
  cluster.create<Job>({
    apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'task', namespace: 'default' },
    spec: {
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'task:v1' }] } },
      ...(ttlSecondsAfterFinished === undefined ? {} : { ttlSecondsAfterFinished }),
    },
  });
  return cluster;
}

describe('the time to live of a finished Job', () => {
  it('deletes the Job and its pods when it has run out', () => {
    const cluster = start(30).advance(30_000);
    expect(cluster.list('jobs')).toHaveLength(1);
    cluster.advance(10_000);
    expect([...cluster.list('jobs'), ...cluster.list('pods')]).toEqual([]);
  });

  it('counts from a change of the time, too', () => {
    const cluster = start(undefined).advance(60_000);
    expect(cluster.list('jobs')).toHaveLength(1);
    cluster.edit<Job>('jobs', 'default/task', ({ spec }) => { spec.ttlSecondsAfterFinished = 0; });
    expect(cluster.advance(1_000).list('jobs')).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControllerRevision } from '../../../../shared/kubernetes/types/controller-revision.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim, StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import { podTemplate } from '../../testing/builders.ts';
import { simulatedNodes, type SimulatedNodesOptions } from '../../testing/simulated-nodes.ts';
import { TestCluster } from '../../testing/test-cluster.ts';
import { garbageCollectorController } from '../garbage-collector/index.ts';
import { controllerComponent } from '../worker.ts';
import { statefulSetController } from './index.ts';
import { reconcileStatefulSet } from './reconcile.ts';

const key = 'default/db';

function makeSet(spec: Partial<StatefulSet['spec']> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db', namespace: 'default' },
    spec: { replicas: 3, serviceName: 'db', selector: { matchLabels: { app: 'db' } }, template: podTemplate('db'), ...spec },
  };
}

function claimTemplate(name: string): PersistentVolumeClaim {
  return {
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
}

function start(spec: Partial<StatefulSet['spec']> = {}, options: SimulatedNodesOptions = {}): TestCluster {
  const cluster = new TestCluster(
    [controllerComponent(statefulSetController), controllerComponent(garbageCollectorController), simulatedNodes(options)],
  );
  cluster.create(makeSet(spec));
  return cluster;
}

function status(cluster: TestCluster): StatefulSet['status'] {
  return cluster.get<StatefulSet>('statefulsets', key).status;
}

function edit(cluster: TestCluster, change: (spec: StatefulSet['spec']) => void): void {
  cluster.edit<StatefulSet>('statefulsets', key, ({ spec }) => change(spec));
}

function names(cluster: TestCluster): string[] {
  return cluster.list<Pod>('pods').map((pod) => pod.metadata.name).sort();
}

function images(cluster: TestCluster): string[] {
  return cluster.list<Pod>('pods').map((pod) => `${pod.metadata.name} ${pod.spec.containers[0]?.image}`).sort();
}

/** What happened to pods, in order. */
function podHistory(cluster: TestCluster): string[] {
  return cluster.commits.filter((event) => event.resource === 'pods' && (event.type !== 'MODIFIED'))
    .map((event) => `${event.type === 'ADDED' ? '+' : '-'}${event.object.metadata.name}`);
}

describe('a StatefulSet', () => {
  it('makes pods one after the other, with stable names and labels', () => {
    const cluster = start();
    cluster.advance(500);
    expect(names(cluster)).toEqual(['db-0']);
    cluster.advance(5_000);
    expect(names(cluster)).toEqual(['db-0', 'db-1', 'db-2']);
    const pod = cluster.get<Pod>('pods', 'default/db-1');
    const revision = status(cluster)?.currentRevision ?? '';
    expect(pod.metadata.labels).toEqual({
      app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-1', 'apps.kubernetes.io/pod-index': '1', 'controller-revision-hash': revision,
    });
    expect(pod.spec).toMatchObject({ hostname: 'db-1', subdomain: 'db' });
    expect(status(cluster)).toEqual({
      observedGeneration: 1, replicas: 3, readyReplicas: 3, availableReplicas: 3, currentReplicas: 3, updatedReplicas: 3,
      currentRevision: revision, updateRevision: revision, collisionCount: 0,
    });
    expect(cluster.eventsAbout('db')[0]).toBe('SuccessfulCreate: Create Pod db-0 in StatefulSet db successful');
  });

  it('makes all at once with Parallel, from the first ordinal on', () => {
    const cluster = start({ podManagementPolicy: 'Parallel', ordinals: { start: 3 } }).advance(50);
    expect(names(cluster)).toEqual(['db-3', 'db-4', 'db-5']);
  });

  it('waits for a pod that does not get ready', () => {
    const cluster = start({}, { readyAfterMs: (pod) => (pod.metadata.name === 'db-1' ? null : 600) }).advance(60_000);
    expect(names(cluster)).toEqual(['db-0', 'db-1']);
    edit(cluster, (spec) => { spec.replicas = 0; });
    cluster.advance(10_000);
    expect(podHistory(cluster).slice(-2)).toEqual(['-db-1', '-db-0']);
  });

  it('waits minReadySeconds between pods', () => {
    const cluster = start({ minReadySeconds: 10 }).advance(9_500);
    expect(names(cluster)).toEqual(['db-0']);
    cluster.advance(2_000);
    expect(names(cluster)).toEqual(['db-0', 'db-1']);
  });

  it('scales down from the highest ordinal, one at a time', () => {
    const cluster = start().advance(5_000);
    edit(cluster, (spec) => { spec.replicas = 1; });
    cluster.advance(10);
    expect(cluster.list<Pod>('pods').filter((pod) => pod.metadata.deletionTimestamp).map((pod) => pod.metadata.name)).toEqual(['db-2']);
    cluster.advance(5_000);
    expect(podHistory(cluster).slice(-2)).toEqual(['-db-2', '-db-1']);
    expect(status(cluster)).toMatchObject({ replicas: 1, readyReplicas: 1 });
  });

  it('updates from the highest ordinal down to the partition', () => {
    const cluster = start({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }).advance(5_000);
    edit(cluster, (spec) => { spec.template = podTemplate('db', 'app:v2'); });
    cluster.advance(10_000);
    expect(images(cluster)).toEqual(['db-0 app:v1', 'db-1 app:v1', 'db-2 app:v2']);
    expect(status(cluster)).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
    expect(status(cluster)?.currentRevision).not.toBe(status(cluster)?.updateRevision);
    cluster.delete('pods', 'default/db-0');
    cluster.advance(5_000);
    expect(images(cluster)[0]).toBe('db-0 app:v1');
    edit(cluster, (spec) => { spec.updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }; });
    cluster.advance(10_000);
    expect(images(cluster)).toEqual(['db-0 app:v2', 'db-1 app:v2', 'db-2 app:v2']);
    expect(podHistory(cluster).slice(-4)).toEqual(['-db-1', '+db-1', '-db-0', '+db-0']);
    expect(status(cluster)?.currentRevision).toBe(status(cluster)?.updateRevision);
  });

  it('leaves updates to the user with OnDelete', () => {
    const cluster = start({ updateStrategy: { type: 'OnDelete' } }).advance(5_000);
    edit(cluster, (spec) => { spec.template = podTemplate('db', 'app:v2'); });
    cluster.advance(5_000);
    expect(images(cluster)).toEqual(['db-0 app:v1', 'db-1 app:v1', 'db-2 app:v1']);
    cluster.delete('pods', 'default/db-1');
    cluster.advance(5_000);
    expect(images(cluster)).toEqual(['db-0 app:v1', 'db-1 app:v2', 'db-2 app:v1']);
  });

  it('goes back to an earlier revision under a new number, and forgets the oldest', () => {
    const cluster = start({ replicas: 1, revisionHistoryLimit: 1 }).advance(5_000);
    for (const image of ['app:v2', 'app:v1', 'app:v3', 'app:v4']) {
      edit(cluster, (spec) => { spec.template = podTemplate('db', image); });
      cluster.advance(5_000);
    }
    const revisions = cluster.list<ControllerRevision>('controllerrevisions').map((revision) => [
      revision.revision, revision.data?.spec.template.spec.containers[0]?.image,
    ]);
    expect(revisions).toEqual([[4, 'app:v3'], [5, 'app:v4']]);
  });

  it('makes a failed pod anew', () => {
    const cluster = start({ replicas: 1 }).advance(5_000);
    const before = cluster.get<Pod>('pods', 'default/db-0').metadata.uid;
    cluster.edit<Pod>('pods', 'default/db-0', (pod) => { pod.status = { ...pod.status, phase: 'Failed' }; }, 'updateStatus');
    cluster.advance(5_000);
    expect(cluster.get<Pod>('pods', 'default/db-0').metadata.uid).not.toBe(before);
    expect(status(cluster)).toMatchObject({ readyReplicas: 1 });
  });

  it('gives each pod its claims, which stay when it goes', () => {
    const cluster = start({ replicas: 2, volumeClaimTemplates: [claimTemplate('data')] }).advance(5_000);
    edit(cluster, (spec) => { spec.replicas = 1; });
    cluster.advance(5_000);
    expect(cluster.list('persistentvolumeclaims').map(({ metadata }) => [metadata.name, metadata.labels, metadata.ownerReferences])).toEqual([
      ['data-db-0', { app: 'db' }, undefined], ['data-db-1', { app: 'db' }, undefined],
    ]);
    expect(cluster.get<Pod>('pods', 'default/db-0').spec.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data-db-0' } },
    ]);
    expect(cluster.eventsAbout('db')[0]).toBe('SuccessfulCreate: Create Claim data-db-0 Pod db-0 in StatefulSet db success');
  });

  it('hands the claims of surplus pods to them when they are to be deleted on scaling', () => {
    const policy = { whenDeleted: 'Delete', whenScaled: 'Delete' } as const;
    const cluster = start({ replicas: 2, volumeClaimTemplates: [claimTemplate('data')], persistentVolumeClaimRetentionPolicy: policy });
    cluster.advance(5_000);
    const owners = (name: string): unknown =>
      cluster.get('persistentvolumeclaims', `default/${name}`).metadata.ownerReferences?.map((reference) => reference.kind);
    expect(owners('data-db-1')).toEqual(['StatefulSet']);
    edit(cluster, (spec) => { spec.replicas = 1; });
    cluster.advance(100);
    expect([owners('data-db-0'), owners('data-db-1')]).toEqual([['StatefulSet'], ['Pod']]);
  });

  it('wants nothing more once its pods are as they should be', () => {
    const shape = fc.record({
      replicas: fc.nat(4), parallel: fc.boolean(), partition: fc.nat(4), minReadySeconds: fc.constantFrom(0, 3), next: fc.nat(4),
    });
    fc.assert(fc.property(shape, ({ replicas, parallel, partition, minReadySeconds, next }) => {
      const cluster = start({
        replicas, podManagementPolicy: parallel ? 'Parallel' : 'OrderedReady', minReadySeconds,
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition } },
      }).advance(30_000);
      edit(cluster, (spec) => { Object.assign(spec, { replicas: next, template: podTemplate('db', 'app:v2') }); });
      cluster.advance(60_000);
      const ordinals = Array.from({ length: next }, (_, ordinal) => ordinal);
      expect(images(cluster)).toEqual(ordinals.map((ordinal) => `db-${ordinal} app:v${ordinal < partition ? 1 : 2}`));
      const outcome = reconcileStatefulSet(cluster.get('statefulsets', key), cluster.api, cluster.simulation.env);
      expect(outcome).toEqual({ kind: 'Done', writes: [] });
    }), { numRuns: 25 });
  });

  it('says nothing of a pod that is in its way, and waits for it', () => {
    const cluster = new TestCluster([controllerComponent(statefulSetController), simulatedNodes({})]);
    cluster.create<Pod>({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'db-0', namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'i' }] } });
    cluster.create(makeSet({}));
    cluster.advance(2_000);
    expect(cluster.eventsAbout('db')).toEqual([]);
    expect(names(cluster)).toEqual(['db-0']);
  });

  it('says that it updates pods whose claims shall belong to somebody else', () => {
    const cluster = start({ replicas: 1, volumeClaimTemplates: [claimTemplate('data')] });
    cluster.advance(5_000);
    edit(cluster, (spec) => { spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Retain' }; });
    cluster.advance(1_000);
    expect(cluster.eventsAbout('db').at(-1)).toBe('SuccessfulUpdate: Update Pod db-0 in StatefulSet db successful');
    expect(cluster.get<PersistentVolumeClaim>('persistentvolumeclaims', 'default/data-db-0').metadata.ownerReferences?.[0]?.kind).toBe('StatefulSet');
  });
});

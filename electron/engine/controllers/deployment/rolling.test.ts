import { describe, expect, it } from 'vitest';
import type { ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import { makeDeployment, makeReplicaSet } from '../../testing/builders.ts';
import { rollingStep } from './rolling.ts';

type Old = [name: string, size: number, available: number];

function replicaSet([name, size, available]: Old, place: number): ReplicaSet {
  const made = makeReplicaSet(name, { replicas: size });
  return {
    ...made, metadata: { ...made.metadata, creationTimestamp: `2026-01-01T00:00:0${place}Z` }, status: { replicas: size, availableReplicas: available },
  };
}

describe('rollingStep: one pass over Deployments of ten replicas, surge 3, unavailable 2', () => {
  it.each<[string, Old, Old[], [name: string, from: number, to: number][]]>([
    ['the new one grows as far as the surge allows', ['new', 0, 0], [['old', 10, 10]], [['new', 0, 3]]],
    ['the old one shrinks as far as availability allows', ['new', 3, 0], [['old', 10, 10]], [['old', 10, 8]]],
    ['nothing moves while new pods are not available', ['new', 5, 0], [['old', 8, 8]], []],
    ['pods that are not available go first, oldest ReplicaSet first', ['new', 5, 5], [['a', 4, 1], ['b', 4, 4]], [['a', 4, 1], ['a', 1, 0], ['b', 4, 3]]],
    ['a ReplicaSet that gives up both kinds is resized twice', ['new', 4, 4], [['old', 9, 7]], [['old', 9, 7], ['old', 7, 4]]],
    ['a status from before the last resize stops it', ['new', 7, 7], [['old', 6, 8]], []],
    ['roll over: the new one starts when old ones have made room', ['new', 0, 0], [['a', 5, 0], ['b', 8, 8]], [['a', 5, 0]]],
    ['after a rollback the new one comes back down', ['new', 13, 13], [], [['new', 13, 10]]],
  ])('%s', (_name, young, old, expected) => {
    const deployment = makeDeployment('web', { replicas: 10, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } });
    const resizes = rollingStep(deployment, replicaSet(young, 9), old.map(replicaSet));
    expect(resizes.map((resize) => [resize.replicaSet.metadata.name, resize.replicaSet.spec.replicas, resize.size])).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { checkSeed } from './check-seed.ts';
import { sixthEdition, thirdEdition } from './editions.ts';
import { play } from './play.ts';
import { storyOf } from './story.ts';

/** A short budget for every run of the tests; `npm run soak` has the long one. */
const seedsPerTest = 12;
const firstSeeds = [1, 2_001, 1_000_001, 2_000_001, 13_000_001];

describe('random clusters, inputs and faults', () => {
  it.each(firstSeeds)('break no rule and end at the desired state: the dozen from seed %i on', (first) => {
    for (let seed = first; seed < first + seedsPerTest; seed += 1) {
      expect(checkSeed(seed).violations, `npm run soak -- --seed ${seed}`).toEqual([]);
    }
  }, 120_000);

  it('do the same again with the same seed', () => {
    for (const seed of [3, 4, 5]) expect(play(storyOf(seed)).stateHash).toBe(play(storyOf(seed)).stateHash);
  });

  it('contain all that can be thought of', () => {
    const stories = Array.from({ length: 400 }, (_, index) => storyOf(thirdEdition + index));
    const kinds = new Set(stories.flatMap(({ topology }) => topology.manifests.map(({ kind }) => kind)));
    for (const kind of [
      'CronJob', 'DaemonSet', 'Deployment', 'HorizontalPodAutoscaler', 'Job', 'LimitRange', 'Pod', 'PodDisruptionBudget', 'PriorityClass', 'ResourceQuota', 'Service', 'StatefulSet',
    ]) expect(kinds).toContain(kind);
    const steps = stories.flatMap((story) => story.steps);
    const inputs = new Set(steps.flatMap((step) => ('input' in step ? [step.input.do] : [])));
    for (const input of ['put', 'delete', 'patch', 'deletePod', 'evictPod', 'drain', 'cordon', 'uncordon', 'apply'] as const) expect(inputs).toContain(input);
    const put = new Set(steps.flatMap((step) => ('input' in step && step.input.do === 'put' ? [step.input.manifest.kind] : [])));
    for (const kind of ['Machine', 'CustomResourceDefinition', 'Widget']) expect(put).toContain(kind);
    const deleted = new Set(steps.flatMap((step) => ('input' in step && step.input.do === 'delete' ? [step.input.ref.kind] : [])));
    for (const kind of ['Machine', 'CustomResourceDefinition']) expect(deleted).toContain(kind);
    const faults = new Set(steps.flatMap((step) => ('input' in step ? [] : ['fault' in step.breakage ? step.breakage.fault.kind : 'container'])));
    for (const fault of ['PowerOff', 'CrashMachine', 'RestartMachine', 'StopKubelet', 'StopRuntime', 'StopComponent', 'LoseImage', 'StopRegistry', 'SlowRegistry', 'CutCable', 'CutZone', 'container'] as const) expect(faults).toContain(fault);
  });

  it('of the last edition are about control planes and clouds of all kinds', () => {
    const stories = Array.from({ length: 400 }, (_, index) => storyOf(sixthEdition + index));
    const specs = stories.map(({ topology }) => topology.cluster.spec);
    expect(new Set(specs.map(({ provider }) => provider?.name ?? 'bare'))).toEqual(new Set(['bare', 'aws']));
    const hosts = specs.map(({ machines }) => machines.filter(({ roles }) => roles.includes('control-plane')));
    expect(new Set(hosts.map(({ length }) => length))).toEqual(new Set([0, 1, 3, 5]));
    expect(new Set(hosts.flat().map(({ roles }) => roles.join()))).toEqual(new Set(['control-plane', 'control-plane,worker']));
    expect(specs.some(({ machines }) => machines.length === 1)).toBe(true);
    expect(specs.some(({ faults = [] }) => faults.length > 0)).toBe(true);
    const faults = stories.flatMap(({ steps }) => steps.flatMap((step) => ('input' in step || !('fault' in step.breakage) ? [] : [step.breakage.fault])));
    for (const kind of ['SlowDisk', 'CutLink', 'StopComponent', 'PowerOff', 'CutZone', 'ForceNewCluster', 'FailCloudCalls'] as const) expect(faults.map((fault) => fault.kind)).toContain(kind);
    expect(new Set(faults.flatMap((fault) => ('component' in fault ? [fault.component] : []))).size).toBe(5);
    expect(new Set(faults.flatMap((fault) => (fault.kind === 'FailCloudCalls' ? [fault.error] : []))).size).toBe(6);
    const deleted = stories.flatMap(({ steps }) => steps.flatMap((step) => ('input' in step && step.input.do === 'delete' ? [step.input.ref.name] : [])));
    for (const name of ['door-1', 'scratch-claim-1', 'lobby']) expect(deleted).toContain(name);
    expect(deleted.some((name) => name.startsWith('control-'))).toBe(true);
  });
});

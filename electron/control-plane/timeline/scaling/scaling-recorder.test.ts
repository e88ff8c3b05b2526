import { describe, expect, it } from 'vitest';
import { defaultCluster } from '../../../../shared/topology/cluster-document.ts';
import type { Manifest } from '../../../../shared/topology/types.ts';
import type { ScalingChain } from '../../../../shared/view/scaling.ts';
import { World } from '../../../engine/world.ts';
import { followWorld } from '../follow-world.ts';
import { TimelineRecorder } from '../recorder.ts';

const container = { name: 'c', image: 'busy:1', resources: { requests: { cpu: '800m' } } };
const web = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } } },
};
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } };
const autoscaler = {
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 3 },
};

function worldOf(manifests: unknown[]): { world: World; timeline: TimelineRecorder } {
  const cluster = defaultCluster('t', 1);
  cluster.spec.nodeGroups = [{ name: 'g', minSize: 1, maxSize: 4, bootSeconds: 30 }];
  cluster.spec.images = [{ image: 'busy', cpu: '400m' }];
  const { world, refused } = World.create({ cluster, manifests: manifests as Manifest[] });
  expect(refused).toEqual([]);
  const timeline = new TimelineRecorder();
  followWorld(timeline, world);
  return { world, timeline };
}

const stages = ({ steps }: ScalingChain): string => steps.map(({ stage, count }) => `${stage} ${count}`).join(', ');

function busier(world: World): void {
  const [pod] = [...world.api.byIndex('pods', 'namespace', 'default')];
  expect(world.inject({ kind: 'BurnCpu', namespace: 'default', pod: pod?.metadata.name ?? '', container: 'c', milliCpu: 2_000 }).ok).toBe(true);
}

describe('a chain of scaling', () => {
  it('leads from the load that rises to the pods that serve it, by way of new machines', () => {
    const { world, timeline } = worldOf([web, service, autoscaler]);
    world.advance({ untilMs: 200_000 });
    expect(timeline.scaling.all()).toEqual([]);
    busier(world);
    world.advance({ untilMs: 400_000 });
    const [chain] = timeline.scaling.all() as [ScalingChain];
    expect(chain).toMatchObject({ target: { kind: 'Deployment', name: 'web' }, autoscaler: { name: 'web' }, replicas: { from: 1, to: 3 }, done: true });
    expect(stages(chain)).toBe('LoadRose 1, Measured 1, Decided 1, PodsCreated 2, FoundNoNode 1, GroupsEnlarged 1, MachinesMade 1, MachinesBooted 1, NodesReady 1, '
      + 'Bound 2, ImagesPulled 2, Started 2, Ready 2, Serving 2');
    const times = Object.fromEntries(chain.steps.map(({ stage, firstMs, lastMs }) => [stage, [firstMs, lastMs]]));
    expect(times['LoadRose']).toEqual([195_000, 210_000]);
    expect(times['Measured']).toEqual([210_000, 210_000]);
    expect(chain.steps.find(({ stage }) => stage === 'Decided')?.facts).toMatchObject({ metric: { name: 'cpu', target: '80 %' }, replicas: { from: 1, to: 3 } });
    expect(chain.steps.find(({ stage }) => stage === 'GroupsEnlarged')?.facts?.groups?.sizes).toEqual([{ group: 'g', from: 1, to: 2, max: 4 }]);
    // The delays of all stages are the whole time from the load to the last pod that serves.
    const end = Math.max(...chain.steps.map(({ lastMs }) => lastMs));
    expect(chain.steps.reduce((sum, { afterMs }) => sum + afterMs, 0)).toBe(end - 195_000);
    expect(chain.steps.find(({ stage }) => stage === 'MachinesBooted')?.afterMs).toBe(32_000);
  });

  it('begins with the pods where a person made the workload larger', () => {
    const { world, timeline } = worldOf([web]);
    world.advance({ untilMs: 100_000 });
    world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, patch: { spec: { replicas: 4 } } }]);
    world.advance({ untilMs: 300_000 });
    const chain = timeline.scaling.all().at(-1) as ScalingChain;
    expect(chain.autoscaler).toBeUndefined();
    expect(stages(chain)).toBe('PodsCreated 2, FoundNoNode 2, GroupsEnlarged 1, MachinesMade 1, MachinesBooted 1, NodesReady 1, Bound 2, ImagesPulled 2, Started 2, Ready 2');
    expect(chain.steps[0]?.firstMs).toBe(100_000);
  });

  it('goes on after it was saved', () => {
    const straight = worldOf([web, service, autoscaler]);
    straight.world.advance({ untilMs: 200_000 });
    busier(straight.world);
    straight.world.advance({ untilMs: 225_000 });
    const world = World.restore(straight.world.snapshot());
    const timeline = new TimelineRecorder();
    timeline.load(JSON.parse(JSON.stringify(straight.timeline.save())) as ReturnType<TimelineRecorder['save']>);
    followWorld(timeline, world);
    for (const one of [straight.world, world]) one.advance({ untilMs: 400_000 });
    expect(timeline.scaling.all()).toEqual(straight.timeline.scaling.all());
    expect(timeline.scaling.all()[0]?.done).toBe(true);
  });
});

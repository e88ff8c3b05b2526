import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinished, SchedulerCache } from './cache/scheduler-cache.ts';
import { anyStory, SchedulingWorld, type Story } from './testing/scheduling-world.ts';
import { schedulerRequest, type SchedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import { resourcesOf } from './cache/node-info.ts';

describe('whatever happens to the cluster', () => {
  it('decisions are those of a scheduler that keeps no answers from pod to pod', () => {
    fc.assert(fc.property(anyStory, (story) => {
      const [kept, fresh] = [new SchedulingWorld({ keepAnswers: true }).run(story), new SchedulingWorld({ keepAnswers: false }).run(story)];
      expect(kept.summary()).toEqual(fresh.summary());
    }), { numRuns: 80, examples: [[preemptorsOfOneShape]] });
  });

  it('requests on a node stay within what it can allocate', () => {
    fc.assert(fc.property(anyStory, (story) => {
      const world = new SchedulingWorld().run({ ...story, steps: story.steps.filter((step) => step.do !== 'shrink') });
      for (const node of world.nodes) {
        const pods = world.pods.filter((pod) => pod.spec.nodeName === node.metadata.name && !isFinished(pod));
        const allocatable = resourcesOf(node.status?.allocatable);
        const sum = (of: (request: SchedulerRequest) => number): number =>
          pods.reduce((total, { spec }) => total + of(schedulerRequest(spec)), 0);
        expect(sum((request) => request.milliCpu)).toBeLessThanOrEqual(allocatable.milliCpu);
        expect(sum((request) => request.memory)).toBeLessThanOrEqual(allocatable.memory);
        expect(pods.length).toBeLessThanOrEqual(allocatable.pods);
      }
    }), { numRuns: 40 });
  });

  it('the cache holds what a listing would give', () => {
    fc.assert(fc.property(anyStory, (story) => {
      const world = new SchedulingWorld();
      const cache = SchedulerCache.list(world.simulation.store);
      world.simulation.onCommit(({ resource, type, object, key }) => {
        if (resource === 'nodes') {
          if (type === 'DELETED') cache.removeNode(object.metadata.name);
          else cache.setNode(object as never);
        } else if (resource === 'pods') {
          const pod = object as (typeof world.pods)[number];
          if (type !== 'DELETED' && pod.spec.nodeName && !isFinished(pod)) cache.setPod(pod, key);
          else cache.removePod(key);
        }
      });
      world.run(story);
      expect(sums(cache)).toEqual(sums(SchedulerCache.list(world.simulation.store)));
    }), { numRuns: 40 });
  });

  it('a snapshot continues as if nothing had happened', () => {
    fc.assert(fc.property(anyStory, fc.nat({ max: 100 }), (story, cut) => {
      const at = Math.min(cut, story.steps.length);
      const resumed = new SchedulingWorld({ resume: new SchedulingWorld().run(story, 0, at).save() }).run(story, at);
      expect(JSON.stringify(resumed.summary())).toBe(JSON.stringify(new SchedulingWorld().run(story).summary()));
    }), { numRuns: 40 });
  });

  it('the same steps and seed give the same decisions', () => {
    fc.assert(fc.property(anyStory, fc.nat({ max: 1000 }), (story, seed) => {
      expect(new SchedulingWorld({ seed }).run(story).summary()).toEqual(new SchedulingWorld({ seed }).run(story).summary());
    }), { numRuns: 20 });
  });
});

/** Pods of one template preempt on one node, of which a victim was leaving anyway: whoever is nominated there sees more room than the others. */
const preemptorsOfOneShape: Story = {
  templates: [0],
  steps: [
    { do: 'addPods', template: 0, count: 1, priority: 0 }, { do: 'removeNode', which: 0 }, { do: 'addPods', template: 0, count: 15, priority: 0 },
    { do: 'addPods', template: 0, count: 4, priority: 10 }, { do: 'addPods', template: 0, count: 6, priority: 0 }, { do: 'wait', ms: 2_500 },
    { do: 'terminatePod', which: 2 }, { do: 'addPods', template: 0, count: 3, priority: 10 }, { do: 'wait', ms: 1 },
    { do: 'addNode', size: 0, zone: 0, taint: 0 },
  ],
};

/** Everything the cache sums up, by node. */
function sums(cache: SchedulerCache): unknown {
  return Object.fromEntries([...cache.nodeOrder()].map((slot) => {
    const node = cache.at(slot);
    const images = [...node.images].map(([name, { nodeCount }]) => [name, nodeCount]);
    return [node.name, {
      requested: node.requested, nonZero: [node.nonZeroMilliCpu, node.nonZeroMemory],
      pods: [...node.pods.keys()].sort(), ports: node.usedPorts,
      affinity: [node.affinityPods, node.requiredAntiAffinityPods], labels: node.labels, images,
    }];
  }));
}

import { describe, expect, it } from 'vitest';
import type { Pod, PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import { Prng, streamState } from '../../../simulation/prng.ts';
import { defaultProfile } from '../../framework/profile.ts';
import { PodPlacer } from '../../schedule-pod.ts';
import { cacheOf, type SmallCluster } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { preempt } from './default-preemption.ts';

const random = (): Prng => new Prng(streamState(1, 'scheduler'));

function decide(
  spec: Partial<PodSpec>, cluster: SmallCluster, cpu = '2',
): { node: string | undefined; victims: string[]; message: string } {
  const cache = cacheOf(cluster);
  const info = cache.shapes.infoOf(makePod('high', { cpu }, { spec }));
  const outcome = new PodPlacer(cache, defaultProfile()).place(info, random());
  if (outcome.kind !== 'Unfit') throw new Error(`The pod is ${outcome.kind}`);
  const { nominatedNodeName, victims, message } = preempt(info, outcome, cache, random());
  return { node: nominatedNodeName, victims: victims.map(({ pod }) => pod.metadata.name), message };
}

const placed = (name: string, nodeName: string, cpu: string, priority: number, more: Partial<Pod> = {}): Pod =>
  ({ ...makePod(name, { cpu }, { spec: { nodeName, priority }, labels: { app: name } }), ...more });
const nodes = [makeNode('a', { cpu: '2', memory: '4Gi' }), makeNode('b', { cpu: '2', memory: '4Gi' })];

describe('DefaultPreemption', () => {
  it('evicts no more than it must, the least important first', () => {
    const pods = [placed('x', 'a', '1', 5), placed('y', 'a', '500m', 1), placed('z', 'a', '500m', 3)];
    expect(decide({ priority: 10 }, { nodes: nodes.slice(0, 1), pods }, '500m')).toMatchObject({ node: 'a', victims: ['y'], message: '' });
  });

  it('prefers the node whose victims matter least', () => {
    const pods = [placed('x', 'a', '2', 5), placed('y', 'b', '2', 1)];
    expect(decide({ priority: 10 }, { nodes, pods })).toMatchObject({ node: 'b', victims: ['y'] });
  });

  it('spares pods whose budget allows no disruption, if another node will do', () => {
    const pods = [placed('x', 'a', '2', 1), placed('y', 'b', '2', 1)];
    const budget = {
      apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'x', namespace: 'default' },
      spec: { selector: { matchLabels: { app: 'x' } } }, status: { disruptionsAllowed: 0 },
    };
    expect(
      decide({ priority: 10 }, { nodes, pods, others: [{ resource: 'poddisruptionbudgets', object: budget }] }),
    ).toMatchObject({ node: 'b', victims: ['y'] });
  });

  it('of equals evicts those that run the shortest', () => {
    const pods = [
      placed('x', 'a', '2', 1, { status: { startTime: '2026-01-01T00:00:00Z' } }),
      placed('y', 'b', '2', 1, { status: { startTime: '2026-01-01T01:00:00Z' } }),
    ];
    expect(decide({ priority: 10 }, { nodes, pods })).toMatchObject({ node: 'b', victims: ['y'] });
  });

  it('says why it does not help', () => {
    const full = [placed('x', 'a', '2', 10), placed('y', 'b', '2', 10)];
    expect(decide({ priority: 10 }, { nodes, pods: full })).toEqual({
      node: '', victims: [], message: 'preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
    });
    expect(decide({ priority: 10 }, { nodes, pods: full }, '4').message).toBe(
      'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    );
    expect(
      decide({ priority: 99, preemptionPolicy: 'Never' }, { nodes, pods: full }).message,
    ).toBe('preemption: not eligible due to preemptionPolicy=Never.');
  });

  it('leaves the cache as it was', () => {
    const cluster = { nodes, pods: [placed('x', 'a', '1', 5), placed('y', 'a', '1', 1), placed('z', 'b', '2', 3)] };
    const [cache, untouched] = [cacheOf(cluster), cacheOf(cluster)];
    const info = cache.shapes.infoOf(makePod('high', { cpu: '2' }, { spec: { priority: 10 } }));
    const outcome = new PodPlacer(cache, defaultProfile()).place(info, random());
    if (outcome.kind === 'Unfit') preempt(info, outcome, cache, random());
    for (const name of ['a', 'b']) expect(cache.node(name)?.requested).toEqual(untouched.node(name)?.requested);
  });
});

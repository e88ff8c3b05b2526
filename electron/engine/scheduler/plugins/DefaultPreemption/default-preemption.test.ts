import { describe, expect, it, test } from 'vitest';
import type { Pod, PodSpec } from '../../../../../shared/kubernetes/types/pod.ts';
import { Prng, streamState } from '../../../simulation/prng.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { SchedulerCache } from '../../cache/scheduler-cache.ts';
import { defaultProfile } from '../../framework/profile.ts';
import { PodPlacer } from '../../schedule-pod.ts';
import { cacheOf, type SmallCluster } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { findCandidates, preempt } from './default-preemption.ts';
import { listBudgets, splitByBudget, type Budget } from './disruption-budgets.ts';
import { pickCandidate } from './pick-candidate.ts';
import type { Candidate } from './victims.ts';

const [one, three] = [infosOf([makePod('v')]), infosOf([makePod('v'), makePod('w'), makePod('x')])];
const random = (): Prng => new Prng(streamState(1, 'scheduler'));

interface Decided {
  node: string | undefined;
  victims: string[];
  message: string;
}

function decide(spec: Partial<PodSpec>, cluster: SmallCluster, cpu = '2', nominatedNodeName?: string): Decided {
  return decideIn(cacheOf(cluster), { ...makePod('high', { cpu }, { spec }), ...(nominatedNodeName ? { status: { nominatedNodeName } } : {}) });
}

function decideIn(cache: SchedulerCache, pod: Pod): Decided {
  const info = cache.shapes.infoOf(pod);
  const outcome = new PodPlacer(cache, defaultProfile()).place(info, random());
  if (outcome.kind !== 'Unfit') throw new Error(`The pod is ${outcome.kind}`);
  const { nominatedNodeName, victims, message } = preempt(info, outcome, cache, random());
  return { node: nominatedNodeName, victims: victims.map(({ pod }) => pod.metadata.name), message };
}

const placed = (name: string, nodeName: string, cpu: string, priority: number, more: Partial<Pod> = {}): Pod =>
  ({ ...makePod(name, { cpu }, { spec: { nodeName, priority }, labels: { app: name } }), ...more });
const budgetObject = {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'x', namespace: 'default' }, spec: { selector: { matchLabels: { app: 'x' } } },
};
const budgets = (status: object, disruptedPods: Record<string, string> = {}): Budget[] =>
  listBudgets(cacheOf({ nodes: [], others: [{ resource: 'poddisruptionbudgets', object: { ...budgetObject, status: { ...status, disruptedPods } } as never }] }).api);
function infosOf(pods: readonly Pod[]): PodInfo[] {
  const { shapes } = cacheOf({ nodes: [] });
  return pods.map((pod) => shapes.infoOf(pod));
}
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
    const budget = { ...budgetObject, status: { disruptionsAllowed: 0 } };
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

  it.each<[number, string[]]>([[2, []], [1, ['a1']], [0, ['a0', 'a1']]])('of two pods of a budget that allows %i to go harms %j', (disruptionsAllowed, harmed) => {
    const pods = ['a0', 'a1'].map((name) => ({ ...placed(name, 'a', '1', 1), metadata: { name, namespace: 'default', labels: { app: 'x' } } }));
    expect(splitByBudget(infosOf(pods), budgets({ disruptionsAllowed })).violating.map(({ pod }) => pod.metadata.name)).toEqual(harmed);
  });

  it('counts no pod against a budget whose eviction was granted, none without labels, none of another namespace', () => {
    const labelled = (name: string, more: Partial<Pod['metadata']>): Pod => ({ ...placed(name, 'a', '1', 1), metadata: { name, namespace: 'default', labels: { app: 'x' }, ...more } });
    const [granted, bare, foreign, other] = [labelled('granted', {}), labelled('bare', { labels: {} }), labelled('foreign', { namespace: 'else' }), labelled('other', {})];
    const { violating, others } = splitByBudget(infosOf([granted, bare, foreign, other]), budgets({ disruptionsAllowed: 0 }, { granted: '' }));
    expect([violating, others].map((list) => list.map(({ pod }) => pod.metadata.name))).toEqual([['other'], ['granted', 'bare', 'foreign']]);
  });

  it('takes pods that a budget protects last', () => {
    const pods = [placed('x', 'a', '1', 1), placed('y', 'a', '1', 5)];
    const budget = { ...budgetObject, spec: { selector: { matchLabels: { app: 'x' } } }, status: { disruptionsAllowed: 0 } };
    const cluster = { nodes: nodes.slice(0, 1), pods, others: [{ resource: 'poddisruptionbudgets', object: budget }] };
    expect(decide({ priority: 10 }, cluster, '1')).toMatchObject({ node: 'a', victims: ['y'] });
  });

  it('waits for those that it had evicted before', () => {
    const leaving = placed('x', 'a', '2', 1);
    const target = { type: 'DisruptionTarget', status: 'True' as const, reason: 'PreemptionByScheduler' };
    const evicted: Pod = { ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: 'x' }, status: { conditions: [target] } };
    const waiting = 'preemption: not eligible due to a terminating pod on the nominated node.';
    const asNominated = (pods: Pod[], node = 'a'): string => decide({ priority: 10 }, { nodes, pods }, '2', node).message;
    const busy = placed('y', 'b', '2', 10);
    expect(asNominated([evicted, busy])).toBe(waiting);
    expect(asNominated([{ ...evicted, status: { conditions: [{ ...target, reason: 'EvictionByEvictionAPI' }] } }, busy])).toBe('');
    expect(asNominated([{ ...leaving, status: { conditions: [target] } }, busy])).toBe('');
    expect(asNominated([{ ...evicted, spec: { ...evicted.spec, priority: 10 } }, busy])).not.toBe(waiting);
    expect(asNominated([evicted, busy], 'gone')).toBe('');
    expect(decide({ priority: 10, nodeSelector: { 'kubernetes.io/hostname': 'b' } }, { nodes, pods: [evicted, busy] }, '2', 'a').message).not.toBe(waiting);
  });

  it('leaves room for pods of its priority that are nominated, not for lesser ones', () => {
    const pods = [placed('x', 'a', '1', 1), placed('y', 'a', '1', 2)];
    const withGuest = (priority: number): { victims: string[] } => {
      const cache = cacheOf({ nodes: nodes.slice(0, 1), pods });
      cache.nominate(cache.shapes.infoOf(makePod('guest', { cpu: '1' }, { spec: { priority } })), 'a');
      return decideIn(cache, makePod('high', { cpu: '1' }, { spec: { priority: 10 } }));
    };
    expect([withGuest(10).victims, withGuest(9).victims]).toEqual([['y', 'x'], ['x']]);
  });

  it.each<[string, boolean, number]>([
    ['enough are a tenth, at least a hundred', true, 100],
    ['a budget is overdrawn wherever it looks, and so it looks everywhere', false, 250],
  ])('%s', (_what, harmless, found) => {
    const many = Array.from({ length: 250 }, (_unused, at) => makeNode(`n${at}`, { cpu: '2', memory: '4Gi' }));
    const pods = many.map(({ metadata }) => ({ ...placed(`on-${metadata.name}`, metadata.name, '2', 1), metadata: { name: `on-${metadata.name}`, namespace: 'default', labels: { app: 'x' } } }));
    const budget = { ...budgetObject, status: { disruptionsAllowed: 0 } };
    const cache = cacheOf({ nodes: many, pods, others: harmless ? [] : [{ resource: 'poddisruptionbudgets', object: budget }] });
    const info = cache.shapes.infoOf(makePod('high', { cpu: '2' }, { spec: { priority: 10 } }));
    const outcome = new PodPlacer(cache, defaultProfile()).place(info, random());
    if (outcome.kind !== 'Unfit') throw new Error(outcome.kind);
    const names = [1, 2].map((seed) => findCandidates(info, outcome, cache, new Prng(streamState(seed, 'scheduler'))).candidates.map(({ node }) => node.name));
    expect(names.map(({ length }) => length)).toEqual([found, found]);
    // Where it begins is left to chance, and it goes round.
    expect(names[0]?.[0]).not.toBe(names[1]?.[0]);
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

test.each<[string, Partial<Candidate>, Partial<Candidate>]>([
  ['fewer budgets overdrawn, whatever else', { pdbViolations: 0, highestPriority: 9, prioritySum: 99 }, { pdbViolations: 1, highestPriority: 1, prioritySum: 1 }],
  ['a less important first victim', { highestPriority: 1, prioritySum: 99 }, { highestPriority: 2, prioritySum: 1 }],
  ['a smaller sum of priorities', { prioritySum: 5, victims: three }, { prioritySum: 6, victims: one }],
  ['fewer victims', { victims: one, earliestStart: '2026-01-01T00:00:00Z' }, { victims: three, earliestStart: '2026-01-01T09:00:00Z' }],
  ['victims that started later', { earliestStart: '2026-01-01T09:00:00Z' }, { earliestStart: '2026-01-01T00:00:00Z' }],
])('does less harm: %s', (_what, better, worse) => {
  const candidate = (more: Partial<Candidate>): Candidate =>
    ({ node: undefined as never, victims: one, pdbViolations: 0, highestPriority: 1, prioritySum: 1, earliestStart: '2026-01-01T00:00:00Z', ...more });
  const [good, bad] = [candidate(better), candidate(worse)];
  expect([pickCandidate([good, bad]), pickCandidate([bad, good])]).toEqual([good, good]);
});

it('many victims of negative priority weigh more than one', () => {
  const pods = [placed('x', 'a', '1', -5), placed('y', 'a', '1', -5), placed('z', 'b', '2', -5)];
  expect(decide({ priority: 10 }, { nodes, pods })).toMatchObject({ node: 'b', victims: ['z'] });
});

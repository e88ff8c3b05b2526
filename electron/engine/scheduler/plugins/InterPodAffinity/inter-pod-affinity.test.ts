import { describe, expect, it, test } from 'vitest';
import type { KubernetesObject } from '../../../../../shared/kubernetes/types/meta.ts';
import type { Affinity, Pod, PodAffinityTerm } from '../../../../../shared/kubernetes/types/pod.ts';
import { hintOf, refusals, scores } from '../../testing/ask-plugin.ts';
import { makeNode, makePod } from '../../testing/objects.ts';
import { interPodAffinity } from './inter-pod-affinity.ts';

const zoneKey = 'topology.kubernetes.io/zone';
const nodes = [
  makeNode('a', undefined, {}, { [zoneKey]: 'z1' }), makeNode('b', undefined, {}, { [zoneKey]: 'z1' }),
  makeNode('c', undefined, {}, { [zoneKey]: 'z2' }),
];
const term = (app: string, more: Partial<PodAffinityTerm> = {}): PodAffinityTerm =>
  ({ labelSelector: { matchLabels: { app } }, topologyKey: zoneKey, ...more });
const near = (...terms: PodAffinityTerm[]): Affinity => ({ podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } });
const apart = (...terms: PodAffinityTerm[]): Affinity => ({ podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } });
const pod = (app: string, affinity?: Affinity, nodeName?: string): Pod =>
  makePod(
    `${app}-${nodeName ?? 'new'}`, {}, { labels: { app }, spec: { ...(affinity ? { affinity } : {}), ...(nodeName ? { nodeName } : {}) } },
  );

const noAffinity = "-node(s) didn't match pod affinity rules";
const own = "node(s) didn't match pod anti-affinity rules";
const others = "node(s) didn't satisfy existing pods anti-affinity rules";

describe('required terms', () => {
  it('place a pod in a domain with the pods it wants to be near', () => {
    expect(
      refusals(interPodAffinity, pod('web', near(term('db'))), { nodes, pods: [pod('db', undefined, 'a')] }),
    ).toEqual({ c: noAffinity });
  });

  it('let the first of a group that wants its own kind start anywhere', () => {
    expect(refusals(interPodAffinity, pod('web', near(term('web'))), { nodes })).toEqual({});
    expect(refusals(interPodAffinity, pod('web', near(term('db'))), { nodes })).toEqual({ a: noAffinity, b: noAffinity, c: noAffinity });
  });

  it('keep pods apart, whichever of them says so', () => {
    expect(
      refusals(interPodAffinity, pod('web', apart(term('db'))), { nodes, pods: [pod('db', undefined, 'a')] }),
    ).toEqual({ a: own, b: own });
    expect(refusals(interPodAffinity, pod('db'), { nodes, pods: [pod('web', apart(term('db')), 'c')] })).toEqual({ c: others });
  });

  it('concern the pod\'s namespace, listed ones, or those selected by labels', () => {
    const other = { ...pod('db', undefined, 'a'), metadata: { name: 'db', namespace: 'other', labels: { app: 'db' } } };
    const namespace = {
      resource: 'namespaces', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 'x' } } },
    };
    const cluster = { nodes, pods: [other], others: [namespace] };
    expect(refusals(interPodAffinity, pod('web', apart(term('db'))), cluster)).toEqual({});
    for (const more of [{ namespaces: ['other'] }, { namespaceSelector: { matchLabels: { team: 'x' } } }, { namespaceSelector: {} }]) {
      expect(refusals(interPodAffinity, pod('web', apart(term('db', more))), cluster)).toEqual({ a: own, b: own });
    }
    expect(
      refusals(interPodAffinity, pod('web', apart(term('db', { namespaceSelector: { matchLabels: { team: 'y' } } }))), cluster),
    ).toEqual({});
  });
});

describe('the fine print of required terms', () => {
  const bare = makeNode('bare');
  const labelled = (name: string, nodeName: string, ...apps: string[]): Pod =>
    makePod(name, {}, { labels: Object.fromEntries(apps.map((app) => [app, 'yes'])), spec: { nodeName } });
  const having = (label: string): PodAffinityTerm => term('', { labelSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] } });

  it('the first of a group may start where its key is, while it matches all of its terms and there are no others', () => {
    expect(refusals(interPodAffinity, pod('web', near(term('web'))), { nodes: [...nodes, bare] })).toEqual({ bare: noAffinity });
    expect(refusals(interPodAffinity, pod('web', near(term('web'), term('db'))), { nodes })).toEqual({ a: noAffinity, b: noAffinity, c: noAffinity });
    expect(refusals(interPodAffinity, pod('web', near(term('web'))), { nodes, pods: [pod('web', undefined, 'c')] })).toEqual({ a: noAffinity, b: noAffinity });
    const elsewhere = { ...pod('web', undefined, 'c'), metadata: { name: 'x', namespace: 'other', labels: { app: 'web' } } };
    expect(refusals(interPodAffinity, pod('web', near(term('web'))), { nodes, pods: [elsewhere] })).toEqual({});
  });

  it('one pod has to match all terms of affinity, but any term of anti-affinity', () => {
    const pods = [labelled('x', 'a', 'one'), labelled('y', 'b', 'two'), labelled('z', 'c', 'one', 'two')];
    expect(refusals(interPodAffinity, pod('web', near(having('one'), having('two'))), { nodes, pods })).toEqual({ a: noAffinity, b: noAffinity });
    expect(refusals(interPodAffinity, pod('web', apart(having('one'), having('three'))), { nodes, pods: pods.slice(0, 1) })).toEqual({ a: own, b: own });
  });

  it('anti-affinity has nothing against nodes without the key, and counts pods that are leaving', () => {
    const leaving = pod('db', undefined, 'a');
    const pods = [{ ...leaving, metadata: { ...leaving.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } }, pod('web', undefined, 'bare')];
    expect(refusals(interPodAffinity, pod('x', apart(term('db'), term('web'))), { nodes: [...nodes, bare], pods })).toEqual({ a: own, b: own });
  });

  it('listed namespaces and selected ones count together', () => {
    const inNamespace = (namespace: string, nodeName: string): Pod => ({ ...pod('db', undefined, nodeName), metadata: { name: `db-${namespace}`, namespace, labels: { app: 'db' } } });
    const namespace = (name: string, labels: Record<string, string>): { resource: string; object: KubernetesObject } =>
      ({ resource: 'namespaces', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } } });
    const cluster = { nodes, pods: [inNamespace('listed', 'a'), inNamespace('chosen', 'c')], others: [namespace('listed', {}), namespace('chosen', { team: 'x' })] };
    const both = term('db', { namespaces: ['listed'], namespaceSelector: { matchLabels: { team: 'x' } } });
    expect(refusals(interPodAffinity, pod('web', apart(both)), cluster)).toEqual({ a: own, b: own, c: own });
  });

  it('of several reasons the first is given: affinity, own anti-affinity, that of others', () => {
    const pods = [pod('db', apart(term('web')), 'a')];
    const terms = { ...near(term('gone')), ...apart(term('db')) };
    expect(refusals(interPodAffinity, pod('web', terms), { nodes: nodes.slice(0, 1), pods })).toEqual({ a: noAffinity });
    expect(refusals(interPodAffinity, pod('web', apart(term('db'))), { nodes: nodes.slice(0, 1), pods })).toEqual({ a: own });
    expect(refusals(interPodAffinity, pod('web'), { nodes: nodes.slice(0, 1), pods })).toEqual({ a: others });
  });
});

it('preferred terms of the pod and all terms of existing pods pull and push', () => {
  const preferred = (kind: 'podAffinity' | 'podAntiAffinity', weight: number, app: string): Affinity => ({
    [kind]: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: term(app, { topologyKey: 'kubernetes.io/hostname' }) }],
    },
  });
  const pods = [
    pod('db', undefined, 'a'), pod('cache', undefined, 'b'), pod('fan', near(term('web', { topologyKey: 'kubernetes.io/hostname' })), 'c'),
  ];
  // a: +4 for db; b: 0; c: +1, the weight of a required term of an existing pod.
  expect(scores(interPodAffinity, pod('web', preferred('podAffinity', 4, 'db')), { nodes, pods })).toEqual({ a: 100, b: 0, c: 25 });
  expect(scores(interPodAffinity, pod('lone', preferred('podAntiAffinity', 4, 'db')), { nodes, pods })).toEqual({ a: 0, b: 100, c: 100 });
  expect(scores(interPodAffinity, pod('lone'), { nodes, pods })).toBeUndefined();
});

it('has refused pods tried again when the right pod comes or the wrong one goes', () => {
  const [wanting, avoiding] = [pod('web', near(term('db'))), pod('web', apart(term('db')))];
  const db = pod('db', undefined, 'a');
  expect(hintOf(interPodAffinity, wanting, { kind: 'AssignedPodAdd', pod: db })).toBe('Queue');
  expect(hintOf(interPodAffinity, avoiding, { kind: 'AssignedPodAdd', pod: db })).toBe('Skip');
  expect(hintOf(interPodAffinity, avoiding, { kind: 'AssignedPodDelete', pod: db })).toBe('Queue');
  expect(hintOf(interPodAffinity, wanting, { kind: 'AssignedPodDelete', pod: pod('x', undefined, 'a') })).toBe('Skip');
});

it('has refused pods tried again when a pod that repels them goes or comes to repel them no more, by any of its terms', () => {
  const plain = pod('db');
  const gone = (waiting: Pod, other: Pod): string => hintOf(interPodAffinity, waiting, { kind: 'AssignedPodDelete', pod: other });
  expect([gone(plain, pod('web', apart(term('db')), 'a')), gone(plain, pod('web', apart(term('x')), 'a'))]).toEqual(['Queue', 'Skip']);
  expect(gone(pod('web', apart(term('x'), term('db'))), pod('db', undefined, 'a'))).toBe('Queue');
  const changed = (waiting: Pod, from: string, to: string): string =>
    hintOf(interPodAffinity, waiting, { kind: 'AssignedPodUpdateLabel', previousPod: pod(from, undefined, 'a'), pod: pod(to, undefined, 'a') });
  const [wanting, avoiding] = [pod('web', near(term('db'))), pod('web', apart(term('db')))];
  expect([changed(wanting, 'x', 'db'), changed(wanting, 'db', 'x'), changed(wanting, 'x', 'y')]).toEqual(['Queue', 'Skip', 'Skip']);
  expect([changed(avoiding, 'db', 'x'), changed(avoiding, 'x', 'db'), changed(avoiding, 'x', 'y')]).toEqual(['Queue', 'Skip', 'Skip']);
  expect(changed(pod('web', near(term('db'), term('x'))), 'x', 'db')).toBe('Skip');
});

test.each<[string, Record<string, string> | undefined, Record<string, string>, Record<'near' | 'apart' | 'plain', 'Queue' | 'Skip'>]>([
  ['comes with the label', undefined, { [zoneKey]: 'z1' }, { near: 'Queue', apart: 'Queue', plain: 'Queue' }],
  ['comes without it', undefined, {}, { near: 'Skip', apart: 'Queue', plain: 'Queue' }],
  ['gets the label', {}, { [zoneKey]: 'z1' }, { near: 'Queue', apart: 'Skip', plain: 'Queue' }],
  ['loses it', { [zoneKey]: 'z1' }, {}, { near: 'Skip', apart: 'Queue', plain: 'Queue' }],
  ['moves to another domain', { [zoneKey]: 'z1' }, { [zoneKey]: 'z2' }, { near: 'Queue', apart: 'Queue', plain: 'Queue' }],
  ['gets another label', { [zoneKey]: 'z1' }, { [zoneKey]: 'z1', disk: 'ssd' }, { near: 'Skip', apart: 'Skip', plain: 'Queue' }],
])('a node that %s', (_what, before, after, expected) => {
  const node = makeNode('n', undefined, {}, after);
  const event = before ? { kind: 'NodeUpdateLabel' as const, node, previousNode: makeNode('n', undefined, {}, before) } : { kind: 'NodeAdd' as const, node };
  const waiting = { near: pod('web', near(term('db'))), apart: pod('web', apart(term('db'))), plain: pod('web') };
  const hints = Object.fromEntries(Object.entries(waiting).map(([kind, one]) => [kind, hintOf(interPodAffinity, one, event)]));
  expect(hints).toEqual(expected);
});

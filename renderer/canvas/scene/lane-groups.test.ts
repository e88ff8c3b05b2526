import { describe, expect, it } from 'vitest';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { refKey } from '../../../shared/kubernetes/registry.ts';
import type { Relation } from '../../../shared/view/relations.ts';
import type { CardRow } from '../../../shared/view/rows.ts';
import { RelationTable } from '../../store/relation-table.ts';
import { initialFolds, laneGroups } from './lane-groups.ts';
import type { KeyedCard } from './lane-groups.ts';

const workloads = new Set(['Deployment', 'StatefulSet']);

function card(kind: string, name: string, namespace: string | undefined = 'shop'): KeyedCard {
  const ref: ObjectRef = { apiVersion: 'v1', kind, ...(namespace ? { namespace } : {}), name };
  const row: CardRow = { ref, uid: name, family: 'ready', fact: { key: 'x' }, ...(workloads.has(kind) ? { template: { containers: [], volumes: [] } } : {}) };
  return { key: refKey(ref), row };
}

function relate(kind: Relation['kind'], from: KeyedCard, ...targets: KeyedCard[]): { from: ObjectRef; relations: Relation[] } {
  return { from: from.row.ref, relations: targets.map((target) => ({ kind, to: target.row.ref, field: 'f' })) };
}

/** `Kind name` per card of each stack; what is set in begins with a dash. */
function stacks(cards: KeyedCard[], ...rows: ReturnType<typeof relate>[]): string[][] {
  const relations = new RelationTable();
  relations.put(rows);
  const said = new Map(cards.map(({ key, row }) => [key, `${row.ref.kind} ${row.ref.name}`]));
  return laneGroups(cards, relations, new Set()).flatMap((group) => group.stacks.map((stack) => stack.map((item) => `${item.isSatellite ? '-' : ''}${said.get(item.key)}`)));
}

const web = card('Deployment', 'web');
const api = card('Deployment', 'api');

describe('stacks of cards', () => {
  it('put what leads to a workload above it, and what belongs to it alone below', () => {
    const [service, ingress, hpa, budget, settings] = [card('Service', 'web'), card('Ingress', 'web'), card('HorizontalPodAutoscaler', 'web'), card('PodDisruptionBudget', 'web'), card('ConfigMap', 'settings')];
    expect(stacks([settings, budget, hpa, ingress, service, web], relate('selector', service, web), relate('route', ingress, service), relate('scale', hpa, web), relate('budget', budget, web), relate('mount', web, settings)))
      .toEqual([['Ingress web', 'Service web', 'Deployment web', '-HorizontalPodAutoscaler web', '-PodDisruptionBudget web', '-ConfigMap settings']]);
  });

  it('leave by itself what concerns several workloads, after the workloads', () => {
    const [settings, policy] = [card('ConfigMap', 'settings'), card('NetworkPolicy', 'all')];
    const both = { from: api.row.ref, relations: relate('mount', api, settings).relations };
    expect(stacks([settings, policy, web, api], relate('mount', web, settings), both, relate('policy', policy, web, api))).toEqual([['Deployment web'], ['Deployment api'], ['ConfigMap settings'], ['NetworkPolicy all']]);
  });

  it('leave by itself a policy about every pod, though there is only one workload', () => {
    const [all, some] = [card('NetworkPolicy', 'all'), card('NetworkPolicy', 'some')];
    const selecting = { from: some.row.ref, relations: [{ kind: 'policy' as const, to: web.row.ref, field: 'f', detail: 'app=web' }] };
    expect(stacks([all, some, web], relate('policy', all, web), selecting)).toEqual([['Deployment web', '-NetworkPolicy some'], ['NetworkPolicy all']]);
  });

  it('end in spite of objects that refer to each other', () => {
    const [one, two] = [card('Service', 'one'), card('Service', 'two')];
    expect(stacks([one, two], relate('route', one, two), relate('route', two, one)).flat()).toHaveLength(2);
  });
});

describe('groups', () => {
  it('need no frame while everything is in the default namespace', () => {
    const only = laneGroups([card('Deployment', 'web', 'default')], new RelationTable(), new Set());
    expect(only.map((group) => group.isFramed)).toEqual([false]);
    const more = laneGroups([card('StorageClass', 'gp3', ''), card('Deployment', 'web', 'shop'), card('Deployment', 'web', 'a')], new RelationTable(), new Set(['shop']));
    expect(more.map(({ namespace, isFramed, folded }) => [namespace, isFramed, folded?.rows])).toEqual([['a', true, undefined], ['shop', true, 1], ['', true, undefined]]);
  });

  it('begin folded once about forty cards are shown', () => {
    const many = ['a', 'b', 'c'].flatMap((namespace) => Array.from({ length: 25 }, (_, at) => card('ConfigMap', `c${at}`, namespace)));
    expect([...initialFolds(many)]).toEqual(['b', 'c']);
    expect([...initialFolds(many.slice(0, 25))]).toEqual([]);
  });
});

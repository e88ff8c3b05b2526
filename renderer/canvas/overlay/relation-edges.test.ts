import { describe, expect, it } from 'vitest';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { balancerRef } from '../../../shared/view/provided.ts';
import { relationKinds } from '../../../shared/view/relations.ts';
import type { Relation } from '../../../shared/view/relations.ts';
import { catalogues } from '../../i18n/catalogues.ts';
import { RelationTable } from '../../store/relation-table.ts';
import { drawnRelations, podRelations, shortField } from './relation-edges.ts';

const ref = (kind: string, name: string): ObjectRef => ({ apiVersion: 'v1', kind, namespace: 'default', name });
const key = (kind: string, name: string): string => `v1/${kind}/default/${name}`;

function table(...relations: (Relation & { from: ObjectRef })[]): RelationTable {
  const made = new RelationTable();
  for (const { from, ...relation } of relations) made.put([{ from, relations: [relation] }]);
  return made;
}

const selects: Relation & { from: ObjectRef } = { from: ref('Service', 'web'), kind: 'selector', to: ref('Deployment', 'web'), field: 'spec.selector' };
const mounts: Relation & { from: ObjectRef } = { from: ref('Deployment', 'api'), kind: 'mount', to: ref('ConfigMap', 'settings'), field: 'spec.template.spec.volumes[0].configMap' };
const lost: Relation & { from: ObjectRef } = { from: ref('Job', 'task'), kind: 'account', field: 'spec.template.spec.serviceAccountName', to: ref('ServiceAccount', 'gone'), broken: { key: 'x' } };
const everywhere = (_key: string): boolean => true;
const drawn = (relations: RelationTable, keys: string[], isShown = everywhere): string[] =>
  drawnRelations(relations, keys, isShown).map(({ edge, isForward }) => `${edge.kind}${isForward ? '!' : ''}`);

describe('which relations are drawn', () => {
  it.each<[string, string[], string[]]>([
    ['at rest the way of a request, and what leads nowhere', [], ['selector', 'account']],
    ['those of what is chosen, above the others', [key('ConfigMap', 'settings')], ['selector', 'account', 'mount!']],
    ['from either end', [key('Deployment', 'web')], ['account', 'selector!']],
  ])('%s', (_name, keys, expected) => {
    expect(drawn(table(selects, mounts, lost), keys)).toEqual(expected);
  });

  it('of one who asks for a Service from outside to its load balancer, which comes forward with any of the three', () => {
    const asks: Relation & { from: ObjectRef } = { from: ref('TrafficSource', 'people'), kind: 'traffic', to: ref('Service', 'web'), field: 'spec.target.service' };
    const balances: Relation & { from: ObjectRef } = { from: balancerRef(ref('Service', 'web')), kind: 'balance', to: ref('Service', 'web'), field: 'status.loadBalancer' };
    const ends = (relations: RelationTable, isShown = everywhere): string[] => drawnRelations(relations, [], isShown).map(({ edge }) => edge.target);
    expect(ends(table(asks))).toEqual([key('Service', 'web')]);
    expect(ends(table(asks, balances))).toEqual(['provider/Service/LoadBalancer/default/web', key('Service', 'web')]);
    expect(ends(table(asks, balances), (at) => !at.includes('LoadBalancer'))).toEqual([key('Service', 'web')]);
    expect(drawn(table(asks, balances), [key('Service', 'web')])).toEqual(['traffic!', 'balance!']);
  });

  it('none whose ends have no place on the canvas', () => {
    expect(drawn(table(selects, mounts), [key('Deployment', 'api')], (at) => !at.includes('settings') && !at.includes('Service'))).toEqual([]);
  });

  it('forgets the relations that a row replaces, at both ends', () => {
    const relations = table(selects);
    relations.put([{ from: selects.from, relations: [{ ...selects, to: ref('Deployment', 'api') }] }]);
    expect(relations.to(key('Deployment', 'web'))).toEqual([]);
    expect(relations.to(key('Deployment', 'api'))).toHaveLength(1);
    relations.put([{ from: selects.from, relations: [] }]);
    expect([...relations.all()]).toEqual([]);
  });

  it('draws from cards to a selected pod, but not to its owner, nor from Services, whose requests come through kube-proxy', () => {
    const about = [
      { kind: 'owner' as const, direction: 'out' as const, other: ref('ReplicaSet', 'web-1'), field: 'metadata.ownerReferences[0]' },
      { kind: 'selector' as const, direction: 'in' as const, other: ref('Service', 'web'), field: 'spec.selector' },
      { kind: 'budget' as const, direction: 'in' as const, other: ref('PodDisruptionBudget', 'web'), field: 'spec.selector' },
    ];
    expect(podRelations(key('Pod', 'web-1-x'), about, everywhere).map(({ edge }) => [edge.from, edge.target])).toEqual([[key('PodDisruptionBudget', 'web'), key('Pod', 'web-1-x')]]);
    expect(drawn(table({ ...selects, to: ref('Pod', 'bare') }), [key('Service', 'web')])).toEqual([]);
  });

  it('has words for every relation, from both ends', () => {
    for (const kind of relationKinds) {
      expect(catalogues.en.view).toHaveProperty([`relation.kind.${kind}`]);
      expect(catalogues.en.view).toHaveProperty([`relation.back.${kind}`]);
    }
  });

  it.each([
    ['spec.template.spec.volumes[0].configMap', 'volumes[0].configMap'], ['spec.jobTemplate.spec.template.spec.priorityClassName', 'priorityClassName'], ['spec.scaleTargetRef', 'scaleTargetRef'],
  ])('says %s as %s', (field, short) => {
    expect(shortField(field)).toBe(short);
  });
});

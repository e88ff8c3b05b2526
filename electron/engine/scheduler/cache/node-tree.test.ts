import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeTree } from './node-tree.ts';

const change = fc.record({ node: fc.nat(9), zone: fc.constantFrom('a', 'b', 'c', undefined), add: fc.boolean(), read: fc.boolean() });

describe('the order of nodes', () => {
  it('takes one of each zone in turn', () => {
    const tree = new NodeTree();
    for (const [slot, zone] of ['a', 'a', 'b', 'a', 'c', 'b'].entries()) tree.put(String(slot), labels(zone), slot);
    expect([...tree.list()]).toEqual([0, 2, 4, 1, 5, 3]);
  });

  it('is the same whether it is kept from change to change or made anew', () => {
    fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const tree = new NodeTree();
      const fresh = new NodeTree();
      for (const { node, zone, add, read } of changes) {
        for (const each of [tree, fresh]) {
          if (add) each.put(String(node), labels(zone), node);
          else each.remove(String(node));
        }
        if (read) tree.list();
      }
      expect([...tree.list()]).toEqual([...fresh.list()]);
      expect(tree.size).toBe(fresh.names().length);
    }));
  });
});

function labels(zone: string | undefined): Record<string, string> {
  return zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone };
}

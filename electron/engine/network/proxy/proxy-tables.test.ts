import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endpointAt, sourceOf } from '../testing/services.ts';
import { ProxyTables, type ProxyTable } from './proxy-tables.ts';
import type { ServiceSource } from './service-rules.ts';

function source(name: string, address: number, nodePort: number, endpoints: number): ServiceSource {
  return sourceOf(
    Array.from({ length: endpoints }, (_, index) => endpointAt(`10.0.${address}.${index}`)),
    { clusterIP: `10.96.0.${address}`, type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', nodePort: 30_000 + nodePort }] }, name,
  );
}

/** All that a table answers about the addresses that these tests use. */
function answers(table: ProxyTable): unknown {
  const all: unknown[] = [[...table.keys()].sort()];
  for (let number = 0; number < 4; number += 1) {
    const cluster = table.match(`10.96.0.${number}`, 80, 'TCP', false);
    const node = table.match('192.168.0.1', 30_000 + number, 'TCP', true);
    all.push([cluster, node].map((match) => match && [match.rules.name, match.destination, match.port.endpoints.map(({ ip }) => ip)]));
    all.push(table.servicesAt(`10.96.0.${number}`).map(({ name }) => name).sort());
  }
  return all;
}

const change = fc.oneof(
  fc.record({ kind: fc.constant('apply' as const), name: fc.constantFrom('a', 'b', 'c'), address: fc.nat(3), nodePort: fc.nat(3), endpoints: fc.nat(2) }),
  fc.record({ kind: fc.constant('remove' as const), name: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ kind: fc.constantFrom('stop' as const, 'start' as const, 'lose' as const), node: fc.constantFrom('n0', 'n1', 'n2') }),
);

test('a node that has stopped following goes on answering as it did, whatever changes, also after it was saved', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
    let tables = new ProxyTables();
    const applied = new Map<string, ServiceSource>();
    const frozen = new Map<string, unknown>();
    for (const node of ['n0', 'n1', 'n2']) tables.setSynced(node);
    changes.forEach((step, index) => {
      switch (step.kind) {
        case 'apply': {
          const next = source(step.name, step.address, step.nodePort, step.endpoints);
          applied.set(step.name, next);
          tables.apply(step.name, next);
          break;
        }
        case 'remove':
          applied.delete(step.name);
          tables.apply(step.name, undefined);
          break;
        case 'stop':
          if (tables.isSynced(step.node)) frozen.set(step.node, answers(tables.tableOf(step.node)));
          tables.setStale(step.node, Math.floor(index / 3));
          break;
        case 'start': frozen.delete(step.node); tables.setSynced(step.node); break;
        case 'lose': frozen.delete(step.node); tables.forget(step.node); break;
      }
      if (index % 10 === 9) {
        const saved = tables.save();
        tables = new ProxyTables();
        for (const [key, now] of applied) tables.apply(key, now);
        tables.load(saved);
        expect(tables.save()).toEqual(saved);
      }
      for (const [node, before] of frozen) {
        expect(tables.tableOf(node).state).toBe('Stale');
        expect(answers(tables.tableOf(node))).toEqual(before);
      }
    });
    const fresh = new ProxyTables();
    for (const [key, now] of applied) fresh.apply(key, now);
    fresh.setSynced('n9');
    tables.setSynced('n9');
    expect(answers(tables.tableOf('n9'))).toEqual(answers(fresh.tableOf('n9')));
  }), { numRuns: 200 });
});

test('nodes that stop at the same time share what they have', () => {
  const tables = new ProxyTables();
  tables.apply('default/web', source('web', 1, 1, 1));
  for (const node of ['n0', 'n1', 'n2']) tables.setSynced(node);
  tables.setStale('n0', 5);
  tables.setStale('n1', 5);
  expect(tables.tableOf('n0')).toBe(tables.tableOf('n1'));
  tables.apply('default/web', source('web', 1, 1, 2));
  tables.setStale('n2', 5);
  expect(tables.tableOf('n2').version).not.toBe(tables.tableOf('n0').version);
  expect(tables.tableOf('n0').rulesOf('default/web')?.ports[0]?.endpoints).toHaveLength(1);
  expect(tables.tableOf('n2').rulesOf('default/web')?.ports[0]?.endpoints).toHaveLength(2);
  expect(tables.tableOf('n0').staleSinceMs).toBe(5);
});

test('a Service without virtual address has no rules', () => {
  const tables = new ProxyTables();
  tables.setSynced('n0');
  tables.apply('default/headless', sourceOf([endpointAt('10.0.0.1')], { clusterIP: 'None', clusterIPs: ['None'] }));
  tables.apply('default/other', { ...sourceOf([]), service: { ...sourceOf([]).service, metadata: { name: 'other', labels: { 'service.kubernetes.io/service-proxy-name': 'x' } } } });
  expect([...tables.tableOf('n0').keys()]).toEqual([]);
  expect(tables.tableOf('n9').state).toBe('None');
});

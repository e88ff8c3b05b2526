import { describe, expect, it } from 'vitest';
import { machineKind } from '../kubernetes/own-kinds/machine.ts';
import { nodeGroupKind } from '../kubernetes/own-kinds/node-group.ts';
import { ownEntry, ownManifest, ownManifests, withOwnEntry } from './own-entries.ts';
import { TopologyText } from './topology-text.ts';
import type { MachineEntry, TopologyProblem } from './types.ts';

const head = 'apiVersion: clusterwright.dev/v1\nkind: Cluster\nmetadata: {name: c}\nspec:\n  seed: 1\n';

const file = `${head}  machines:
  - name: w-1
    roles: [worker]
    rack: 7
  nodeGroups:
  # grows at noon
  - name: web
    minSize: 1
    maxSize: 5
  traffic:
  - name: shoppers
    target: {host: shop.example}
    rate: {pattern: Ramp, fromRps: 1, toRps: 50.5, seconds: 60} # slowly
`;

function read(text: string): { text: TopologyText | undefined; problems: [string, number | undefined, string | undefined, string][] } {
  const { text: topology, problems } = TopologyText.parse(text, 'c');
  return { text: topology, problems: problems.map(({ severity, line, field, message }: TopologyProblem) => [severity, line, field, message]) };
}

describe('objects of our own kinds in the Cluster document', () => {
  it('become manifests, without fields that are not known, of which a warning tells', () => {
    const { text, problems } = read(file);
    expect(problems).toEqual([['warning', 9, 'spec.machines[0].rack', 'Machine "w-1" has a field "rack" that is not known; it is kept and has no effect.']]);
    expect(ownManifests((text as TopologyText).clusterDocument).map(({ kind, metadata, spec }) => [kind, metadata.name, spec])).toEqual([
      ['Machine', 'w-1', { roles: ['worker'] }],
      ['NodeGroup', 'web', { minSize: 1, maxSize: 5 }],
      ['TrafficSource', 'shoppers', { target: { host: 'shop.example' }, rate: { pattern: 'Ramp', fromRps: 1, toRps: 50.5, seconds: 60 } }],
    ]);
  });

  it('keep what nobody knows when a manifest is written back', () => {
    const entry = read(file).text?.topology.cluster.spec.machines[0] as MachineEntry;
    const manifest = ownManifest(machineKind, entry);
    expect(ownEntry(machineKind, { ...manifest, spec: { roles: ['worker'], zone: 'b' } }, entry)).toEqual({ name: 'w-1', roles: ['worker'], zone: 'b', rack: 7 });
  });

  it('are written with their comments, and a list that is empty again is not', () => {
    const text = read(file).text as TopologyText;
    const group = ownManifests(text.clusterDocument)[1];
    if (!group) throw new Error('there is a group');
    const more = withOwnEntry(text.clusterDocument, nodeGroupKind, 'web', { ...group, spec: { minSize: 2, maxSize: 5 } });
    text.setCluster(more);
    expect(text.toString()).toBe(file.replace('minSize: 1', 'minSize: 2'));
    text.setCluster(withOwnEntry(more, nodeGroupKind, 'web', undefined));
    expect(text.toString()).not.toContain('nodeGroups');
    expect(text.toString()).toContain('# slowly');
    expect(read(text.toString()).text?.topology).toEqual(text.topology);
  });

  it('need not be there: an older file reads and writes as before', () => {
    const old = `${head}  machines: []\n`;
    const { text, problems } = read(old);
    expect(problems).toEqual([]);
    expect(ownManifests((text as TopologyText).clusterDocument)).toEqual([]);
    text?.setCluster(text.clusterDocument);
    expect(text?.toString()).toBe(old);
  });

  it.each([
    ['a name that stands twice', '  nodeGroups:\n  - {name: a, minSize: 1, maxSize: 2}\n  - {name: a, minSize: 1, maxSize: 2}\n', ['error', 8, 'spec.nodeGroups[1].name', 'There are two node groups named "a".']],
    ['a wrong type', '  nodeGroups:\n  - name: a\n    minSize: few\n', ['error', 8, 'spec.nodeGroups[0].minSize', 'spec.nodeGroups[0].minSize: expected integer.']],
    ['a wrong type further in', '  traffic:\n  - name: a\n    rate: {pattern: Constant, rps: fast}\n', ['error', 8, 'spec.traffic[0].rate.rps', 'spec.traffic[0].rate.rps: expected number.']],
    ['an entry without a name', '  traffic:\n  - paused: true\n', ['error', 7, 'spec.traffic[0].name', 'spec.traffic[0].name: Invalid input: expected string, received undefined.']],
  ])('are refused with %s, and the place is told', (_what, text, problem) => {
    const { text: topology, problems } = read(head + text);
    expect(topology).toBeUndefined();
    expect(problems).toEqual([problem]);
  });
});

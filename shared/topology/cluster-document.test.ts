import { expect, it } from 'vitest';
import { machineEntry, machineManifest } from './cluster-document.ts';
import { TopologyText } from './topology-text.ts';
import type { MachineEntry } from './types.ts';

const file = `apiVersion: clusterwright.dev/v1
kind: Cluster
metadata: {name: c}
spec:
  seed: 1
  machines:
  - name: w-1
    roles: [worker]
    rack: 7
`;

it('keeps fields of a machine that it does not know, and says so', () => {
  const { text, problems } = TopologyText.parse(file, 'c');
  expect(problems.map(({ severity, line, field }) => [severity, line, field])).toEqual([['warning', 9, 'spec.machines[0].rack']]);
  const entry = text?.topology.cluster.spec.machines[0] as MachineEntry;
  const manifest = machineManifest(entry);
  expect(manifest['spec']).toEqual({ roles: ['worker'] });
  expect(machineEntry({ ...manifest, spec: { roles: ['worker'], zone: 'b' } }, entry)).toEqual({ name: 'w-1', roles: ['worker'], zone: 'b', rack: 7 });
});

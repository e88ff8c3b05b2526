import fc from 'fast-check';
import { anyObject } from '../../kubernetes/schema/testing/arbitrary-object.ts';
import { defaultCluster } from '../../topology/cluster-document.ts';
import { machineTypes } from '../../topology/machine-types.ts';
import type { MachineEntry, Manifest, NodeGroupEntry, Topology } from '../../topology/types.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/);
const labels = fc.dictionary(fc.oneof(word, fc.constantFrom('example.com/team', 'node-role.kubernetes.io/worker', 'node.kubernetes.io/pool')), word, { maxKeys: 3, noNullPrototype: true });
const taints = fc.uniqueArray(fc.record({ key: word, value: word, effect: fc.constantFrom('NoSchedule' as const, 'PreferNoSchedule' as const, 'NoExecute' as const) }), { maxLength: 2, selector: ({ key, effect }) => `${key}:${effect}` });
const hardware = {
  type: fc.constantFrom(...machineTypes.map(({ name }) => name), 'own'),
  capacity: fc.record({ cpu: fc.constantFrom('1', '3500m', '64'), memory: fc.constantFrom('900Mi', '5Gi', '1Ti') }),
  labels, taints,
};
const zone = fc.constantFrom('zone-a', 'zone-b', 'us-east-1a', 'us-east-1b', 'eu-west-1c', 'rack7');

const machine: fc.Arbitrary<MachineEntry> = fc.record({
  name: word, roles: fc.constantFrom(['worker' as const], ['control-plane' as const], ['control-plane' as const, 'worker' as const]), zone, ...hardware,
  egress: fc.boolean(),
}, { requiredKeys: ['name', 'roles'] });

const group: fc.Arbitrary<NodeGroupEntry> = fc.record({ name: word, minSize: fc.nat(3), extra: fc.nat(3), zones: fc.uniqueArray(zone, { minLength: 1, maxLength: 2 }), ...hardware }, { requiredKeys: ['name', 'minSize', 'extra'] })
  .map(({ extra, ...rest }) => ({ ...rest, maxSize: Math.max(1, rest.minSize + extra), desiredSize: rest.minSize + Math.min(extra, 1) }));

/** Objects of any kind with a name, sometimes with what a server writes or with a misspelt field. */
const manifest: fc.Arbitrary<Manifest> = fc.tuple(anyObject, word, fc.constantFrom({}, { status: { phase: 'x' } }, { speck: 1 })).map(
  ([object, name, more]) => ({ ...object, metadata: { ...(object['metadata'] as object), name }, ...more }) as unknown as Manifest,
);

/** Designs of up to five machines, two groups and five objects. */
export const anyTopology: fc.Arbitrary<Topology> = fc.record({
  name: fc.oneof(word, fc.constantFrom('Größe 2', 'a_b.c')),
  machines: fc.uniqueArray(machine, { maxLength: 5, selector: ({ name }) => name }),
  nodeGroups: fc.uniqueArray(group, { maxLength: 2, selector: ({ name }) => name }),
  manifests: fc.uniqueArray(manifest, { maxLength: 5, selector: ({ kind, metadata }) => `${kind}/${metadata.name}` }),
}).map(({ name, machines, nodeGroups, manifests }) => {
  const cluster = defaultCluster(name, 1);
  return { cluster: { ...cluster, spec: { ...cluster.spec, machines, nodeGroups } }, manifests };
});

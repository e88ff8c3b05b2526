import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportTargetOf, type ExportTargetId } from '../export/index.ts';
import { isControlPlane, isWorker, kubeletLabels, plainTaint, sizeOf } from '../export/machines.ts';
import { anyTopology } from '../export/testing/arbitrary-topology.ts';
import { awsPlaceOf } from '../export/aws/place.ts';
import { nearestInstanceType } from '../export/aws/instance-type.ts';
import { TopologyText } from '../topology/topology-text.ts';
import type { Topology } from '../topology/types.ts';

function opened(source: string): { topology: Topology; warnings: string[] } {
  const { text, problems } = TopologyText.parse(source, 'file');
  if (!text) throw new Error(JSON.stringify(problems));
  // What is read can be saved and opened again.
  expect(TopologyText.parse(text.toString(), 'file')).toMatchObject({ problems: [] });
  return { topology: text.topology, warnings: problems.map(({ line, message }) => `${line}: ${message}`) };
}

function errorsOf(source: string): string[] {
  const { text, problems } = TopologyText.parse(source, 'file');
  expect(text).toBeUndefined();
  return problems.filter(({ severity }) => severity === 'error').map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('eksctl', () => {
  test('groups that grow are node groups, those of a fixed size in one zone machines', () => {
    const { topology: { cluster: { metadata, spec } }, warnings } = opened(`
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: shop, region: eu-west-1, tags: { a: b } }
availabilityZones: [eu-west-1a, eu-west-1b]
vpc: { cidr: 10.8.0.0/16, nat: { gateway: HighlyAvailable } }
kubernetesNetworkConfig: { serviceIPv4CIDR: 172.20.0.0/16 }
managedNodeGroups:
- { name: Web_Nodes, instanceType: c5.large, minSize: 1, maxSize: 4, labels: { tier: web, on: true }, taints: [{ key: a, value: b, effect: NoSchedule }], spot: true }
- { name: db, desiredCapacity: 2, availabilityZones: [eu-west-1b] }
nodeGroups:
- { name: old, instanceTypes: [m9.huge, m5.large], taints: { gpu: "yes:NoExecute" } }
`);
    expect(metadata.name).toBe('shop');
    expect(spec).toMatchObject({
      network: { nodeCIDR: '10.8.0.0/16', serviceCIDR: '172.20.0.0/16' },
      provider: { name: 'aws', region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b'], natGateway: 'HighlyAvailable' },
      machines: [{ name: 'db-1', roles: ['worker'], type: 'm5.large', zone: 'eu-west-1b' }, { name: 'db-2', roles: ['worker'], type: 'm5.large', zone: 'eu-west-1b' }],
      nodeGroups: [
        { name: 'web-nodes', minSize: 1, maxSize: 4, desiredSize: 1, type: 'c5.large', zones: ['eu-west-1a', 'eu-west-1b'], labels: { tier: 'web', on: 'true' }, taints: [{ key: 'a', value: 'b', effect: 'NoSchedule' }] },
        { name: 'old', minSize: 2, maxSize: 2, desiredSize: 2, type: 'm5.large', taints: [{ key: 'gpu', value: 'yes', effect: 'NoExecute' }] },
      ],
    });
    expect(warnings).toEqual([
      '9: managedNodeGroups[0].spot has no place in a design and is left out.',
      '12: nodeGroups[0].instanceTypes: machines of a group are alike here; all are m9.huge.',
      '12: nodeGroups[0].instanceTypes: the hardware of m9.huge is not known; m5.large stands in.',
    ]);
  });

  test.each([
    ['no name', 'metadata: { region: eu-west-1 }', '3:1 metadata.name is missing.'],
    ['a size that is text', 'metadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups:\n- name: x\n  minSize: two', '6:12 managedNodeGroups[0].minSize: expected a whole number from 0.'],
    ['sizes that contradict', 'metadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups:\n- name: x\n  minSize: 3\n  maxSize: 2', '6:12 managedNodeGroups[0]: minSize 3 is more than maxSize 2.'],
    ['two groups of a name', 'metadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups:\n- name: x\n- name: x', '6:9 managedNodeGroups[1].name: there is another node group "x".'],
    ['an unknown effect', 'metadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups:\n- name: x\n  taints: [{ key: k, effect: Never }]', '6:12 managedNodeGroups[0].taints[0]: the effect of a taint is one of NoSchedule, PreferNoSchedule, NoExecute, not "Never".'],
    ['groups that are no list', 'metadata: { name: a, region: eu-west-1 }\nmanagedNodeGroups: 3', '4:20 managedNodeGroups: expected a list.'],
  ])('%s is an error at its place', (_name, yaml, error) => {
    expect(errorsOf(`apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n${yaml}\n`)).toEqual([error]);
  });
});

describe('kind', () => {
  test('nodes are machines with kind’s names; patches say taints and labels', () => {
    const { topology: { cluster: { metadata, spec } }, warnings } = opened(`
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: play
networking: { podSubnet: "10.1.0.0/16,fd00::/48", apiServerPort: 6443 }
nodes:
- role: control-plane
- role: control-plane
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      taints: []
- role: worker
  labels: { tier: front, topology.kubernetes.io/zone: a }
  extraMounts: [{ hostPath: /a, containerPath: /b }]
  kubeadmConfigPatches:
  - |
    kind: JoinConfiguration
    nodeRegistration:
      kubeletExtraArgs: { node-labels: "disk=ssd" }
      taints: [{ key: gpu, effect: NoSchedule }]
- role: worker
`);
    expect(metadata.name).toBe('play');
    expect(spec.network.podCIDR).toBe('10.1.0.0/16');
    expect(spec.machines).toEqual([
      { name: 'play-control-plane', roles: ['control-plane'] },
      { name: 'play-control-plane2', roles: ['control-plane', 'worker'] },
      { name: 'play-worker', roles: ['worker'], zone: 'a', labels: { disk: 'ssd', tier: 'front' }, taints: [{ key: 'gpu', effect: 'NoSchedule' }] },
      { name: 'play-worker2', roles: ['worker'] },
    ]);
    expect(warnings).toEqual([
      '5: networking.apiServerPort has no place in a design and is left out.', '5: networking.podSubnet: only the IPv4 range is taken over.',
      '16: nodes[2].extraMounts has no place in a design and is left out.',
    ]);
  });

  test('without nodes there is one of both roles', () => {
    expect(opened('kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n').topology.cluster.spec.machines).toEqual([{ name: 'kind-control-plane', roles: ['control-plane', 'worker'] }]);
  });

  test.each([
    ['an unknown role', 'nodes:\n- role: control-plane\n- role: master', '5:9 nodes[1].role: a node of kind is a control-plane or a worker, not "master".'],
    ['only workers', 'nodes:\n- role: worker', '3:1 nodes: a cluster of kind has a node with the role control-plane.'],
    ['a patch that is no YAML', 'nodes:\n- role: control-plane\n  kubeadmConfigPatches: ["a: [1"]', /^5:26 nodes\[0\]\.kubeadmConfigPatches\[0\]: is no YAML\./],
    ['IPv6 alone', 'networking:\n  podSubnet: fd00::/48', '4:14 networking.podSubnet: expected an IPv4 range such as 10.244.0.0/16.'],
  ])('%s is an error at its place', (_name, yaml, error) => {
    expect(errorsOf(`kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n${yaml}\n`)).toEqual([typeof error === 'string' ? error : expect.stringMatching(error)]);
  });
});

test('a second cluster in a file is an error', () => {
  const kind = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n';
  expect(errorsOf(`${kind}---\n${kind}`)).toEqual(['4:1 There is a second Cluster document.']);
});

test('manifests in the same file stay', () => {
  expect(opened('kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n').topology.manifests).toHaveLength(1);
});

/** What is exported opens again. */
function roundTrip(id: ExportTargetId, topology: Topology): Topology {
  const file = exportTargetOf(id)?.files(topology)[0];
  return opened(file?.text ?? '').topology;
}

const sorted = (rows: unknown[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted();
const labelsOf = (labels: Record<string, string>): [string, string][] => Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));

describe('what an export says, an import reads', () => {
  test('kind keeps roles, zones, labels and taints of each machine', () => {
    fc.assert(fc.property(anyTopology, (topology) => {
      const { spec } = topology.cluster;
      const back = roundTrip('kind', topology).cluster.spec;
      const all = [
        ...(spec.machines.some(isControlPlane) ? [] : [{ roles: ['control-plane'] as ('control-plane' | 'worker')[] }]), ...spec.machines,
        ...(spec.nodeGroups ?? []).flatMap((group) => Array.from({ length: sizeOf(group) }, (_, index) => ({ ...group, roles: ['worker'] as ('control-plane' | 'worker')[], zone: group.zones?.[index % group.zones.length] }))),
      ];
      const alone = all.length === 1;
      const row = (machine: { roles: ('control-plane' | 'worker')[]; zone?: string | undefined; labels?: Record<string, string>; taints?: { key: string; value?: string; effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute' }[] }) => [
        isControlPlane(machine), isWorker(machine) || (alone && !machine.taints?.length), machine.zone, labelsOf(kubeletLabels(machine)), (machine.taints ?? []).map(plainTaint),
      ];
      expect(sorted(back.machines.map(row))).toEqual(sorted(all.map(row)));
      expect(back.network).toMatchObject({ podCIDR: spec.network.podCIDR, serviceCIDR: spec.network.serviceCIDR });
    }), { numRuns: 100 });
  });

  test('eksctl keeps type, zone, labels and taints of each worker, and the groups', () => {
    fc.assert(fc.property(anyTopology, (topology) => {
      const { spec } = topology.cluster;
      const back = roundTrip('eksctl', topology).cluster.spec;
      const place = awsPlaceOf(spec);
      const workers = [...spec.machines.filter(isWorker), ...(spec.nodeGroups ?? []).flatMap((group) => Array.from({ length: sizeOf(group) }, () => ({ ...group, zone: undefined })))];
      const grown = back.nodeGroups ?? [];
      const row = (machine: { type?: string; capacity?: object; labels?: Record<string, string>; taints?: unknown[] }) => [nearestInstanceType(machine).type.name, labelsOf(kubeletLabels(machine)), machine.taints ?? []];
      expect(sorted([...back.machines, ...grown.flatMap((group) => Array.from({ length: sizeOf(group) }, () => group))].map(row))).toEqual(sorted(workers.map(row)));
      expect(back.provider).toMatchObject({ name: 'aws', region: place.region, zones: place.zones });
      for (const { zone } of back.machines) expect(place.zones).toContain(zone);
      for (const { name, minSize, maxSize } of spec.nodeGroups ?? []) if (maxSize > minSize) expect(grown).toContainEqual(expect.objectContaining({ name, minSize, maxSize }));
    }), { numRuns: 100 });
  });
});

import { describe, expect, test } from 'vitest';
import { design, filesOf, notesOf } from '../testing/design.ts';
import { nearestInstanceType } from './instance-type.ts';
import { eksPlanOf } from './plan.ts';

const shop = design(`
  network: { serviceCIDR: 172.20.0.0/16, nodeCIDR: 10.7.0.0/16 }
  provider: { name: aws, region: eu-west-1, zones: [eu-west-1a, eu-west-1b], natGateway: HighlyAvailable }
  machines:
  - { name: control-1, roles: [control-plane], zone: eu-west-1a }
  - { name: worker-1, roles: [worker], type: m5.large, zone: eu-west-1a }
  - { name: worker-2, roles: [worker], type: m5.large, zone: eu-west-1a }
  - { name: worker-3, roles: [worker], type: m5.large, zone: b }
  - { name: odd, roles: [worker], type: rack, capacity: { cpu: "3", memory: 10Gi }, zone: eu-west-1b }
  nodeGroups:
  - { name: arm, minSize: 0, maxSize: 3, type: m7g.large, zones: [eu-west-1a, eu-west-1b], labels: { tier: burst }, taints: [{ key: only, value: arm, effect: NoSchedule }] }
`, `---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: fast }
provisioner: ebs.csi.aws.com
`);

describe('a design as a cluster of EKS', () => {
  test('machines that are alike and stand in one zone are a group; what AWS does not have becomes the nearest', () => {
    const { plan } = eksPlanOf(shop);
    expect(plan.groups.map(({ name, instanceType, zones, min, max, desired }) => [name, instanceType, zones.join(), min, max, desired])).toEqual([
      ['worker', 'm5.large', 'eu-west-1a', 2, 2, 2], ['worker-3', 'm5.large', 'eu-west-1b', 1, 1, 1], ['odd', 't3.xlarge', 'eu-west-1b', 1, 1, 1], ['arm', 'm7g.large', 'eu-west-1a,eu-west-1b', 0, 3, 0],
    ]);
  });

  test('what could not be said is told', () => {
    expect(notesOf('eksctl', shop)).toEqual({
      ZonesRenamed: ['b → eu-west-1b'], ControlPlaneManaged: ['control-1'], NamesNotKept: ['worker-1', 'worker-2', 'worker-3', 'odd'], TypesChanged: ['odd: t3.xlarge'],
      AutoscalerToInstall: ['arm'], PodsInVpc: ['10.244.0.0/16'], ManifestsApart: [],
    });
  });

  test.each<[string, string, Record<string, unknown>, Record<string, string[]>]>([
    ['the region of its zones', 'machines: [{ name: a, roles: [worker], zone: us-east-2c }]', { region: 'us-east-2', zones: ['us-east-2a', 'us-east-2c'] }, { ZonesAdded: ['us-east-2a'] }],
    ['a region that is chosen', 'machines: [{ name: a, roles: [worker], zone: zone-b }]', { region: 'us-east-1', zones: ['us-east-1a', 'us-east-1b'] }, { RegionChosen: ['us-east-1'], ZonesRenamed: ['zone-b → us-east-1b'], ZonesAdded: ['us-east-1a'] }],
    ['no zone at all', 'machines: [{ name: a, roles: [worker] }]', { zones: ['us-east-1a', 'us-east-1b'] }, { RegionChosen: ['us-east-1'] }],
    ['a network that is too large', 'network: { nodeCIDR: 10.0.0.0/8, serviceCIDR: 10.0.0.0/16 }', { vpcCIDR: '10.0.0.0/16' }, { NodeNetworkChanged: ['10.0.0.0/8', '10.0.0.0/16'], ServiceNetworkNotKept: ['10.0.0.0/16'] }],
    ['Services in public addresses', 'network: { serviceCIDR: 8.8.0.0/16 }', {}, { ServiceNetworkNotKept: ['8.8.0.0/16'] }],
    ['no way out', 'provider: { name: aws, region: us-west-2, natGateway: Disable }', { natGateway: 'Disable', zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] }, { NodesCutOff: [] }],
  ])('%s', (_name, spec, plan, notes) => {
    const topology = design(`  ${spec}\n`);
    expect(eksPlanOf(topology).plan).toMatchObject(plan);
    expect(notesOf('terraform', topology)).toMatchObject(notes);
  });

  test('groups have names of their own, those of the design first', () => {
    const { plan } = eksPlanOf(design(`
  machines:
  - { name: web-1, roles: [worker], zone: us-east-1a }
  - { name: web-2, roles: [worker], zone: us-east-1a }
  - { name: web-3, roles: [worker], zone: us-east-1b }
  - { name: web-4, roles: [worker], zone: us-east-1b }
  nodeGroups: [{ name: web, minSize: 1, maxSize: 2 }]
`));
    expect(plan.groups.map(({ name }) => name)).toEqual(['web-us-east-1a', 'web-us-east-1b', 'web']);
  });
});

test.each([
  [{ type: 'c5.large' }, 'c5.large', true], [{}, 'm5.large', true], [{ type: 'm5.large', capacity: { cpu: '2', memory: '8Gi' } }, 'm5.large', true],
  [{ type: 'own', capacity: { cpu: '500m', memory: '700Mi' } }, 't3.micro', false], [{ type: 'm7g.large', capacity: { memory: '9Gi' } }, 't4g.xlarge', false],
  [{ type: 'own', capacity: { cpu: '500', memory: '9Ti' } }, 'm5.24xlarge', false],
])('nearest type to %j is %s', (machine, name, exact) => {
  expect(nearestInstanceType(machine)).toMatchObject({ type: { name }, exact });
});


test('eksctl', () => {
  expect(filesOf('eksctl', shop)).toEqual({ 'cluster.yaml': `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: my-shop
  region: eu-west-1
  version: "1.36"
availabilityZones:
- eu-west-1a
- eu-west-1b
vpc:
  cidr: 10.7.0.0/16
  nat:
    gateway: HighlyAvailable
kubernetesNetworkConfig:
  serviceIPv4CIDR: 172.20.0.0/16
iam:
  withOIDC: true
addons:
- name: vpc-cni
- name: kube-proxy
- name: coredns
- name: aws-ebs-csi-driver
  wellKnownPolicies:
    ebsCSIController: true
managedNodeGroups:
- name: worker
  instanceType: m5.large
  availabilityZones:
  - eu-west-1a
  minSize: 2
  maxSize: 2
  desiredCapacity: 2
  privateNetworking: true
- name: worker-3
  instanceType: m5.large
  availabilityZones:
  - eu-west-1b
  minSize: 1
  maxSize: 1
  desiredCapacity: 1
  privateNetworking: true
- name: odd
  instanceType: t3.xlarge
  availabilityZones:
  - eu-west-1b
  minSize: 1
  maxSize: 1
  desiredCapacity: 1
  privateNetworking: true
- name: arm
  instanceType: m7g.large
  availabilityZones:
  - eu-west-1a
  - eu-west-1b
  minSize: 0
  maxSize: 3
  desiredCapacity: 0
  privateNetworking: true
  labels:
    tier: burst
  taints:
  - key: only
    value: arm
    effect: NoSchedule
  propagateASGTags: true
  iam:
    withAddonPolicies:
      autoScaler: true
` });
});

describe('Terraform', () => {
  const files = filesOf('terraform', shop);

  test('a group that grows', () => {
    expect(files['node-groups.tf']?.split('\n\nresource')[3]).toBe(` "aws_eks_node_group" "arm" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "arm"
  node_role_arn   = aws_iam_role.node.arn
  subnet_ids      = [aws_subnet.private["eu-west-1a"].id, aws_subnet.private["eu-west-1b"].id]
  instance_types  = ["m7g.large"]
  ami_type        = "AL2023_ARM_64_STANDARD"

  scaling_config {
    min_size     = 0
    max_size     = 3
    desired_size = 0
  }

  labels = {
    tier = "burst"
  }

  taint {
    key    = "only"
    value  = "arm"
    effect = "NO_SCHEDULE"
  }

  lifecycle {
    ignore_changes = [scaling_config[0].desired_size]
  }

  depends_on = [aws_iam_role_policy_attachment.node, aws_eks_addon.vpc_cni, aws_eks_addon.kube_proxy, aws_route.private]
}
`);
  });

  test('every resource that is referred to is there', () => {
    const all = Object.values(files).join('\n');
    const defined = new Set([...all.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, type, name]) => `${type}.${name}`));
    const referred = new Set([...all.matchAll(/\b(aws_\w+\.\w+)/g)].map(([, name]) => name as string));
    expect([...referred].filter((name) => !defined.has(name))).toEqual([]);
    expect(defined.size).toBeGreaterThan(20);
  });

  test('a NAT gateway in each zone, in one, in none', () => {
    const network = (natGateway: string): string => filesOf('terraform', design(`  provider: { name: aws, region: us-west-2, natGateway: ${natGateway} }\n`))['network.tf'] ?? '';
    expect(network('HighlyAvailable')).toContain('for_each = toset(["us-west-2a", "us-west-2b", "us-west-2c"])');
    expect(network('HighlyAvailable')).toContain('nat_gateway_id         = aws_nat_gateway.main[each.key].id');
    expect(network('Single')).toContain('nat_gateway_id         = aws_nat_gateway.main["us-west-2a"].id');
    expect(network('Disable')).not.toContain('nat_gateway');
  });
});

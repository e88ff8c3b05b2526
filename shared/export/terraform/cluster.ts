import type { EksGroup } from '../aws/groups.ts';
import type { EksPlan } from '../aws/plan.ts';
import { kubernetesRelease } from '../machines.ts';
import { ref, type HclBlock, type HclParagraph } from './hcl.ts';

const dependsOn = (...resources: string[]): HclParagraph => ({ depends_on: resources.map(ref) });

/** The cluster and its add-ons: what gives pods addresses starts before there are nodes, what runs on nodes after them. */
export function clusterBlocks({ name, serviceCIDR, groups, addons }: EksPlan): HclBlock[] {
  const nodes = groups.map((group) => `aws_eks_node_group.${resourceName(group.name)}`);
  return [
    {
      type: 'resource', labels: ['aws_eks_cluster', 'main'],
      body: [
        { name, version: kubernetesRelease.minor, role_arn: ref('aws_iam_role.cluster.arn'), bootstrap_self_managed_addons: false },
        { type: 'vpc_config', body: [{ subnet_ids: ref('concat(values(aws_subnet.public)[*].id, values(aws_subnet.private)[*].id)') }] },
        ...(serviceCIDR === undefined ? [] : [{ type: 'kubernetes_network_config', body: [{ service_ipv4_cidr: serviceCIDR }] }]),
        dependsOn('aws_iam_role_policy_attachment.cluster'),
      ],
    },
    ...addons.beforeNodes.map((addon) => addonBlock(addon, [])),
    ...[...addons.afterNodes, ...(addons.ebs ? ['eks-pod-identity-agent'] : [])].map((addon) => addonBlock(addon, nodes)),
    ...(addons.ebs ? [addonBlock('aws-ebs-csi-driver', ['aws_eks_addon.eks_pod_identity_agent', 'aws_iam_role_policy_attachment.ebs_csi'], {
      type: 'pod_identity_association', body: [{ role_arn: ref('aws_iam_role.ebs_csi.arn'), service_account: 'ebs-csi-controller-sa' }],
    })] : []),
  ];
}

function addonBlock(addon: string, after: readonly string[], more?: HclBlock): HclBlock {
  return {
    type: 'resource', labels: ['aws_eks_addon', resourceName(addon)],
    body: [{ cluster_name: ref('aws_eks_cluster.main.name'), addon_name: addon }, ...(more ? [more] : []), ...(after.length > 0 ? [dependsOn(...after)] : [])],
  };
}

const taintEffects: Readonly<Record<string, string>> = { NoSchedule: 'NO_SCHEDULE', NoExecute: 'NO_EXECUTE', PreferNoSchedule: 'PREFER_NO_SCHEDULE' };

/** A managed node group in the private subnets of its zones. What the cluster autoscaler changes is not changed back. */
export function nodeGroupBlock({ name, instanceType, arch, zones, min, max, desired, labels, taints }: EksGroup, { natGateway, addons }: Pick<EksPlan, 'natGateway' | 'addons'>): HclBlock {
  return {
    type: 'resource', labels: ['aws_eks_node_group', resourceName(name)],
    body: [
      {
        cluster_name: ref('aws_eks_cluster.main.name'), node_group_name: name, node_role_arn: ref('aws_iam_role.node.arn'),
        subnet_ids: zones.map((zone) => ref(`aws_subnet.private["${zone}"].id`)), instance_types: [instanceType],
        // AWS takes the image of amd64 where none is said.
        ...(arch === 'arm64' ? { ami_type: 'AL2023_ARM_64_STANDARD' } : {}),
      },
      { type: 'scaling_config', body: [{ min_size: min, max_size: max, desired_size: desired }] },
      ...(Object.keys(labels).length > 0 ? [{ labels }] : []),
      ...taints.map(({ key, value, effect }): HclBlock => ({ type: 'taint', body: [{ key, ...(value === undefined ? {} : { value }), effect: taintEffects[effect] ?? effect }] })),
      ...(max > min ? [{ type: 'lifecycle', body: [{ ignore_changes: [ref('scaling_config[0].desired_size')] }] }] : []),
      // A node that cannot reach the API of EKS does not join.
      dependsOn('aws_iam_role_policy_attachment.node', ...addons.beforeNodes.map((addon) => `aws_eks_addon.${resourceName(addon)}`), ...(natGateway === 'Disable' ? [] : ['aws_route.private'])),
    ],
  };
}

/** Terraform's own name for a resource: letters, digits and underscores, no digit first. */
function resourceName(name: string): string {
  const plain = name.replaceAll('-', '_');
  return /^\d/.test(plain) ? `_${plain}` : plain;
}

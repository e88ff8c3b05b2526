import type { EksPlan } from '../aws/plan.ts';
import { call, ref, type HclBlock } from './hcl.ts';

const clusterPolicies = ['AmazonEKSClusterPolicy'];
const nodePolicies = ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryReadOnly'];

/** Roles of the cluster, of its nodes, and of the driver for EBS volumes where the design has a class of them. */
export function roleBlocks({ name, addons }: EksPlan): HclBlock[] {
  return [
    ...role('cluster', `${name}-cluster`, 'eks.amazonaws.com', ['sts:AssumeRole'], clusterPolicies.map((policy) => `arn:aws:iam::aws:policy/${policy}`)),
    ...role('node', `${name}-node`, 'ec2.amazonaws.com', ['sts:AssumeRole'], nodePolicies.map((policy) => `arn:aws:iam::aws:policy/${policy}`)),
    ...(addons.ebs ? role('ebs_csi', `${name}-ebs-csi`, 'pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], ['arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy']) : []),
  ];
}

function role(id: string, name: string, service: string, actions: readonly string[], policies: readonly string[]): HclBlock[] {
  return [
    {
      type: 'resource', labels: ['aws_iam_role', id],
      body: [
        { name },
        {
          assume_role_policy: call('jsonencode', {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: actions.length === 1 ? actions[0] as string : actions }],
          }),
        },
      ],
    },
    {
      type: 'resource', labels: ['aws_iam_role_policy_attachment', id],
      body: [{ for_each: call('toset', policies) }, { role: ref(`aws_iam_role.${id}.name`), policy_arn: ref('each.value') }],
    },
  ];
}

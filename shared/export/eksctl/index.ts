import { kubernetesRelease } from '../machines.ts';
import { eksPlanOf, type EksPlan } from '../aws/plan.ts';
import type { EksGroup } from '../aws/groups.ts';
import type { ExportTarget } from '../target.ts';
import { compact, yamlDocuments } from '../text.ts';

/**
 * `eksctl create cluster -f cluster.yaml`. Format: eksctl.io/v1alpha5, pkg/apis/eksctl.io/v1alpha5 of eksctl. Nodes stand in private subnets, as the design's machines
 * do in AWS.
 */
export const eksctlTarget: ExportTarget = {
  id: 'eksctl',
  title: 'eksctl (Amazon EKS)',
  files: (topology) => [{ path: 'cluster.yaml', text: yamlDocuments([configOf(eksPlanOf(topology).plan)]) }],
  notes: (topology) => eksPlanOf(topology).notes,
};

function configOf({ name, region, zones, vpcCIDR, serviceCIDR, natGateway, groups, addons }: EksPlan): object {
  return {
    apiVersion: 'eksctl.io/v1alpha5',
    kind: 'ClusterConfig',
    metadata: { name, region, version: kubernetesRelease.minor },
    availabilityZones: zones,
    vpc: { cidr: vpcCIDR, nat: { gateway: natGateway } },
    ...(serviceCIDR === undefined ? {} : { kubernetesNetworkConfig: { serviceIPv4CIDR: serviceCIDR } }),
    // Add-ons with permissions of their own get them through the identity provider of the cluster.
    ...(addons.ebs ? { iam: { withOIDC: true } } : {}),
    // eksctl installs what it takes to be usual unless it is told not to.
    ...(addons.beforeNodes.length < 2 || !addons.afterNodes.includes('coredns') ? { addonsConfig: { disableDefaultAddons: true } } : {}),
    addons: [
      ...[...addons.beforeNodes, ...addons.afterNodes].map((addon) => ({ name: addon })),
      ...(addons.ebs ? [{ name: 'aws-ebs-csi-driver', wellKnownPolicies: { ebsCSIController: true } }] : []),
    ],
    ...compact({ managedNodeGroups: groups.map(groupOf) }),
  };
}

function groupOf({ name, instanceType, zones, min, max, desired, labels, taints }: EksGroup): object {
  return {
    name, instanceType, availabilityZones: zones, minSize: min, maxSize: max, desiredCapacity: desired, privateNetworking: true,
    ...compact({ labels, taints }),
    // For the cluster autoscaler: to change the group, and to know what a machine of an empty one would be.
    ...(max > min ? { propagateASGTags: true, iam: { withAddonPolicies: { autoScaler: true } } } : {}),
  };
}

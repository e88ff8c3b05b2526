import { eksPlanOf } from '../aws/plan.ts';
import type { ExportTarget } from '../target.ts';
import { clusterBlocks, nodeGroupBlock } from './cluster.ts';
import { hclFile, type HclBlock } from './hcl.ts';
import { networkBlocks } from './network.ts';
import { roleBlocks } from './roles.ts';

/** `terraform init && terraform apply`: the resources themselves, without modules. Formatted as `terraform fmt` does. Source of names and fields: documentation of the hashicorp/aws provider, version 6. */
export const terraformTarget: ExportTarget = {
  id: 'terraform',
  title: 'Terraform (Amazon EKS)',
  files(topology) {
    const { plan } = eksPlanOf(topology);
    return [
      { path: 'versions.tf', text: hclFile(versionBlocks(plan.region)) },
      { path: 'network.tf', text: hclFile(networkBlocks(plan)) },
      { path: 'roles.tf', text: hclFile(roleBlocks(plan)) },
      { path: 'cluster.tf', text: hclFile(clusterBlocks(plan)) },
      ...(plan.groups.length > 0 ? [{ path: 'node-groups.tf', text: hclFile(plan.groups.map((group) => nodeGroupBlock(group, plan))) }] : []),
    ];
  },
  notes: (topology) => eksPlanOf(topology).notes,
};

function versionBlocks(region: string): HclBlock[] {
  return [
    { type: 'terraform', body: [{ required_version: '>= 1.5' }, { type: 'required_providers', body: [{ aws: { source: 'hashicorp/aws', version: '~> 6.0' } }] }] },
    { type: 'provider', labels: ['aws'], body: [{ region }] },
  ];
}

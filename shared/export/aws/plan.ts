import type { Topology } from '../../topology/types.ts';
import { machineTargetNotes, unwantedAddons } from '../machines.ts';
import { noteAbout, type ExportNote } from '../notes.ts';
import { plainName } from '../text.ts';
import { partsOf, readIpv4Block, type Ipv4Block } from '../../network/ipv4-block.ts';
import { eksGroups, type EksGroup } from './groups.ts';
import { awsPlaceOf } from './place.ts';

/** A design as a cluster of Amazon EKS, whichever tool then makes it. */
export interface EksPlan {
  name: string;
  region: string;
  zones: string[];
  vpcCIDR: string;
  /** Absent: EKS chooses. */
  serviceCIDR?: string;
  natGateway: 'HighlyAvailable' | 'Single' | 'Disable';
  groups: EksGroup[];
  /** Add-ons of EKS in the order in which they can start: the first two before there are nodes. */
  addons: { beforeNodes: string[]; afterNodes: string[]; ebs: boolean };
}

const defaultVpc = '10.0.0.0/16';

/** @returns the plan, and what EKS cannot say */
export function eksPlanOf(topology: Topology): { plan: EksPlan; notes: ExportNote[] } {
  const { cluster: { metadata, spec }, manifests } = topology;
  const place = awsPlaceOf(spec);
  const { groups, notes } = eksGroups(spec, place);
  const { vpcCIDR, serviceCIDR } = networksOf(spec.network);
  const provider = spec.provider?.name === 'aws' ? spec.provider : undefined;
  const natGateway = provider?.natGateway ?? 'Single';
  const ebs = manifests.some(({ kind, provisioner }) => kind === 'StorageClass' && (provisioner === 'ebs.csi.aws.com' || provisioner === 'kubernetes.io/aws-ebs'));
  const unwanted: readonly string[] = unwantedAddons(spec);
  const isWanted = (name: string): boolean => !unwanted.includes(name);
  const scaled = manifests.some(({ kind }) => kind === 'HorizontalPodAutoscaler');
  return {
    plan: {
      name: plainName(metadata.name), region: place.region, zones: place.zones, vpcCIDR, ...(serviceCIDR === undefined ? {} : { serviceCIDR }), natGateway, groups,
      addons: { beforeNodes: ['vpc-cni', 'kube-proxy'].filter(isWanted), afterNodes: ['coredns', ...(scaled ? ['metrics-server'] : [])].filter(isWanted), ebs },
    },
    notes: [
      ...place.notes, ...notes,
      ...(vpcCIDR === spec.network.nodeCIDR ? [] : noteAbout('NodeNetworkChanged', [spec.network.nodeCIDR], vpcCIDR)),
      ...(serviceCIDR === undefined ? noteAbout('ServiceNetworkNotKept', [spec.network.serviceCIDR]) : []),
      ...noteAbout('AddonsLeftOut', unwanted),
      ...noteAbout('PodsInVpc', [spec.network.podCIDR]),
      ...(natGateway === 'Disable' ? [{ code: 'NodesCutOff', subjects: [] } satisfies ExportNote] : []),
      ...noteAbout('AccountLimitsLeftOut', [...(provider?.quotas ? ['quotas'] : []), ...(provider?.capacity ? ['capacity'] : [])]),
      ...machineTargetNotes(topology),
    ],
  };
}

/**
 * A VPC takes a range of /16 to /24 here; of a larger one its first /16. Services take a private range of /12 to /24 outside of it.
 * Sources: eksctl, pkg/apis/eksctl.io/v1alpha5 (validation of vpc.cidr); the user guide of EKS on Service IPv4 ranges.
 */
function networksOf({ nodeCIDR, serviceCIDR }: { nodeCIDR: string; serviceCIDR: string }): { vpcCIDR: string; serviceCIDR?: string } {
  const nodes = readIpv4Block(nodeCIDR);
  const vpcCIDR = nodes && nodes.prefix <= 24 ? partsOf({ ...nodes, prefix: Math.max(16, nodes.prefix) }, 1)[0] as string : defaultVpc;
  const services = readIpv4Block(serviceCIDR);
  const fits = services && services.prefix >= 12 && services.prefix <= 24 && isPrivate(services) && !overlap(services, readIpv4Block(vpcCIDR) as Ipv4Block);
  return { vpcCIDR, ...(fits ? { serviceCIDR } : {}) };
}

function isPrivate(block: Ipv4Block): boolean {
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some((range) => {
    const { first, size } = readIpv4Block(range) as Ipv4Block;
    return block.first >= first && block.first + block.size <= first + size;
  });
}

function overlap(a: Ipv4Block, b: Ipv4Block): boolean {
  return a.first < b.first + b.size && b.first < a.first + a.size;
}

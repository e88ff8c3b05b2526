import { partsOf, readIpv4Block, type Ipv4Block } from '../../network/ipv4-block.ts';
import type { EksPlan } from '../aws/plan.ts';
import { ref, template, type HclBlock } from './hcl.ts';

/** A VPC with a public and a private subnet in each zone; nodes stand in the private ones, which reach the Internet through NAT gateways in the public ones. */
export function networkBlocks({ name, zones, vpcCIDR, natGateway }: EksPlan): HclBlock[] {
  const blocks = partsOf(readIpv4Block(vpcCIDR) as Ipv4Block, zones.length * 2);
  const subnets = (from: number): Record<string, string> => Object.fromEntries(zones.map((zone, index) => [zone, blocks[from + index] as string]));
  const natZones = natGateway === 'Disable' ? [] : natGateway === 'Single' ? zones.slice(0, 1) : zones;
  return [
    { type: 'locals', body: [{ public_subnets: subnets(0), private_subnets: subnets(zones.length) }] },
    { type: 'resource', labels: ['aws_vpc', 'main'], body: [{ cidr_block: vpcCIDR, enable_dns_hostnames: true, enable_dns_support: true }, { tags: { Name: name } }] },
    { type: 'resource', labels: ['aws_internet_gateway', 'main'], body: [{ vpc_id: ref('aws_vpc.main.id') }, { tags: { Name: name } }] },
    subnetBlock('public', name, { map_public_ip_on_launch: true }, 'kubernetes.io/role/elb'),
    subnetBlock('private', name, {}, 'kubernetes.io/role/internal-elb'),
    { type: 'resource', labels: ['aws_route_table', 'public'], body: [{ vpc_id: ref('aws_vpc.main.id') }, { tags: { Name: `${name}-public` } }] },
    routeBlock('public', { route_table_id: ref('aws_route_table.public.id') }, { gateway_id: ref('aws_internet_gateway.main.id') }),
    associationBlock('public', 'aws_route_table.public.id'),
    ...natBlocks(name, natZones),
    {
      type: 'resource', labels: ['aws_route_table', 'private'],
      body: [{ for_each: ref('local.private_subnets') }, { vpc_id: ref('aws_vpc.main.id') }, { tags: { Name: template(`${name}-private-\${each.key}`) } }],
    },
    ...(natZones.length === 0 ? [] : [routeBlock(
      'private', { for_each: ref('local.private_subnets') },
      { route_table_id: ref('aws_route_table.private[each.key].id'), nat_gateway_id: ref(natZones.length === zones.length ? 'aws_nat_gateway.main[each.key].id' : `aws_nat_gateway.main["${natZones[0]}"].id`) },
    )]),
    associationBlock('private', 'aws_route_table.private[each.key].id'),
  ];
}

function subnetBlock(kind: 'public' | 'private', name: string, more: Record<string, boolean>, role: string): HclBlock {
  return {
    type: 'resource', labels: ['aws_subnet', kind],
    body: [
      { for_each: ref(`local.${kind}_subnets`) },
      { vpc_id: ref('aws_vpc.main.id'), availability_zone: ref('each.key'), cidr_block: ref('each.value'), ...more },
      // Where the load balancers of Services go.
      { tags: { Name: template(`${name}-${kind}-\${each.key}`), [role]: '1' } },
    ],
  };
}

function routeBlock(kind: string, first: Record<string, ReturnType<typeof ref>>, target: Record<string, ReturnType<typeof ref>>): HclBlock {
  const { for_each: forEach, ...table } = first;
  return {
    type: 'resource', labels: ['aws_route', kind],
    body: [...(forEach ? [{ for_each: forEach }] : []), { ...table, ...target, destination_cidr_block: '0.0.0.0/0' }],
  };
}

function associationBlock(kind: 'public' | 'private', table: string): HclBlock {
  return {
    type: 'resource', labels: ['aws_route_table_association', kind],
    body: [{ for_each: ref(`aws_subnet.${kind}`) }, { subnet_id: ref('each.value.id'), route_table_id: ref(table) }],
  };
}

function natBlocks(name: string, zones: readonly string[]): HclBlock[] {
  if (zones.length === 0) return [];
  return [
    { type: 'resource', labels: ['aws_eip', 'nat'], body: [{ for_each: ref(`toset([${zones.map((zone) => `"${zone}"`).join(', ')}])`) }, { domain: 'vpc' }, { tags: { Name: template(`${name}-nat-\${each.key}`) } }] },
    {
      type: 'resource', labels: ['aws_nat_gateway', 'main'],
      body: [
        { for_each: ref('aws_eip.nat') }, { allocation_id: ref('each.value.id'), subnet_id: ref('aws_subnet.public[each.key].id') }, { tags: { Name: template(`${name}-\${each.key}`) } },
        { depends_on: [ref('aws_internet_gateway.main')] },
      ],
    },
  ];
}

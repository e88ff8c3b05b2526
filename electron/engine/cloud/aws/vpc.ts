import { regionOf } from '../../../../shared/cloud/aws/catalogue/regions.ts';
import { ok } from '../../../../shared/result.ts';
import { formatIpv4, parseIpv4Block, partsOf } from '../../../../shared/network/ipv4-block.ts';
import { designer, type AwsAccount, type Answer } from './account.ts';
import { charge } from './ledger.ts';
import type { Subnet } from './state.ts';

/** AWS keeps the first four addresses of a subnet for itself. */
const firstAddress = 4;

/**
 * Makes the network of the cluster, as eksctl lays it out: a VPC over the machines' range with an Internet gateway, and in each zone a public and a private
 * subnet; private ones reach the Internet through NAT gateways. Machines stand in private subnets, or, where there is no NAT gateway, still there and cut off.
 */
export function buildVpc(account: AwsAccount, cidr: string): void {
  const { state, zones, spec } = account;
  const { vpc } = state;
  const make = (action: string, request: Record<string, string>, prefix: string, field: string): string => {
    const id = account.newId(prefix);
    account.call({ caller: designer, service: 'ec2', action, request, perform: () => ok<Answer>({ [field]: id }) });
    return id;
  };
  vpc.cidr = cidr;
  vpc.id = make('CreateVpc', { CidrBlock: cidr }, 'vpc', 'VpcId');
  vpc.internetGateway = make('CreateInternetGateway', {}, 'igw', 'InternetGatewayId');
  account.call({
    caller: designer, service: 'ec2', action: 'AttachInternetGateway', request: { InternetGatewayId: vpc.internetGateway, VpcId: vpc.id }, perform: () => ok<Answer>({ Return: true }),
  });
  const addTable = (kind: 'Public' | 'Private', target: string | undefined): string => {
    const id = make('CreateRouteTable', { VpcId: vpc.id }, 'rtb', 'RouteTableId');
    vpc.routeTables.push({ id, kind, routes: [{ destination: cidr, target: 'local' }, ...(target === undefined ? [] : [{ destination: '0.0.0.0/0', target }])] });
    return id;
  };
  const publicTable = addTable('Public', vpc.internetGateway);
  const blocks = partsOf(parseIpv4Block(cidr), zones.length * 2);
  const addSubnet = (kind: Subnet['kind'], zone: string, index: number, routeTable: string): Subnet => {
    const block = blocks[index] ?? cidr;
    const id = make('CreateSubnet', { VpcId: vpc.id, AvailabilityZone: zone, CidrBlock: block }, 'subnet', 'SubnetId');
    const subnet: Subnet = { id, cidr: block, zone, kind, routeTable, nextAddress: firstAddress };
    vpc.subnets.push(subnet);
    return subnet;
  };
  const publicSubnets = zones.map((zone, index) => addSubnet('Public', zone, index, publicTable));
  const { natGateway = 'Single' } = spec;
  const withNat = natGateway === 'Disable' ? [] : publicSubnets.slice(0, natGateway === 'Single' ? 1 : zones.length);
  for (const { id: subnet, zone } of withNat) addNatGateway(account, subnet, zone);
  zones.forEach((zone, index) => addSubnet('Private', zone, zones.length + index, addTable('Private', natOf(account, zone)?.id)));
  const group = make('CreateSecurityGroup', { GroupName: 'cluster-nodes', Description: 'Nodes of the cluster', VpcId: vpc.id }, 'sg', 'GroupId');
  vpc.securityGroups.push({ id: group, name: 'cluster-nodes', ingress: [{ protocol: 'all', ports: 'all', from: group }] });
}

function addNatGateway(account: AwsAccount, subnet: string, zone: string): void {
  const { state: { vpc, bills }, spec, nowMs } = account;
  const address = `198.51.100.${200 + vpc.natGateways.length}`;
  const allocation = account.newId('eipalloc');
  account.call({
    caller: designer, service: 'ec2', action: 'AllocateAddress', request: { Domain: 'vpc' }, perform: () => ok<Answer>({ AllocationId: allocation, PublicIp: address }),
  });
  const id = account.newId('nat');
  account.call({
    caller: designer, service: 'ec2', action: 'CreateNatGateway', request: { SubnetId: subnet, AllocationId: allocation }, perform: () => ok<Answer>({ NatGatewayId: id }),
  });
  vpc.natGateways.push({ id, zone, address });
  const prices = regionOf(spec.region)?.prices;
  charge(bills, id, { kind: 'NatGateway', type: 'NAT gateway', zone }, prices?.natGatewayHour ?? 0, nowMs);
  charge(bills, allocation, { kind: 'PublicAddress', type: 'Public IPv4 address', zone }, prices?.publicAddressHour ?? 0, nowMs);
}

/** The NAT gateway through which the private subnet of a zone reaches the Internet. */
export function natOf({ state: { vpc } }: Pick<AwsAccount, 'state'>, zone: string): { id: string; zone: string; address: string } | undefined {
  return vpc.natGateways.find((one) => one.zone === zone) ?? vpc.natGateways[0];
}

export function privateSubnetOf({ state: { vpc } }: Pick<AwsAccount, 'state'>, zone: string): Subnet | undefined {
  return vpc.subnets.find((one) => one.zone === zone && one.kind === 'Private');
}

/** A free address of a subnet. Undefined: it is full. */
export function takeAddress(subnet: Subnet): string | undefined {
  const { first, size } = parseIpv4Block(subnet.cidr);
  if (subnet.nextAddress >= size - 1) return undefined;
  const address = formatIpv4(first + subnet.nextAddress);
  subnet.nextAddress += 1;
  return address;
}

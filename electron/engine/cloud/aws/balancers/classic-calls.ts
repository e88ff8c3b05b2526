import { refOf } from '../../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import { err, ok } from '../../../../../shared/result.ts';
import { regionOf } from '../../../../../shared/cloud/aws/catalogue/regions.ts';
import type { CloudValue } from '../../../../../shared/view/cloud.ts';
import { newHealth } from '../../../network/load-balancer/health.ts';
import type { Answer } from '../account.ts';
import { error } from '../errors.ts';
import { charge, close } from '../ledger.ts';
import type { Balancer } from '../state.ts';
import { classicCheck, classicNamedMs } from '../timings.ts';
import { balancerAddresses, subnetsFor } from './addresses.ts';
import { crossZoneOf, nameFor, schemeOf } from './annotations.ts';
import type { BalancerCalls } from './balancer-calls.ts';
import type { CallSeries } from './call-series.ts';
import { targetIds } from './targets.ts';

/**
 * The calls with which cloud-provider-aws makes, changes and takes away a Classic Load Balancer, which a Service gets that asks for nothing else: a security group of its own, listeners, one
 * health check for all of them, and instances. Source: EnsureLoadBalancer, pkg/providers/v1/aws.go; ensureLoadBalancer, ensureLoadBalancerHealthCheck, ensureLoadBalancerInstances, aws_loadbalancer.go.
 */
export const classicCalls: BalancerCalls = {
  protocols: ['TCP'],

  create(series, service) {
    const { account } = series;
    const { uid = '', namespace = '', name: serviceName } = service.metadata;
    const name = nameFor(service);
    const scheme = schemeOf(service);
    const subject = refOf(service);
    const securityGroup = openGroup(series, service, name, `Security group for Kubernetes ELB ${name} (${namespace}/${serviceName})`);
    if (securityGroup === undefined) return undefined;
    series.lookFor({ LoadBalancerNames: [name] }, () => err(error('LoadBalancerNotFound', `There is no ACTIVE Load Balancer named '${name}'`)));
    const subnets = subnetsFor(account, scheme);
    const dnsName = `${scheme === 'internal' ? 'internal-' : ''}${name}-${1_000_000_000 + account.context.env.random('aws').below(999_999_999)}.${account.spec.region}.elb.amazonaws.com`;
    const made = series.balancing('CreateLoadBalancer', {
      LoadBalancerName: name, Listeners: (service.spec.ports ?? []).map(listenerOf), Subnets: subnets.map(({ id }) => id), SecurityGroups: [securityGroup],
      ...(scheme === 'internal' ? { Scheme: 'internal' } : {}),
    }, () => ([...account.state.balancers.values()].filter(({ type }) => type === 'classic').length >= account.quotas.classicLoadBalancers
      ? err(error('TooManyLoadBalancers', 'The maximum number of load balancers has been reached')) : ok<Answer>({ DNSName: dnsName })));
    if (!made) return undefined;
    const balancer: Balancer = {
      type: 'classic', arn: name, name, dnsName, addresses: balancerAddresses(account, subnets, scheme), activeAtMs: account.nowMs + classicNamedMs, subject, scheme, securityGroup, sourceRanges: [],
      crossZone: crossZoneOf(service), local: false, healthCheckNodePort: 0, ports: portsOf(service), targets: [], health: newHealth(), known: new Set(), draining: new Map(),
    };
    account.state.balancers.set(uid, balancer);
    charge(account.state.bills, balancer.arn, { subject, kind: 'ClassicLoadBalancer', type: 'CLB' }, regionOf(account.spec.region)?.prices.classicLoadBalancerHour ?? 0, account.nowMs);
    return balancer;
  },

  bringInLine(series, balancer, service, nodes) {
    const wanted = portsOf(service);
    const isIn = (ports: Balancer['ports'], one: Balancer['ports'][number]): boolean => ports.some(({ port, nodePort }) => port === one.port && nodePort === one.nodePort);
    const gone = balancer.ports.filter((one) => !isIn(wanted, one));
    const added = wanted.filter((one) => !isIn(balancer.ports, one));
    if (gone.length > 0 && !series.balancing('DeleteLoadBalancerListeners', { LoadBalancerName: balancer.name, LoadBalancerPorts: gone.map(({ port }) => port) })) return;
    if (added.length > 0 && !series.balancing('CreateLoadBalancerListeners', { LoadBalancerName: balancer.name, Listeners: added.map(listenerOf) })) return;
    balancer.ports = wanted;
    const target = healthTarget(balancer);
    if (balancer.healthTarget !== target) {
      const check = { Target: target, Interval: classicCheck.periodMs / 1000, Timeout: 5, UnhealthyThreshold: classicCheck.failures, HealthyThreshold: classicCheck.successes };
      if (!series.balancing('ConfigureHealthCheck', { LoadBalancerName: balancer.name, HealthCheck: check })) return;
      balancer.healthTarget = target;
    }
    if (!letIn(series, balancer)) return;
    const unknown = nodes.filter((node) => !balancer.targets.includes(node));
    if (unknown.length > 0) register(series, balancer, unknown);
  },

  setTargets(series, balancer, added, gone) {
    if (added.length > 0) register(series, balancer, added);
    if (gone.length > 0) series.balancing('DeregisterInstancesFromLoadBalancer', { LoadBalancerName: balancer.name, Instances: targetIds(series.account, gone, 'InstanceId') });
  },

  remove(series, balancer) {
    const { vpc, bills } = series.account.state;
    const { securityGroup = '' } = balancer;
    const [nodes] = vpc.securityGroups;
    if (nodes?.ingress.some(({ from }) => from === securityGroup)) {
      const permissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: securityGroup }] }];
      if (!series.ec2('RevokeSecurityGroupIngress', { GroupId: nodes.id, IpPermissions: permissions })) return false;
      nodes.ingress = nodes.ingress.filter(({ from }) => from !== securityGroup);
    }
    if (!series.balancing('DeleteLoadBalancer', { LoadBalancerName: balancer.name })) return false;
    if (series.ec2('DeleteSecurityGroup', { GroupId: securityGroup })) vpc.securityGroups = vpc.securityGroups.filter(({ id }) => id !== securityGroup);
    close(bills, balancer.arn, series.account.nowMs);
    return true;
  },
};

function register(series: CallSeries, { name }: Balancer, nodes: readonly string[]): void {
  series.balancing('RegisterInstancesWithLoadBalancer', { LoadBalancerName: name, Instances: targetIds(series.account, nodes, 'InstanceId') });
}

/** The load balancer's own group, which lets clients in. One of an attempt that failed is found again. */
function openGroup(series: CallSeries, service: Service, name: string, description: string): string | undefined {
  const { vpc } = series.account.state;
  const groupName = `k8s-elb-${name}`;
  const known = vpc.securityGroups.find((one) => one.name === groupName);
  if (known) return known.id;
  const id = series.account.newId('sg');
  if (!series.ec2('CreateSecurityGroup', { GroupName: groupName, Description: description, VpcId: vpc.id }, () => ok<Answer>({ GroupId: id }))) return undefined;
  const ranges = service.spec.loadBalancerSourceRanges?.length ? service.spec.loadBalancerSourceRanges : ['0.0.0.0/0'];
  const permissions = (service.spec.ports ?? []).map(({ port }) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: ranges.map((CidrIp) => ({ CidrIp })) }));
  vpc.securityGroups.push({
    id, name: groupName, loadBalancer: refOf(service),
    ingress: (service.spec.ports ?? []).flatMap(({ port }) => ranges.map((from) => ({ protocol: 'tcp', ports: String(port), from }))),
  });
  return series.ec2('AuthorizeSecurityGroupIngress', { GroupId: id, IpPermissions: permissions }) ? id : undefined;
}

/** Whatever the load balancer sends may reach the nodes. Source: updateInstanceSecurityGroupsForLoadBalancer. */
function letIn(series: CallSeries, { securityGroup = '' }: Balancer): boolean {
  const [nodes] = series.account.state.vpc.securityGroups;
  if (!nodes || nodes.ingress.some(({ from }) => from === securityGroup)) return true;
  const permissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: securityGroup }] }];
  if (!series.ec2('AuthorizeSecurityGroupIngress', { GroupId: nodes.id, IpPermissions: permissions })) return false;
  nodes.ingress = [...nodes.ingress, { protocol: 'all', ports: 'all', from: securityGroup }];
  return true;
}

function portsOf({ spec: { ports = [] } }: Service): Balancer['ports'] {
  return ports.map(({ port, protocol = 'TCP', nodePort }) => ({ port, protocol, nodePort, targetGroup: '' }));
}

function listenerOf({ port, nodePort = 0 }: { port: number; nodePort?: number | undefined }): CloudValue {
  return { Protocol: 'tcp', LoadBalancerPort: port, InstanceProtocol: 'tcp', InstancePort: nodePort };
}

/** What is asked of each instance: its first NodePort takes a connection, or the Service's own health check port says that an endpoint is there. */
export function healthTarget({ local, healthCheckNodePort, ports }: Pick<Balancer, 'local' | 'healthCheckNodePort' | 'ports'>): string {
  return local ? `HTTP:${healthCheckNodePort}/healthz` : `TCP:${ports[0]?.nodePort ?? 0}`;
}

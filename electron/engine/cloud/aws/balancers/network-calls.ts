import { refOf } from '../../../../../shared/kubernetes/registry.ts';
import { err, ok } from '../../../../../shared/result.ts';
import { regionOf } from '../../../../../shared/cloud/aws/catalogue/regions.ts';
import type { CloudValue } from '../../../../../shared/view/cloud.ts';
import { newHealth } from '../../../network/load-balancer/health.ts';
import type { Answer } from '../account.ts';
import { error } from '../errors.ts';
import { charge, close } from '../ledger.ts';
import type { Balancer } from '../state.ts';
import { balancerCheck, balancerProvisioningMs } from '../timings.ts';
import { balancerAddresses, subnetsFor } from './addresses.ts';
import type { CallSeries } from './call-series.ts';
import { crossZoneOf, nameFor, schemeOf } from './annotations.ts';
import type { BalancerCalls } from './balancer-calls.ts';
import { ruleOf, targetIds } from './targets.ts';

/** The calls with which cloud-provider-aws makes, changes and takes away a Network Load Balancer. Source: pkg/providers/v1/aws_loadbalancer.go. */
export const networkCalls: BalancerCalls = {
  protocols: ['TCP', 'UDP'],

  create(series, service) {
    const { account } = series;
    const { uid = '' } = service.metadata;
    const name = nameFor(service);
    const scheme = schemeOf(service);
    const subnets = subnetsFor(account, scheme);
    const subject = refOf(service);
    series.lookFor({ Names: [name] }, () => err(error('LoadBalancerNotFound', `Load balancers '[${name}]' not found`)));
    const hash = account.hex(16);
    const arn = account.arn('elasticloadbalancing', `loadbalancer/net/${name}/${hash}`);
    const dnsName = `${name}-${hash}.elb.${account.spec.region}.amazonaws.com`;
    const made = series.balancing('CreateLoadBalancer', { Name: name, Type: 'network', Scheme: scheme, Subnets: subnets.map(({ id }) => id) }, () => (
      [...account.state.balancers.values()].filter(({ type }) => type === 'network').length >= account.quotas.networkLoadBalancers
        ? err(error('TooManyLoadBalancers', 'The maximum number of load balancers has been reached'))
        : ok<Answer>({ LoadBalancerArn: arn, DNSName: dnsName, State: { Code: 'provisioning' } })
    ));
    if (!made) return undefined;
    const balancer: Balancer = {
      type: 'network', arn, name, dnsName, addresses: balancerAddresses(account, subnets, scheme), activeAtMs: account.nowMs + balancerProvisioningMs, subject, scheme, sourceRanges: [],
      crossZone: crossZoneOf(service), local: false, healthCheckNodePort: 0, ports: [], targets: [], health: newHealth(), known: new Set(), draining: new Map(),
    };
    account.state.balancers.set(uid, balancer);
    const prices = regionOf(account.spec.region)?.prices;
    charge(account.state.bills, balancer.arn, { subject, kind: 'NetworkLoadBalancer', type: 'NLB' }, prices?.networkLoadBalancerHour ?? 0, account.nowMs);
    return balancer;
  },

  /** Target groups and listeners for the Service's ports, and the nodes as targets. */
  bringInLine(series, balancer, service, nodes) {
    const { account } = series;
    const { ports = [] } = service.spec;
    const isWanted = (one: Balancer['ports'][number]): boolean => ports.some(({ port, protocol = 'TCP', nodePort }) => port === one.port && protocol === one.protocol && nodePort === one.nodePort);
    for (const old of balancer.ports.filter((one) => !isWanted(one))) {
      if (!series.balancing('DeleteListener', { ListenerArn: `${balancer.arn}/${old.port}` }) || !series.balancing('DeleteTargetGroup', { TargetGroupArn: old.targetGroup })) return;
      balancer.ports = balancer.ports.filter((one) => one !== old);
    }
    for (const { port, protocol = 'TCP', nodePort } of ports) {
      if (balancer.ports.some((one) => one.port === port && one.protocol === protocol)) continue;
      const groupName = `k8s-${service.metadata.name}-${account.hex(10)}`.slice(0, 32);
      const targetGroup = account.arn('elasticloadbalancing', `targetgroup/${groupName}/${account.hex(16)}`);
      const check: Record<string, CloudValue> = balancer.local
        ? { HealthCheckProtocol: 'HTTP', HealthCheckPort: String(balancer.healthCheckNodePort), HealthCheckPath: '/healthz' } : { HealthCheckProtocol: 'TCP', HealthCheckPort: 'traffic-port' };
      const request = {
        Name: groupName, Port: nodePort ?? 0, Protocol: protocol, VpcId: account.state.vpc.id, TargetType: 'instance', ...check,
        HealthCheckIntervalSeconds: balancerCheck.periodMs / 1000, HealthyThresholdCount: balancerCheck.successes, UnhealthyThresholdCount: balancerCheck.failures,
      };
      if (!series.balancing('CreateTargetGroup', request, () => ok<Answer>({ TargetGroupArn: targetGroup }))) return;
      if (nodes.length > 0 && !series.balancing('RegisterTargets', { TargetGroupArn: targetGroup, Targets: targetIds(account, nodes, 'Id') })) return;
      const listener = { LoadBalancerArn: balancer.arn, Port: port, Protocol: protocol, DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup }] };
      if (!series.balancing('CreateListener', listener, () => ok<Answer>({ ListenerArn: `${balancer.arn}/${port}` }))) return;
      balancer.ports.push({ port, protocol, nodePort, targetGroup });
    }
    openNodes(series, balancer);
  },

  setTargets(series, balancer, added, gone) {
    for (const { targetGroup } of balancer.ports) {
      if (added.length > 0) series.balancing('RegisterTargets', { TargetGroupArn: targetGroup, Targets: targetIds(series.account, added, 'Id') });
      if (gone.length > 0) series.balancing('DeregisterTargets', { TargetGroupArn: targetGroup, Targets: targetIds(series.account, gone, 'Id') });
    }
  },

  remove(series, balancer) {
    if (!series.balancing('DeleteLoadBalancer', { LoadBalancerArn: balancer.arn })) return false;
    for (const { targetGroup } of balancer.ports) series.balancing('DeleteTargetGroup', { TargetGroupArn: targetGroup });
    const { state, nowMs } = series.account;
    state.vpc.securityGroups = state.vpc.securityGroups.map((group) => ({ ...group, ingress: group.ingress.filter(({ from }) => from !== ruleOf(balancer)) }));
    close(state.bills, balancer.arn, nowMs);
    return true;
  },
};

/** Clients come to the nodes with their own addresses. */
function openNodes(series: CallSeries, balancer: Balancer): void {
  const [nodes] = series.account.state.vpc.securityGroups;
  if (!nodes) return;
  const wanted = balancer.ports.map(({ protocol, nodePort = 0 }) => ({ protocol: protocol.toLowerCase(), ports: String(nodePort), from: ruleOf(balancer) }));
  const before = nodes.ingress.filter(({ from }) => from === ruleOf(balancer));
  if (JSON.stringify(before) === JSON.stringify(wanted)) return;
  const ranges = balancer.sourceRanges.length > 0 ? balancer.sourceRanges : ['0.0.0.0/0'];
  const permissions = wanted.flatMap(({ protocol, ports }) => ranges.map((cidr) => ({ IpProtocol: protocol, FromPort: Number(ports), ToPort: Number(ports), CidrIp: cidr })));
  const opened = series.ec2('AuthorizeSecurityGroupIngress', { GroupId: nodes.id, IpPermissions: permissions }, () => ok<Answer>({ Return: true }));
  if (opened) nodes.ingress = [...nodes.ingress.filter(({ from }) => from !== ruleOf(balancer)), ...wanted];
}

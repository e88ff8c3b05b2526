import { objectKey, refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import { err, ok } from '../../../../shared/result.ts';
import { regionOf } from '../../../../shared/cloud/aws/catalogue/regions.ts';
import type { CloudValue } from '../../../../shared/view/cloud.ts';
import { newHealth } from '../../network/load-balancer/health.ts';
import type { CloudAnswer } from '../cloud-instances.ts';
import type { AwsAccount, Answer, CallOutcome, CallRequest } from './account.ts';
import { cloudControllerManager } from './describe-instances.ts';
import { error } from './errors.ts';
import { charge, close } from './ledger.ts';
import type { Balancer } from './state.ts';
import { balancerCheck, balancerProvisioningMs } from './timings.ts';

const annotationPrefix = 'service.beta.kubernetes.io/aws-load-balancer-';

/**
 * The calls with which cloud-provider-aws makes, changes and takes away a Network Load Balancer. Source: pkg/providers/v1/aws_loadbalancer.go. A call that fails
 * ends the attempt; what has been made stays, and the next attempt goes on from there.
 * Differs: Services without the annotation `…-type: nlb` would get a Classic Load Balancer there; here everyone gets this one.
 */
export class BalancerCalls {
  private readonly account: AwsAccount;
  /** Of the attempt under way. */
  private spentMs = 0;
  private failure: string | undefined;

  constructor(account: AwsAccount) {
    this.account = account;
  }

  ensure(service: Service, nodes: readonly string[]): CloudAnswer<void> {
    this.begin();
    const { uid = '' } = service.metadata;
    const known = this.account.state.balancers.get(uid) ?? this.create(service);
    if (known) this.bringInLine(known, service, nodes);
    return this.end();
  }

  remove(service: Service): CloudAnswer<void> {
    this.begin();
    const { state, nowMs } = this.account;
    const { uid = '' } = service.metadata;
    const known = state.balancers.get(uid);
    const subject = refOf(service);
    if (known && this.call('DeleteLoadBalancer', { LoadBalancerArn: known.arn }, subject)) {
      for (const { targetGroup } of known.ports) this.call('DeleteTargetGroup', { TargetGroupArn: targetGroup }, subject);
      state.vpc.securityGroups = state.vpc.securityGroups.map((group) => ({ ...group, ingress: group.ingress.filter(({ from }) => from !== ruleOf(known)) }));
      state.balancers.delete(uid);
      close(state.bills, known.arn, nowMs);
      close(state.bills, `${known.arn}/addresses`, nowMs);
    }
    return this.end();
  }

  /** RegisterTargets and DeregisterTargets for one load balancer. */
  setTargets(balancer: Balancer, nodes: readonly string[]): CloudAnswer<void> {
    this.begin();
    const added = nodes.filter((node) => !balancer.targets.includes(node));
    const gone = balancer.targets.filter((node) => !nodes.includes(node));
    for (const { targetGroup } of balancer.ports) {
      if (added.length > 0) this.call('RegisterTargets', { TargetGroupArn: targetGroup, Targets: this.targets(added) }, balancer.subject);
      if (gone.length > 0) this.call('DeregisterTargets', { TargetGroupArn: targetGroup, Targets: this.targets(gone) }, balancer.subject);
    }
    return this.end();
  }

  private create(service: Service): Balancer | undefined {
    const { account } = this;
    const { uid = '', annotations = {} } = service.metadata;
    // Source: DefaultLoadBalancerName.
    const name = `a${uid.replaceAll('-', '')}`.slice(0, 32);
    const isInternal = annotations[`${annotationPrefix}scheme`] === 'internal' || annotations[`${annotationPrefix}internal`] === 'true';
    const scheme = isInternal ? 'internal' : 'internet-facing';
    const stands = account.state.vpc.subnets.filter(({ kind }) => kind === (isInternal ? 'Private' : 'Public'));
    const subnets = stands.map(({ id }) => id);
    const subject = refOf(service);
    this.call('DescribeLoadBalancers', { Names: [name] }, subject, () => err(error('LoadBalancerNotFound', `Load balancers '[${name}]' not found`)), true);
    const hash = account.hex(16);
    const balancer: Balancer = {
      arn: account.arn('elasticloadbalancing', `loadbalancer/net/${name}/${hash}`), name, dnsName: `${name}-${hash}.elb.${account.spec.region}.amazonaws.com`,
      addresses: freeAddresses(account, stands.map(({ zone }) => zone)), activeAtMs: account.nowMs + balancerProvisioningMs, subject, scheme, crossZone: annotations[`${annotationPrefix}cross-zone-load-balancing-enabled`] === 'true',
      local: false, healthCheckNodePort: 0, ports: [], targets: [], health: newHealth(), known: new Set(), draining: new Map(),
    };
    const made = this.call('CreateLoadBalancer', { Name: name, Type: 'network', Scheme: scheme, Subnets: subnets }, subject, () => (
      account.state.balancers.size >= account.quotas.networkLoadBalancers
        ? err(error('TooManyLoadBalancers', 'The maximum number of load balancers has been reached'))
        : ok<Answer>({ LoadBalancerArn: balancer.arn, DNSName: balancer.dnsName, State: { Code: 'provisioning' } })
    ));
    if (!made) return undefined;
    account.state.balancers.set(uid, balancer);
    const prices = regionOf(account.spec.region)?.prices;
    charge(account.state.bills, balancer.arn, { subject, kind: 'NetworkLoadBalancer', type: 'NLB' }, prices?.networkLoadBalancerHour ?? 0, account.nowMs);
    if (!isInternal) {
      charge(account.state.bills, `${balancer.arn}/addresses`, { subject, kind: 'PublicAddress', type: `${subnets.length} public IPv4 addresses` },
        (prices?.publicAddressHour ?? 0) * subnets.length, account.nowMs);
    }
    return balancer;
  }

  /** Target groups and listeners for the Service's ports, and the nodes as targets. */
  private bringInLine(balancer: Balancer, service: Service, nodes: readonly string[]): void {
    const { account } = this;
    const { subject } = balancer;
    const { ports = [], externalTrafficPolicy, healthCheckNodePort = 0 } = service.spec;
    Object.assign(balancer, { local: externalTrafficPolicy === 'Local', healthCheckNodePort });
    const isWanted = (one: Balancer['ports'][number]): boolean => ports.some(({ port, protocol = 'TCP', nodePort }) => port === one.port && protocol === one.protocol && nodePort === one.nodePort);
    for (const old of balancer.ports.filter((one) => !isWanted(one))) {
      if (!this.call('DeleteListener', { ListenerArn: `${balancer.arn}/${old.port}` }, subject) || !this.call('DeleteTargetGroup', { TargetGroupArn: old.targetGroup }, subject)) return;
      balancer.ports = balancer.ports.filter((one) => one !== old);
    }
    for (const { port, protocol = 'TCP', nodePort } of ports) {
      if (balancer.ports.some((one) => one.port === port && one.protocol === protocol)) continue;
      const groupName = `k8s-${service.metadata.name}-${account.hex(10)}`.slice(0, 32);
      const targetGroup = account.arn('elasticloadbalancing', `targetgroup/${groupName}/${account.hex(16)}`);
      const check: Record<string, CloudValue> = balancer.local
        ? { HealthCheckProtocol: 'HTTP', HealthCheckPort: String(healthCheckNodePort), HealthCheckPath: '/healthz' } : { HealthCheckProtocol: 'TCP', HealthCheckPort: 'traffic-port' };
      const request = {
        Name: groupName, Port: nodePort ?? 0, Protocol: protocol, VpcId: account.state.vpc.id, TargetType: 'instance', ...check,
        HealthCheckIntervalSeconds: balancerCheck.periodMs / 1000, HealthyThresholdCount: balancerCheck.successes, UnhealthyThresholdCount: balancerCheck.failures,
      };
      if (!this.call('CreateTargetGroup', request, subject, () => ok<Answer>({ TargetGroupArn: targetGroup }))) return;
      if (nodes.length > 0 && !this.call('RegisterTargets', { TargetGroupArn: targetGroup, Targets: this.targets(nodes) }, subject)) return;
      const listener = { LoadBalancerArn: balancer.arn, Port: port, Protocol: protocol, DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup }] };
      if (!this.call('CreateListener', listener, subject, () => ok<Answer>({ ListenerArn: `${balancer.arn}/${port}` }))) return;
      balancer.ports.push({ port, protocol, nodePort, targetGroup });
    }
    this.openNodes(balancer);
  }

  /** Clients come to the nodes with their own addresses. */
  private openNodes(balancer: Balancer): void {
    const [nodes] = this.account.state.vpc.securityGroups;
    if (!nodes) return;
    const wanted = balancer.ports.map(({ protocol, nodePort = 0 }) => ({ protocol: protocol.toLowerCase(), ports: String(nodePort), from: ruleOf(balancer) }));
    const before = nodes.ingress.filter(({ from }) => from === ruleOf(balancer));
    if (JSON.stringify(before) === JSON.stringify(wanted)) return;
    const permissions = wanted.map(({ protocol, ports }) => ({ IpProtocol: protocol, FromPort: Number(ports), ToPort: Number(ports), CidrIp: '0.0.0.0/0' }));
    const opened = this.account.call({
      caller: cloudControllerManager, service: 'ec2', action: 'AuthorizeSecurityGroupIngress', request: { GroupId: nodes.id, IpPermissions: permissions }, subject: balancer.subject,
      perform: () => ok<Answer>({ Return: true }),
    });
    if (this.count(opened)) nodes.ingress = [...nodes.ingress.filter(({ from }) => from !== ruleOf(balancer)), ...wanted];
  }

  private targets(nodes: readonly string[]): CloudValue {
    const { instances } = this.account.state;
    // One that is terminated stands under its own id.
    return nodes.map((node) => ({ Id: (instances.get(node) ?? [...instances.values()].findLast(({ machine }) => machine === node))?.id ?? node }));
  }

  /** @param isQuestion an error is an answer too @returns whether to go on */
  private call(
    action: string, request: Record<string, CloudValue>, subject: ObjectRef, perform: CallRequest['perform'] = () => ok<Answer>({}), isQuestion = false,
  ): boolean {
    if (this.failure !== undefined) return false;
    const outcome = this.account.call({ caller: cloudControllerManager, service: 'elasticloadbalancing', action, request, subject, perform });
    if (isQuestion && !outcome.result.ok && outcome.result.error.code === 'LoadBalancerNotFound') this.spentMs += outcome.durationMs;
    else this.count(outcome);
    return outcome.result.ok;
  }

  private count({ durationMs, result, message }: CallOutcome): boolean {
    this.spentMs += durationMs;
    if (!result.ok) this.failure ??= message;
    return result.ok;
  }

  private begin(): void {
    this.spentMs = 0;
    this.failure = undefined;
  }

  private end(): CloudAnswer<void> {
    return { durationMs: this.spentMs, result: this.failure === undefined ? ok(undefined) : err(this.failure) };
  }
}

/** As whom a load balancer's clients stand in the rules of the nodes. */
function ruleOf({ subject }: Balancer): string {
  return `clients of ${subject.namespace ?? ''}/${subject.name}`;
}

/** A free address for each zone, of a range for documentation (RFC 5737), then of one for tests of equipment (RFC 2544). */
function freeAddresses({ state }: AwsAccount, zones: readonly string[]): Balancer['addresses'] {
  const taken = new Set([...state.balancers.values()].flatMap(({ addresses }) => addresses.map(({ ip }) => ip)));
  let number = 0;
  return zones.map((zone) => {
    for (;;) {
      number += 1;
      const ip = number < 255 ? `203.0.113.${number}` : `198.18.${Math.floor(number / 256) % 256}.${number % 256}`;
      if (!taken.has(ip)) return { zone, ip };
    }
  });
}

export function keyOf({ subject }: Balancer): string {
  return objectKey({ metadata: { name: subject.name, ...(subject.namespace === undefined ? {} : { namespace: subject.namespace }) } });
}

import type { ObjectRef } from '../../../../../shared/kubernetes/registry.ts';
import { err, ok } from '../../../../../shared/result.ts';
import { regionOf } from '../../../../../shared/cloud/aws/catalogue/regions.ts';
import type { CloudValue } from '../../../../../shared/view/cloud.ts';
import { jsonEqual } from '../../../../../shared/json.ts';
import type { ApplicationAction, ApplicationRule } from '../../../network/load-balancer/application-balancer.ts';
import { newHealth } from '../../../network/load-balancer/health.ts';
import type { CloudAnswer } from '../../cloud-instances.ts';
import type { AwsAccount, Answer } from '../account.ts';
import { balancerAddresses, subnetsFor } from '../balancers/addresses.ts';
import { CallSeries } from '../balancers/call-series.ts';
import { error } from '../errors.ts';
import { charge, close } from '../ledger.ts';
import { balancerProvisioningMs } from '../timings.ts';
import type { ApplicationModel } from './model.ts';
import { hexDigest } from '../../../hex-digest.ts';
import type { ApplicationBalancer, Listener, TargetGroup, TargetGroupSpec } from './state.ts';

export const loadBalancerController = 'aws-load-balancer-controller';

/**
 * Makes the account what a model says, call by call: security group, target groups, load balancer, listeners, rules. Source: the synthesizers of pkg/deploy, in the order of
 * stack_deployer.go. Differs: no shared security group for backends, tags and attributes.
 */
export function deployModel(account: AwsAccount, group: string, subject: ObjectRef, model: ApplicationModel): CloudAnswer<void> {
  const series = new CallSeries(account, { caller: loadBalancerController, subject });
  const { applications, looseTargetGroups } = account.state;
  const before = applications.get(group);
  // Another scheme, or another name, is another load balancer.
  if (before && (before.scheme !== model.scheme || before.name !== model.name) && !removeAll(series, group, before)) return series.end();
  const known = applications.get(group);
  const groups = known?.targetGroups ?? looseTargetGroups.get(group) ?? [];
  const securityGroup = known?.securityGroup ?? openGroup(series, subject, model.name, model.listeners.map(({ port }) => port));
  if (securityGroup === undefined) return series.end();
  const made = new Map(groups.map((one) => [one.key, one]));
  for (const spec of model.targetGroups) {
    const old = made.get(spec.key);
    if (old?.name === spec.name && jsonEqual(old.check, spec.check)) continue;
    const created = createGroup(series, spec);
    if (!created) return series.end();
    // The one that it replaces goes last, when nothing leads there any more.
    if (old) made.set(`${spec.key} before`, old);
    made.set(spec.key, created);
    groups.push(created);
    if (!known) looseTargetGroups.set(group, groups);
  }
  const balancer = known ?? create(series, subject, securityGroup, model);
  if (!balancer) return series.end();
  balancer.subject = subject;
  balancer.targetGroups = groups;
  applications.set(group, balancer);
  looseTargetGroups.delete(group);
  const arnOf = (key: string): string => made.get(key)?.arn ?? '';
  if (!bringListenersInLine(series, balancer, model.listeners, arnOf)) return series.end();
  const wanted = new Set(model.targetGroups.map(({ key }) => made.get(key)));
  for (const old of balancer.targetGroups.filter((one) => !wanted.has(one))) {
    if (!series.balancing('DeleteTargetGroup', { TargetGroupArn: old.arn })) break;
    balancer.targetGroups = balancer.targetGroups.filter((one) => one !== old);
  }
  account.changed();
  return series.end();
}

/** Takes everything of a group away. */
export function removeApplication(account: AwsAccount, group: string, subject: ObjectRef): CloudAnswer<void> {
  const series = new CallSeries(account, { caller: loadBalancerController, subject });
  const known = account.state.applications.get(group);
  if (known) removeAll(series, group, known);
  for (const { arn } of account.state.looseTargetGroups.get(group) ?? []) series.balancing('DeleteTargetGroup', { TargetGroupArn: arn });
  if (!series.failed) account.state.looseTargetGroups.delete(group);
  account.changed();
  return series.end();
}

function removeAll(series: CallSeries, group: string, { arn, securityGroup, targetGroups }: ApplicationBalancer): boolean {
  const { state, nowMs } = series.account;
  if (!series.balancing('DeleteLoadBalancer', { LoadBalancerArn: arn })) return false;
  state.applications.delete(group);
  close(state.bills, arn, nowMs);
  close(state.bills, `${arn}/addresses`, nowMs);
  for (const { arn: target } of targetGroups) series.balancing('DeleteTargetGroup', { TargetGroupArn: target });
  const [nodes] = state.vpc.securityGroups;
  if (nodes) nodes.ingress = nodes.ingress.filter(({ from }) => from !== securityGroup);
  if (series.ec2('DeleteSecurityGroup', { GroupId: securityGroup })) state.vpc.securityGroups = state.vpc.securityGroups.filter(({ id }) => id !== securityGroup);
  return !series.failed;
}

function createGroup(series: CallSeries, spec: TargetGroupSpec): TargetGroup | undefined {
  const { account } = series;
  const { name, type, port, check } = spec;
  const arn = account.arn('elasticloadbalancing', `targetgroup/${name}/${hexDigest(name, 16)}`);
  const made = series.balancing('CreateTargetGroup', {
    Name: name, Port: port, Protocol: 'HTTP', VpcId: account.state.vpc.id, TargetType: type, HealthCheckProtocol: 'HTTP', HealthCheckPort: check.port, HealthCheckPath: check.path,
    HealthCheckIntervalSeconds: check.intervalSeconds, HealthyThresholdCount: check.healthy, UnhealthyThresholdCount: check.unhealthy, Matcher: { HttpCode: '200' },
  }, () => ok<Answer>({ TargetGroupArn: arn }));
  return made ? { ...spec, arn, targets: [], health: newHealth(), known: new Set(), draining: [] } : undefined;
}

function create(series: CallSeries, subject: ObjectRef, securityGroup: string, { name, scheme }: ApplicationModel): ApplicationBalancer | undefined {
  const { account } = series;
  const { state, spec, quotas, nowMs } = account;
  const subnets = subnetsFor(account, scheme);
  const hash = hexDigest(`${name}/${state.account}`, 16);
  const arn = account.arn('elasticloadbalancing', `loadbalancer/app/${name}/${hash}`);
  const number = Number.parseInt(hash.slice(0, 7), 16) + 1_000_000_000;
  const dnsName = `${scheme === 'internal' ? 'internal-' : ''}${name}-${number}.${spec.region}.elb.amazonaws.com`;
  const made = series.balancing('CreateLoadBalancer', { Name: name, Type: 'application', Scheme: scheme, IpAddressType: 'ipv4', SubnetMappings: subnets.map(({ id }) => ({ SubnetId: id })), SecurityGroups: [securityGroup] }, () => (
    state.applications.size >= quotas.applicationLoadBalancers
      ? err(error('TooManyLoadBalancers', 'The maximum number of load balancers has been reached')) : ok<Answer>({ LoadBalancerArn: arn, DNSName: dnsName, State: { Code: 'provisioning' } })));
  if (!made) return undefined;
  const prices = regionOf(spec.region)?.prices;
  charge(state.bills, arn, { subject, kind: 'ApplicationLoadBalancer', type: 'ALB' }, prices?.applicationLoadBalancerHour ?? 0, nowMs);
  if (scheme !== 'internal') {
    charge(state.bills, `${arn}/addresses`, { subject, kind: 'PublicAddress', type: `${subnets.length} public IPv4 addresses` }, (prices?.publicAddressHour ?? 0) * subnets.length, nowMs);
  }
  return { arn, name, dnsName, scheme, addresses: balancerAddresses(account, subnets, scheme), activeAtMs: nowMs + balancerProvisioningMs, securityGroup, subject, listeners: [], targetGroups: [] };
}

/** The load balancer's own group, which lets clients in, and whose members the nodes let in. One of an attempt that failed is found again. */
function openGroup(series: CallSeries, subject: ObjectRef, name: string, ports: readonly number[]): string | undefined {
  const { vpc } = series.account.state;
  const [nodes] = vpc.securityGroups;
  const known = vpc.securityGroups.find((one) => one.name === name);
  if (known) return known.id;
  const id = `sg-0${hexDigest(`sg/${name}`, 16)}`;
  if (!series.ec2('CreateSecurityGroup', { GroupName: name, Description: '[k8s] Managed SecurityGroup for LoadBalancer', VpcId: vpc.id }, () => ok<Answer>({ GroupId: id }))) return undefined;
  vpc.securityGroups.push({ id, name, loadBalancer: subject, ingress: ports.map((port) => ({ protocol: 'tcp', ports: String(port), from: '0.0.0.0/0' })) });
  const permissions = ports.map((port) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }));
  if (!series.ec2('AuthorizeSecurityGroupIngress', { GroupId: id, IpPermissions: permissions })) return undefined;
  if (nodes && series.ec2('AuthorizeSecurityGroupIngress', { GroupId: nodes.id, IpPermissions: [{ IpProtocol: 'tcp', FromPort: 0, ToPort: 65_535, UserIdGroupPairs: [{ GroupId: id }] }] })) {
    nodes.ingress = [...nodes.ingress, { protocol: 'tcp', ports: '0-65535', from: id }];
  }
  return series.failed ? undefined : id;
}

/** @returns whether all could be done */
function bringListenersInLine(series: CallSeries, balancer: ApplicationBalancer, wanted: readonly Omit<Listener, 'arn'>[], arnOf: (key: string) => string): boolean {
  for (const old of balancer.listeners.filter(({ port }) => !wanted.some((one) => one.port === port))) {
    if (!series.balancing('DeleteListener', { ListenerArn: old.arn })) return false;
    balancer.listeners = balancer.listeners.filter((one) => one !== old);
  }
  for (const { port, protocol, certificates, fallback, rules } of wanted) {
    const body = {
      Port: port, Protocol: protocol, DefaultActions: [actionOf(fallback, arnOf)], ...(protocol === 'HTTPS' ? { Certificates: certificates.map((arn) => ({ CertificateArn: arn })) } : {}),
    };
    const refusal = protocol === 'HTTPS' && certificates.length === 0 ? err(error('ValidationError', 'A certificate must be specified for HTTPS listeners')) : undefined;
    let listener = balancer.listeners.find((one) => one.port === port);
    if (!listener) {
      const arn = `${balancer.arn.replace(':loadbalancer/', ':listener/')}/${hexDigest(`${balancer.arn}/${port}`, 16)}`;
      if (!series.balancing('CreateListener', { LoadBalancerArn: balancer.arn, ...body }, () => refusal ?? ok<Answer>({ ListenerArn: arn }))) return false;
      balancer.listeners.push((listener = { arn, port, protocol, certificates, rules: [], fallback }));
    } else if (!jsonEqual([listener.protocol, listener.certificates, listener.fallback], [protocol, certificates, fallback])) {
      if (!series.balancing('ModifyListener', { ListenerArn: listener.arn, ...body }, () => refusal ?? ok<Answer>({}))) return false;
      Object.assign(listener, { protocol, certificates, fallback });
    }
    if (!bringRulesInLine(series, listener, rules, arnOf)) return false;
  }
  return true;
}

/** Source: the listener rule synthesizer. Rules are told apart by their priority. */
function bringRulesInLine(series: CallSeries, listener: Listener, wanted: readonly ApplicationRule[], arnOf: (key: string) => string): boolean {
  for (const rule of wanted) {
    const old = listener.rules.find(({ priority }) => priority === rule.priority);
    if (old && jsonEqual({ ...old }, { ...rule })) continue;
    const body = { Conditions: conditionsOf(rule), Actions: [actionOf(rule.action, arnOf)] };
    if (old ? !series.balancing('ModifyRule', { RuleArn: `${listener.arn}/${rule.priority}`, ...body }) : !series.balancing('CreateRule', { ListenerArn: listener.arn, Priority: rule.priority, ...body })) return false;
    listener.rules = [...listener.rules.filter((one) => one !== old), rule].sort((a, b) => a.priority - b.priority);
  }
  for (const old of listener.rules.filter(({ priority }) => priority > wanted.length)) {
    if (!series.balancing('DeleteRule', { RuleArn: `${listener.arn}/${old.priority}` })) return false;
    listener.rules = listener.rules.filter((one) => one !== old);
  }
  return true;
}

function conditionsOf({ hosts, paths }: ApplicationRule): CloudValue {
  return [
    ...(hosts.length > 0 ? [{ Field: 'host-header', HostHeaderConfig: { Values: hosts } }] : []), ...(paths.length > 0 ? [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }] : []),
  ];
}

function actionOf(action: ApplicationAction, arnOf: (key: string) => string): CloudValue {
  switch (action.kind) {
    case 'Forward': return { Type: 'forward', ForwardConfig: { TargetGroups: action.groups.map(({ key, weight }) => ({ TargetGroupArn: arnOf(key), Weight: weight })) } };
    case 'FixedResponse': return { Type: 'fixed-response', FixedResponseConfig: { ContentType: 'text/plain', StatusCode: String(action.status), ...(action.backend ? { MessageBody: 'Backend service does not exist' } : {}) } };
    case 'Redirect': {
      const { status, protocol, port, host, path } = action;
      return {
        Type: 'redirect', RedirectConfig: {
          StatusCode: `HTTP_${status}`, ...(protocol === undefined ? {} : { Protocol: protocol }), ...(port === undefined ? {} : { Port: port }), ...(host === undefined ? {} : { Host: host }), ...(path === undefined ? {} : { Path: path }),
        },
      };
    }
  }
}

import type { ObjectRef } from '../../../../../shared/kubernetes/registry.ts';
import type { CloudLoadBalancer, CloudTarget } from '../../../../../shared/view/cloud.ts';
import type { AwsAccount } from '../account.ts';
import type { ApplicationBalancer, Target, TargetGroup } from '../applications/state.ts';
import type { Balancer } from '../state.ts';
import { balancerCheck, classicCheck } from '../timings.ts';
import { healthTarget } from './classic-calls.ts';

/** All load balancers as they are shown. */
export function balancerViews(account: AwsAccount): CloudLoadBalancer[] {
  const { balancers, applications } = account.state;
  return [...[...balancers.values()].map((one) => (one.type === 'classic' ? classicView(account, one) : networkView(account, one))), ...[...applications.values()].map((one) => applicationView(account, one))];
}

type Common = Pick<CloudLoadBalancer, 'arn' | 'name' | 'scheme' | 'dnsName' | 'addresses' | 'activeAtMs' | 'state' | 'subject'>;

function common({ nowMs }: AwsAccount, { arn, name, scheme, dnsName, addresses, activeAtMs, subject }: Balancer | ApplicationBalancer): Common {
  return { arn, name, scheme, dnsName, addresses: addresses.map(({ zone, ip }) => ({ zone, ip })), activeAtMs, state: activeAtMs <= nowMs ? 'active' : 'provisioning', subject };
}

function networkView(account: AwsAccount, balancer: Balancer): CloudLoadBalancer {
  const { crossZone, ports, local, healthCheckNodePort } = balancer;
  return {
    ...common(account, balancer), type: 'network', crossZone,
    listeners: ports.map(({ port, protocol, targetGroup }) => ({ protocol, port, targetGroup })),
    targetGroups: ports.map(({ targetGroup, nodePort = 0 }) => ({
      arn: targetGroup, name: targetGroup.split('/')[1] ?? '', port: nodePort,
      healthCheck: {
        protocol: local ? 'HTTP' : 'TCP', port: local ? String(healthCheckNodePort) : 'traffic-port', intervalSeconds: balancerCheck.periodMs / 1000,
        healthy: balancerCheck.successes, unhealthy: balancerCheck.failures, ...(local ? { path: '/healthz' } : {}),
      },
    })),
    targets: nodeTargets(account, balancer),
  };
}

function classicView(account: AwsAccount, balancer: Balancer): CloudLoadBalancer {
  const { crossZone, ports, name } = balancer;
  const [protocol = 'TCP', rest = ''] = healthTarget(balancer).split(':');
  const [port = '', path] = rest.split('/');
  return {
    ...common(account, balancer), type: 'classic', crossZone,
    listeners: ports.map((one) => ({ protocol: one.protocol, port: one.port, targetGroup: '' })),
    targetGroups: [{
      arn: name, name, port: ports[0]?.nodePort ?? 0,
      healthCheck: { protocol, port, intervalSeconds: classicCheck.periodMs / 1000, healthy: classicCheck.successes, unhealthy: classicCheck.failures, ...(path === undefined ? {} : { path: `/${path}` }) },
    }],
    targets: nodeTargets(account, balancer),
  };
}

function nodeTargets(account: AwsAccount, { type, targets, health, known, draining, activeAtMs }: Balancer): CloudTarget[] {
  const where = (machine: string): Pick<CloudTarget, 'machine' | 'instance' | 'zone'> => whereIs(account, machine);
  if (type === 'classic') {
    // The words are those of DescribeInstanceHealth, which knows no more than InService and OutOfService.
    return targets.map((machine) => (health.healthy.has(machine) ? { ...where(machine), state: 'healthy' }
      : known.has(machine) ? { ...where(machine), state: 'unhealthy', reason: 'Instance', description: 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.' }
        : { ...where(machine), state: 'initial', reason: 'ELB', description: 'Instance registration is still in progress.' }));
  }
  const facts = { isActive: activeAtMs <= account.nowMs, healthy: health.healthy, known };
  return [
    ...targets.map((machine): CloudTarget => ({ ...where(machine), ...healthOf(machine, facts) })),
    ...[...draining.keys()].map((machine): CloudTarget => ({ ...where(machine), ...drainingHealth })),
  ];
}

function applicationView(account: AwsAccount, balancer: ApplicationBalancer): CloudLoadBalancer {
  const { listeners, targetGroups, activeAtMs } = balancer;
  const arnOf = (key: string | undefined): string => targetGroups.find((one) => one.key === key)?.arn ?? '';
  const nameOf = (key: string): string => targetGroups.find((one) => one.key === key)?.name ?? '';
  return {
    ...common(account, balancer), type: 'application', crossZone: true,
    listeners: listeners.map(({ port, protocol, fallback, rules }) => ({
      protocol, port, targetGroup: fallback.kind === 'Forward' ? arnOf(fallback.groups[0]?.key) : '',
      rules: rules.map(({ priority, hosts, paths, action, ingress }) => ({
        priority, hosts, paths, targetGroups: action.kind === 'Forward' ? action.groups.map(({ key }) => nameOf(key)) : [], ingress: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', ...ingress },
      })),
    })),
    targetGroups: targetGroups.map(({ arn, name, port, type, check, service: { namespace, name: service } }) => ({
      arn, name, port, targetType: type, service: { apiVersion: 'v1', kind: 'Service', namespace, name: service },
      healthCheck: { protocol: 'HTTP', port: check.port, path: check.path, intervalSeconds: check.intervalSeconds, healthy: check.healthy, unhealthy: check.unhealthy },
    })),
    targets: targetGroups.flatMap((group) => groupTargets(account, group, activeAtMs <= account.nowMs)),
  };
}

function groupTargets(account: AwsAccount, group: TargetGroup, isActive: boolean): CloudTarget[] {
  const { name, targets, health, known, draining } = group;
  const row = ({ node, ip, port, pod }: Target): Omit<CloudTarget, 'state'> => ({
    ...whereIs(account, node), targetGroup: name, ...(ip === undefined ? {} : { address: `${ip}:${port}` }), ...(pod ? { pod: podRef(pod) } : {}),
  });
  const facts = { isActive, healthy: health.healthy, known };
  return [...targets.map((target): CloudTarget => ({ ...row(target), ...healthOf(target.key, facts) })), ...draining.map(({ target }): CloudTarget => ({ ...row(target), ...drainingHealth }))];
}

const drainingHealth = { state: 'draining', reason: 'Target.DeregistrationInProgress', description: 'Target deregistration is in progress' } as const;

/** Source: TargetHealth, API reference of Elastic Load Balancing v2. */
function healthOf(key: string, { isActive, healthy, known }: { isActive: boolean; healthy: ReadonlySet<string>; known: ReadonlySet<string> }): Pick<CloudTarget, 'state' | 'reason' | 'description'> {
  if (healthy.has(key)) return { state: 'healthy' };
  if (known.has(key)) return { state: 'unhealthy', reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  return isActive ? { state: 'initial', reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' }
    : { state: 'initial', reason: 'Elb.RegistrationInProgress', description: 'Target registration is in progress' };
}

function whereIs({ state }: AwsAccount, machine: string): Pick<CloudTarget, 'machine' | 'instance' | 'zone'> {
  const instance = state.instances.get(machine);
  return { machine, instance: instance?.id ?? '', zone: instance?.zone ?? '' };
}

function podRef({ namespace, name }: { namespace: string; name: string }): ObjectRef {
  return { apiVersion: 'v1', kind: 'Pod', namespace, name };
}

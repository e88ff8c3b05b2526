import { describe, expect, it } from 'vitest';
import type { Event, Service } from '../../../../../shared/kubernetes/types/core.ts';
import { traceRequest } from '../../../network/path/trace-request.ts';
import type { AwsWorld } from '../testing/aws-world.ts';
import { balancedService as service, balancerOf as balancer, startWeb as start, targetStatesOf as targetStates } from '../testing/balanced-service.ts';

const events = (aws: AwsWorld): string => aws.list<Event>('events').filter(({ involvedObject }) => involvedObject.kind === 'Service').map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`).join('\n');
const ask = (aws: AwsWorld, ip?: string): ReturnType<typeof traceRequest> => (
  traceRequest(aws.world.components.network, { kind: 'Internet', ...(ip === undefined ? {} : { ip }) }, { service: { namespace: 'default', name: 'web' } }, () => 0)
);
const outcome = (aws: AwsWorld, ip?: string): string => {
  const { outcome: end } = ask(aws, ip);
  return end.kind === 'Failed' ? end.cause.kind : end.kind;
};

describe('a Service of type LoadBalancer that asks for nothing else', () => {
  it('gets a Classic Load Balancer, whose nodes see its own address', () => {
    const aws = start();
    aws.put(service());
    aws.until(125);
    expect(aws.get<Service>('services', 'default/web')?.status?.loadBalancer?.ingress).toEqual([{ hostname: expect.stringMatching(/^a[0-9a-f]{31}-\d{10}\.us-east-1\.elb\.amazonaws\.com$/) as string }]);
    expect(aws.calls().filter(({ subject }) => subject?.kind === 'Service').map(({ service: api, action, error }) => `${api}:${action}${error ? ` ${error.code}` : ''}`)).toEqual([
      'ec2:CreateSecurityGroup', 'ec2:AuthorizeSecurityGroupIngress', 'elasticloadbalancing:DescribeLoadBalancers LoadBalancerNotFound', 'elasticloadbalancing:CreateLoadBalancer',
      'elasticloadbalancing:ConfigureHealthCheck', 'ec2:AuthorizeSecurityGroupIngress', 'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
    ]);
    expect([balancer(aws)?.type, outcome(aws), balancer(aws)?.targets[0]?.reason]).toEqual(['classic', 'NoHealthyNode', 'ELB']);
    expect([targetStates(aws.until(200)), outcome(aws)]).toEqual([['w-a healthy', 'w-b healthy', 'w-c healthy'], 'Served']);
    const inner = aws.world.components.network.loadBalancerAt(balancer(aws)?.addresses[0]?.ip ?? '')?.speaksAs;
    expect(ask(aws).hops.find(({ rule }) => rule.kind === 'Node')?.before?.sourceIp).toBe(inner);
    expect(aws.cloud.cost().rows.find(({ kind }) => kind === 'ClassicLoadBalancer')).toMatchObject({ pricePerHour: 0.025, subject: { name: 'web' } });
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' } }]);
    aws.until(210);
    expect([aws.cloud.view().loadBalancers, aws.cloud.view().securityGroups.length, aws.get('services', 'default/web'), aws.calls('DeleteSecurityGroup').length]).toEqual([[], 1, undefined, 1]);
  });

  it('finds out by six failed checks that a node is dead, forgets at once one that is gone, and turns everybody away without a healthy one', () => {
    const aws = start();
    aws.put(service());
    aws.until(300).world.inject({ kind: 'PowerOff', machine: 'w-b' });
    expect(targetStates(aws.until(350))).toContain('w-b healthy');
    expect(targetStates(aws.until(365))).toContain('w-b unhealthy');
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w-b' } }]);
    expect([targetStates(aws.until(380)), aws.calls('DeregisterInstancesFromLoadBalancer').length]).toEqual([['w-a healthy', 'w-c healthy'], 1]);
    for (const machine of ['w-a', 'w-c']) aws.world.inject({ kind: 'PowerOff', machine });
    expect(outcome(aws.until(500))).toBe('NoHealthyNode');
  });

  it.each([
    ['UDP', { ports: [{ port: 53, protocol: 'UDP' }] }, 'Error syncing load balancer: failed to ensure load balancer: Protocol UDP not supported by LoadBalancer'],
    ['affinity', { sessionAffinity: 'ClientIP' }, 'Error syncing load balancer: failed to ensure load balancer: unsupported load balancer affinity: ClientIP'],
  ])('cannot have %s', (_, spec, message) => {
    const aws = start();
    aws.put(service(spec));
    expect(events(aws.until(130))).toContain(message);
    expect(aws.calls('CreateLoadBalancer')).toEqual([]);
  });

  it('keeps out whom loadBalancerSourceRanges do not name', () => {
    const aws = start();
    aws.put(service({ loadBalancerSourceRanges: ['192.0.2.0/24'] }));
    expect([outcome(aws.until(300)), outcome(aws, '192.0.2.9')]).toEqual(['SourceRangeDenied', 'Served']);
  });

  it('says what AWS says in the name of the older API, and stops at the quota', () => {
    const aws = start({ quotas: { classicLoadBalancers: 0 } });
    aws.put(service());
    expect(events(aws.until(130))).toMatch(/operation error Elastic Load Balancing: CreateLoadBalancer, .*api error TooManyLoadBalancers/);
  });

  it('goes on after a snapshot as without one', () => {
    const run = (cut: number | undefined): string => {
      const aws = start();
      aws.put(service());
      if (cut !== undefined) aws.until(cut).reload();
      aws.until(310).world.inject({ kind: 'PowerOff', machine: 'w-a' });
      return aws.until(600).world.stateHash();
    };
    const straight = run(undefined);
    for (const cut of [121, 124, 150, 309]) expect([cut, run(cut)]).toEqual([cut, straight]);
  });
});

it('a Service for another controller is left to that', () => {
  const aws = start();
  aws.put(service({}, { 'service.beta.kubernetes.io/aws-load-balancer-type': 'external' }));
  expect([outcome(aws.until(200)), aws.calls('CreateLoadBalancer').length, events(aws)]).toEqual(['LoadBalancerPending', 0, 'EnsuringLoadBalancer: Ensuring load balancer']);
});

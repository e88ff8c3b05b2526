import { describe, expect, it } from 'vitest';
import type { Event, Service } from '../../../../../shared/kubernetes/types/core.ts';
import { traceRequest } from '../../../network/path/trace-request.ts';
import type { AwsWorld } from '../testing/aws-world.ts';
import { balancedService, balancerOf as balancer, startWeb as start, targetStatesOf as targetStates } from '../testing/balanced-service.ts';

const service = (spec: Record<string, unknown> = {}, annotations = {}): unknown => balancedService(spec, { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb', ...annotations });
const ingressOf = (aws: AwsWorld): unknown => aws.get<Service>('services', 'default/web')?.status?.loadBalancer?.ingress;
const eventsOf = (aws: AwsWorld): string[] => aws.list<Event>('events').filter(({ involvedObject }) => involvedObject.name === 'web').map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`);
const ask = (aws: AwsWorld): string => {
  const { outcome } = traceRequest(aws.world.components.network, { kind: 'Internet' }, { service: { namespace: 'default', name: 'web' } }, () => 0);
  return outcome.kind === 'Failed' ? outcome.cause.kind : outcome.kind;
};

describe('a Service of type LoadBalancer with the annotation for it', () => {
  it('gets a Network Load Balancer: pending, named, provisioning, healthy', () => {
    const aws = start();
    aws.put(service());
    expect(ask(aws.until(121))).toBe('LoadBalancerPending');
    aws.until(125);
    expect(ingressOf(aws)).toEqual([{ hostname: expect.stringMatching(/^a[0-9a-f]{31}-[0-9a-f]{16}\.elb\.us-east-1\.amazonaws\.com$/) as string }]);
    expect(aws.calls().filter(({ subject }) => subject?.kind === 'Service').map(({ action, error }) => `${action}${error ? ` ${error.code}` : ''}`)).toEqual([
      'DescribeLoadBalancers LoadBalancerNotFound', 'CreateLoadBalancer', 'CreateTargetGroup', 'RegisterTargets', 'CreateListener', 'AuthorizeSecurityGroupIngress',
    ]);
    expect([balancer(aws)?.state, targetStates(aws), ask(aws)]).toEqual(['provisioning', ['w-a initial', 'w-b initial', 'w-c initial'], 'NoHealthyNode']);
    aws.until(300);
    expect([balancer(aws)?.state, targetStates(aws), ask(aws)]).toEqual(['active', ['w-a healthy', 'w-b healthy', 'w-c healthy'], 'Served']);
    expect(aws.cloud.cost().rows.find(({ kind }) => kind === 'NetworkLoadBalancer')).toMatchObject({ pricePerHour: 0.0225, subject: { name: 'web' } });
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'v1', kind: 'Service', namespace: 'default', name: 'web' } }]);
    aws.until(310);
    expect([aws.cloud.view().loadBalancers, aws.get('services', 'default/web'), aws.calls('DeleteLoadBalancer').length, aws.calls('DeleteTargetGroup').length]).toEqual([[], undefined, 1, 1]);
  });

  it('finds out by three failed checks that a node is dead, and by the service controller that one is gone', () => {
    const aws = start();
    aws.put(service());
    aws.until(300);
    aws.world.inject({ kind: 'PowerOff', machine: 'w-b' });
    expect(targetStates(aws.until(350))).toContain('w-b healthy');
    expect(targetStates(aws.until(420))).toContain('w-b unhealthy');
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w-b' } }]);
    aws.until(440);
    expect([targetStates(aws), aws.calls('DeregisterTargets').length]).toEqual([['w-a healthy', 'w-c healthy', 'w-b draining'], 1]);
    expect(targetStates(aws.until(800))).toEqual(['w-a healthy', 'w-c healthy']);
  });

  it('with externalTrafficPolicy Local is sent only to nodes with endpoints', () => {
    const aws = start();
    aws.put(service({ externalTrafficPolicy: 'Local' }));
    aws.until(400);
    expect(targetStates(aws).filter((state) => state.endsWith(' healthy')).length).toBe(2);
    expect(balancer(aws)?.targetGroups[0]?.healthCheck).toMatchObject({ protocol: 'HTTP', healthy: 3 });
  });

  it('that is internal has no way in from the Internet, and no public addresses', () => {
    const aws = start();
    aws.put(service({}, { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' }));
    expect([ask(aws.until(400)), aws.cloud.cost().rows.some(({ subject }) => subject?.name === 'web'), balancer(aws)?.scheme]).toEqual(['NoRoute', true, 'internal']);
    expect(aws.cloud.cost().rows.filter(({ kind, subject }) => kind === 'PublicAddress' && subject?.name === 'web')).toEqual([]);
  });
});

describe('each zone of a Network Load Balancer', () => {
  const hostOf = (aws: AwsWorld): string => balancer(aws)?.dnsName ?? '';
  const targetsByZone = (aws: AwsWorld): Record<string, readonly string[]> => Object.fromEntries((balancer(aws)?.addresses ?? []).map(({ zone, ip }) => (
    [zone.at(-1), aws.world.components.network.loadBalancerAt(ip)?.healthy ?? []]
  )));
  const zonesNamed = (aws: AwsWorld): string[] => aws.world.components.network.balancerAddresses(hostOf(aws)).map((ip) => balancer(aws)?.addresses.find((one) => one.ip === ip)?.zone.at(-1) ?? '');

  it('has an address that sends to its own targets, and is named while it has healthy ones', () => {
    const aws = start();
    aws.put(service());
    expect([targetsByZone(aws.until(400)), zonesNamed(aws)]).toEqual([{ a: ['w-a'], b: ['w-b'], c: ['w-c'] }, ['a', 'b', 'c']]);
    aws.world.inject({ kind: 'PowerOff', machine: 'w-b' });
    expect([zonesNamed(aws.until(410)), zonesNamed(aws.until(520))]).toEqual([['a', 'b', 'c'], ['a', 'c']]);
  });

  it('sends to all targets with cross-zone load balancing', () => {
    const aws = start();
    aws.put(service({}, { 'service.beta.kubernetes.io/aws-load-balancer-cross-zone-load-balancing-enabled': 'true' }));
    expect(targetsByZone(aws.until(400))).toEqual({ a: ['w-a', 'w-b', 'w-c'], b: ['w-a', 'w-b', 'w-c'], c: ['w-a', 'w-b', 'w-c'] });
  });
});

describe('the service controller', () => {
  it('says what AWS says, and asks again later and later', () => {
    const aws = start();
    aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'CreateLoadBalancer', count: 2 });
    aws.put(service());
    aws.until(200);
    expect(aws.calls('CreateLoadBalancer').map(({ atMs, error }) => [Math.round(atMs / 1000), error?.code])).toEqual([[120, 'Throttling'], [125, 'Throttling'], [135, undefined]]);
    expect(eventsOf(aws).join('\n')).toMatch(/SyncLoadBalancerFailed: Error syncing load balancer: failed to ensure load balancer: operation error Elastic Load Balancing v2: CreateLoadBalancer, .*api error Throttling: Rate exceeded/);
    expect(ingressOf(aws)).toHaveLength(1);
  });

  it('is stopped by the quota', () => {
    const aws = start({ quotas: { networkLoadBalancers: 0 } });
    aws.put(service());
    expect([eventsOf(aws.until(130)).join('\n'), ingressOf(aws)]).toEqual([expect.stringContaining('TooManyLoadBalancers'), undefined]);
  });

  it('leaves Services pending while it does not run', () => {
    const aws = start({}, [{ name: 'cp', roles: ['control-plane'], bootSeconds: 5 }]);
    aws.world.inject({ kind: 'StopComponent', machine: 'cp', component: 'cloud-controller-manager' });
    aws.until(130);
    aws.put(service());
    expect([ask(aws.until(400)), aws.calls('CreateLoadBalancer').length]).toEqual(['LoadBalancerPending', 0]);
    aws.world.inject({ kind: 'StartComponent', machine: 'cp', component: 'cloud-controller-manager' });
    expect(ask(aws.until(800))).toBe('Served');
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
    for (const cut of [120, 121, 124, 130, 200, 271, 309]) expect([cut, run(cut)]).toEqual([cut, straight]);
  });
});

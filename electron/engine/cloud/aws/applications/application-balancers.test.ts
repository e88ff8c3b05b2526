import { describe, expect, it } from 'vitest';
import { loadBalancerController } from '../../../../../shared/cloud/aws/load-balancer-controller.ts';
import type { Event } from '../../../../../shared/kubernetes/types/core.ts';
import type { Ingress } from '../../../../../shared/kubernetes/types/networking.ts';
import type { CloudLoadBalancer } from '../../../../../shared/view/cloud.ts';
import { traceRequest } from '../../../network/path/trace-request.ts';
import { AwsWorld } from '../testing/aws-world.ts';

const machines = ['a', 'b', 'c'].map((zone) => ({ name: `w-${zone}`, roles: ['worker' as const], zone: `zone-${zone}`, bootSeconds: 5 }));
const alb = 'alb.ingress.kubernetes.io';

const deployment = (name: string, port: number): unknown => ({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'default' },
  spec: {
    replicas: 2, selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: `${name}:1`, ports: [{ containerPort: port }], readinessProbe: { tcpSocket: { port }, periodSeconds: 2 } }] } },
  },
});
const service = (name: string, targetPort: number, type = 'NodePort'): unknown => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'default' }, spec: { type, selector: { app: name }, ports: [{ port: 80, targetPort }] },
});
const path = (at: string, name: string, port: unknown = { number: 80 }): unknown => ({ path: at, pathType: 'Prefix', backend: { service: { name, port } } });
const ingress = (annotations: Record<string, string> = {}, paths: unknown[] = [path('/', 'web'), path('/api', 'api')], name = 'shop', rest: Record<string, unknown> = {}): unknown => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name, namespace: 'default', annotations: { [`${alb}/scheme`]: 'internet-facing', ...annotations } },
  spec: { ingressClassName: 'alb', rules: [{ host: 'shop.example.com', http: { paths } }], ...rest },
});
const workload = [deployment('web', 8080), service('web', 8080), deployment('api', 9000), service('api', 9000)];

/** At 120 s, when all nodes are ready. */
function start(provider: ConstructorParameters<typeof AwsWorld>[0] = {}, manifests: readonly unknown[] = [], spec: Record<string, unknown> = {}): AwsWorld {
  return new AwsWorld(provider, { machines, ...spec }, [...loadBalancerController('shop'), ...workload, ...manifests]).until(120);
}
const balancers = (aws: AwsWorld): CloudLoadBalancer[] => aws.cloud.view().loadBalancers;
const targets = (aws: AwsWorld): string[] => [...new Set(balancers(aws).flatMap((one) => one.targets.map(({ machine, address, state }) => `${address === undefined ? machine : 'pod'} ${state}`)))].sort();
const hostname = (aws: AwsWorld, name = 'shop'): string | undefined => aws.get<Ingress>('ingresses', `default/${name}`)?.status?.loadBalancer?.ingress?.[0]?.hostname;
const events = (aws: AwsWorld): string[] => aws.list<Event>('events').filter(({ involvedObject }) => involvedObject.kind === 'Ingress').map(({ type, reason, message }) => `${type ?? ''} ${reason ?? ''}: ${message ?? ''}`);
const trace = (aws: AwsWorld, at = '/', more: Record<string, unknown> = {}): ReturnType<typeof traceRequest> => (
  traceRequest(aws.world.components.network, { kind: 'Internet' }, { host: 'shop.example.com', path: at, ...more }, () => 0)
);
const outcome = (aws: AwsWorld, at = '/', more: Record<string, unknown> = {}): string => {
  const { outcome: end } = trace(aws, at, more);
  return end.kind === 'Failed' ? end.cause.kind : `Served by ${end.handlers.at(-1)?.pod.name.split('-')[0] ?? 'nobody here'}`;
};
const kinds = (aws: AwsWorld, at = '/'): string => trace(aws, at).hops.map(({ rule }) => rule.kind).join(' > ');

describe('an Ingress of class alb', () => {
  it('gets an Application Load Balancer with node ports as targets: made, named, provisioned, healthy', () => {
    const aws = start();
    aws.put(ingress());
    expect(outcome(aws.until(121))).toBe('NoSuchHost');
    aws.until(130);
    expect(hostname(aws)).toMatch(/^k8s-default-shop-[0-9a-f]{10}-\d{10}\.us-east-1\.elb\.amazonaws\.com$/);
    expect(events(aws)).toEqual(['Normal SuccessfullyReconciled: Successfully reconciled']);
    expect(aws.get<Ingress>('ingresses', 'default/shop')?.metadata.finalizers).toEqual(['ingress.k8s.aws/resources']);
    expect(aws.calls().filter(({ caller }) => caller === 'aws-load-balancer-controller').map(({ action }) => action)).toEqual([
      'CreateSecurityGroup', 'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupIngress', 'CreateTargetGroup', 'CreateTargetGroup', 'CreateLoadBalancer', 'CreateListener', 'CreateRule', 'CreateRule',
      'RegisterTargets', 'RegisterTargets',
    ]);
    expect([balancers(aws)[0]?.type, balancers(aws)[0]?.state, targets(aws), outcome(aws)]).toEqual(['application', 'provisioning', ['w-a initial', 'w-b initial', 'w-c initial'], 'BalancerProvisioning']);
    aws.until(310);
    expect([balancers(aws)[0]?.state, targets(aws)]).toEqual(['active', ['w-a healthy', 'w-b healthy', 'w-c healthy']]);
    expect([outcome(aws), outcome(aws, '/api/orders'), kinds(aws)]).toEqual(['Served by web', 'Served by api', 'Client > Dns > Ingress > Node > Proxy > Pod > Container']);
    const hop = trace(aws, '/api/orders').hops.find(({ rule }) => rule.kind === 'Ingress');
    expect(hop?.rule).toMatchObject({ match: { host: 'shop.example.com', path: '/api' }, service: { name: 'api' }, balancer: { listener: 80, priority: 1, targetType: 'instance', healthy: 3, targets: 3 } });
    expect(hop?.after?.sourceIp).toMatch(/^10\./);
    expect(aws.cloud.cost().rows.filter(({ subject }) => subject?.kind === 'Ingress').map(({ kind, pricePerHour }) => [kind, pricePerHour])).toEqual([['ApplicationLoadBalancer', 0.0225], ['PublicAddress', 0.015]]);
  });

  it('sends straight to pods with target-type ip, whose Service needs no node port, and follows them', () => {
    const aws = start();
    aws.put(service('web', 8080, 'ClusterIP'), ingress({ [`${alb}/target-type`]: 'ip' }));
    aws.until(320);
    expect([targets(aws), kinds(aws), outcome(aws)]).toEqual([['pod healthy'], 'Client > Dns > Ingress > Pod > Container', 'Served by web']);
    aws.world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' }, patch: { spec: { replicas: 1 } } }]);
    expect([targets(aws.until(330)), aws.calls('DeregisterTargets').length]).toEqual([['pod draining', 'pod healthy'], 1]);
    expect(targets(aws.until(700))).toEqual(['pod healthy']);
  });

  it('keeps its rules and targets while no controller runs, and does nothing new', () => {
    const aws = start();
    aws.put(ingress());
    aws.until(310);
    aws.world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'aws-load-balancer-controller' }, patch: { spec: { replicas: 0 } } }]);
    aws.until(340);
    const before = aws.calls().length;
    aws.put(ingress({}, [path('/', 'api')]), ingress({}, [path('/', 'api')], 'other'));
    expect([outcome(aws.until(400)), hostname(aws, 'other'), aws.calls().filter(({ caller }) => caller === 'aws-load-balancer-controller').length]).toEqual(['Served by web', undefined, 11]);
    expect(aws.calls().length - before).toBe(0);
    aws.world.apply([{ op: 'patch', ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'kube-system', name: 'aws-load-balancer-controller' }, patch: { spec: { replicas: 1 } } }]);
    aws.until(700);
    expect([outcome(aws), hostname(aws, 'other') !== undefined]).toEqual(['Served by api', true]);
  });

  it('does nothing while its machine reaches no API server', () => {
    const aws = start({}, [], { machines: [...machines, { name: 'cp', roles: ['control-plane'], bootSeconds: 5 }] });
    for (const machine of ['w-a', 'w-b', 'w-c']) aws.world.inject({ kind: 'CutLink', a: machine, b: 'cp' });
    aws.until(130).put(ingress());
    expect([hostname(aws.until(160)), events(aws)]).toEqual([undefined, []]);
    for (const machine of ['w-a', 'w-b', 'w-c']) aws.world.inject({ kind: 'ReconnectLink', a: machine, b: 'cp' });
    expect(hostname(aws.until(200))).toBeDefined();
  });

  it('is internal where nothing else is said: nobody outside reaches it', () => {
    const aws = start();
    aws.put({ ...(ingress() as Record<string, unknown>), metadata: { name: 'shop', namespace: 'default' } });
    aws.until(310);
    expect([balancers(aws)[0]?.scheme, outcome(aws), hostname(aws)?.startsWith('internal-')]).toEqual(['internal', 'NoRoute', true]);
    const pod = aws.list('pods').find(({ metadata }) => metadata.name.startsWith('api-'));
    const inside = traceRequest(aws.world.components.network, { kind: 'Pod', namespace: 'default', name: pod?.metadata.name ?? '' }, { host: 'shop.example.com', path: '/' }, () => 0);
    expect(inside.outcome).toMatchObject({ kind: 'Served', handlers: [{ port: 8080 }] });
  });

  it('shares one with the other Ingresses of its group, in their order', () => {
    const aws = start();
    aws.put(
      ingress({ [`${alb}/group.name`]: 'shop', [`${alb}/group.order`]: '2' }, [path('/', 'web')], 'second'),
      ingress({ [`${alb}/group.name`]: 'shop', [`${alb}/group.order`]: '1' }, [path('/', 'api')], 'first'),
    );
    aws.until(310);
    expect([balancers(aws).length, hostname(aws, 'first') === hostname(aws, 'second'), outcome(aws)]).toEqual([1, true, 'Served by api']);
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'default', name: 'first' } }]);
    expect([outcome(aws.until(330)), aws.get('ingresses', 'default/first'), balancers(aws).length]).toEqual(['Served by web', undefined, 1]);
  });

  it('goes with its Ingress, which waits for that', () => {
    const aws = start();
    aws.put(ingress());
    aws.until(310).world.apply([{ op: 'delete', ref: { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace: 'default', name: 'shop' } }]);
    aws.until(320);
    expect([balancers(aws), aws.get('ingresses', 'default/shop'), aws.cloud.view().securityGroups.length, aws.calls('DeleteTargetGroup').length]).toEqual([[], undefined, 1, 2]);
  });
});

describe('what its controller refuses', () => {
  it.each([
    ['a Service without node port', {}, [path('/', 'inner')], {}, 'Failed build model due to ingress: default/shop: TargetGroup port is empty. When using Instance targets, your service must be of type \'NodePort\' or \'LoadBalancer\''],
    ['a port that the Service has not', {}, [path('/', 'web', { number: 81 })], {}, 'Failed build model due to ingress: default/shop: unable to find port 81 on service default/web'],
    ['HTTPS without certificate', { [`${alb}/listen-ports`]: '[{"HTTPS":443}]' }, [path('/', 'web')], {}, 'Failed build model due to ingress: default/shop: no certificate found for host: shop.example.com'],
    ['a redirect to a port without listener', { [`${alb}/ssl-redirect`]: '443' }, [path('/', 'web')], {}, 'Failed build model due to listener does not exist for SSLRedirect port: 443'],
    ['one zone', {}, [path('/', 'web')], { zones: ['us-east-1a'] }, 'Failed build model due to couldn\'t auto-discover subnets: subnets count less than minimal required count: 1 < 2'],
  ])('%s', (_, annotations, paths, provider, message) => {
    const aws = start(provider, [service('inner', 80, 'ClusterIP')]);
    aws.put(ingress(annotations, paths));
    expect(events(aws.until(140))).toContain(`Warning FailedBuildModel: ${message}`);
    expect(hostname(aws)).toBeUndefined();
  });

  it('tells what AWS says, and tries again', () => {
    const aws = start();
    aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'CreateLoadBalancer', count: 2 });
    aws.put(ingress());
    aws.until(200);
    expect(events(aws)[0]).toMatch(/^Warning FailedDeployModel: Failed deploy model due to operation error Elastic Load Balancing v2: CreateLoadBalancer, .*Throttling: Rate exceeded$/);
    expect([hostname(aws) !== undefined, aws.calls('CreateLoadBalancer').length, aws.calls('CreateTargetGroup').length]).toEqual([true, 3, 2]);
  });
});

describe('a request', () => {
  const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/one';
  it.each([
    ['that no rule is for', {}, [path('/api', 'api')], '/', {}, 'NoIngressRule'],
    ['for a Service that does not exist', {}, [path('/', 'nope')], '/', {}, 'IngressBackendMissing'],
    ['to a port without listener', {}, [path('/', 'web')], '/', { port: 8080 }, 'NoListener'],
    ['to HTTPS', { [`${alb}/certificate-arn`]: certificate }, [path('/', 'web')], '/', { port: 443 }, 'Served by web'],
    ['that is redirected to HTTPS', { [`${alb}/certificate-arn`]: certificate, [`${alb}/listen-ports`]: '[{"HTTP":80},{"HTTPS":443}]', [`${alb}/ssl-redirect`]: '443' }, [path('/', 'web')], '/', {}, 'Served by web'],
    ['that an action answers', { [`${alb}/actions.stop`]: '{"type":"fixed-response","fixedResponseConfig":{"contentType":"text/plain","statusCode":"503"}}' }, [path('/', 'stop', { name: 'use-annotation' })], '/', {}, 'FixedResponse'],
    ['for a Service without pods', { [`${alb}/target-type`]: 'ip' }, [path('/', 'empty')], '/', {}, 'NoTargets'],
  ])('%s', (_, annotations, paths, at, more, expected) => {
    const aws = start({}, [service('empty', 80)]);
    aws.put(ingress(annotations, paths));
    expect(outcome(aws.until(320), at, more)).toBe(expected);
  });

  it('takes weighted groups as often as they weigh', () => {
    const action = JSON.stringify({ type: 'forward', forwardConfig: { targetGroups: [{ serviceName: 'web', servicePort: 80, weight: 3 }, { serviceName: 'api', servicePort: '80', weight: 1 }] } });
    const aws = start();
    aws.put(ingress({ [`${alb}/actions.both`]: action }, [path('/', 'both', { name: 'use-annotation' })]));
    aws.until(320);
    const share = [0.1, 0.74, 0.76, 0.9].map((draw) => traceRequest(aws.world.components.network, { kind: 'Internet' }, { host: 'shop.example.com' }, () => draw).outcome.handlers.at(-1)?.port);
    expect(share).toEqual([8080, 8080, 9000, 9000]);
  });
});

describe('health checks', () => {
  it('find a dead node after two, and try all when none is healthy', () => {
    const aws = start();
    aws.put(ingress());
    aws.until(310).world.inject({ kind: 'PowerOff', machine: 'w-b' });
    expect(targets(aws.until(318))).toContain('w-b healthy');
    expect(targets(aws.until(345))).toContain('w-b unhealthy');
    for (const machine of ['w-a', 'w-c']) aws.world.inject({ kind: 'PowerOff', machine });
    aws.until(400);
    expect(trace(aws).hops.find(({ rule }) => rule.kind === 'Ingress')?.rule).toMatchObject({ balancer: { healthy: 0, targets: 3 } });
    expect(outcome(aws)).toBe('MachineDown');
  });

  it('see a container that listens elsewhere, though its pod is ready, and one that a policy keeps to itself', () => {
    const wrong = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wrong', namespace: 'default' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8081 }] } };
    const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'shut', namespace: 'default' }, spec: { podSelector: { matchLabels: { app: 'api' } } } };
    const aws = start({}, [wrong, policy]);
    aws.put(ingress({ [`${alb}/target-type`]: 'ip' }, [path('/', 'wrong'), path('/api', 'api')]));
    expect([targets(aws.until(400)), outcome(aws), outcome(aws, '/api')]).toEqual([['pod initial'], 'NotListening', 'DeniedByPolicy']);
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'default', name: 'shut' } }]);
    expect([targets(aws.until(420)), outcome(aws, '/api')]).toEqual([['pod healthy', 'pod initial'], 'Served by api']);
  });
});

it('traffic follows the load balancer', () => {
  const aws = start();
  aws.put(ingress(), { apiVersion: 'clusterwright.dev/v1', kind: 'TrafficSource', metadata: { name: 'people' }, spec: { target: { host: 'shop.example.com', path: '/api' }, rate: { rps: 10 } } });
  const served = (): number => Math.round((aws.world.components.traffic.ofSource('people')?.servedRps ?? 0) * 10);
  expect([served(), (aws.until(200), served()), (aws.until(320), served())]).toEqual([0, 0, 100]);
  expect(aws.world.components.traffic.ofService('default/api')?.rps).toBeCloseTo(10);
  aws.world.inject({ kind: 'PowerOff', machine: 'w-a' });
  aws.until(325);
  expect(served()).toBeLessThan(90);
});

it('goes on after a snapshot as without one', () => {
  const run = (cut: number | undefined): string => {
    const aws = start();
    aws.put(ingress({ [`${alb}/target-type`]: 'ip' }));
    if (cut !== undefined) aws.until(cut).reload();
    aws.until(310).world.inject({ kind: 'PowerOff', machine: 'w-a' });
    return aws.until(800).world.stateHash();
  };
  const straight = run(undefined);
  for (const cut of [120, 121, 124, 200, 272, 309]) expect([cut, run(cut)]).toEqual([cut, straight]);
});

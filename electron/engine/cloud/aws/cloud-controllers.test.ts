import { describe, expect, it } from 'vitest';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { RequestTrace } from '../../../../shared/network/trace.ts';
import { traceRequest } from '../../network/path/trace-request.ts';
import { AwsWorld } from './testing/aws-world.ts';

const worker = { name: 'w', roles: ['worker' as const], zone: 'zone-b', bootSeconds: 5 };
const controlPlane = { name: 'cp', roles: ['control-plane' as const], bootSeconds: 5 };
const pod = (name: string, spec: Record<string, unknown> = {}): unknown => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, spec: { containers: [{ name: 'c', image: 'busybox', command: ['sleep', 'infinity'] }], ...spec },
});
const taints = (aws: AwsWorld, name = 'w'): string[] => (aws.get<Node>('nodes', name)?.spec.taints ?? []).map(({ key }) => key.split('/')[1] ?? '');
const events = (aws: AwsWorld, name: string): string[] => aws.list<Event>('events').filter(({ involvedObject }) => involvedObject.name === name).map(({ reason, message }) => `${reason ?? ''}: ${message ?? ''}`);
const phaseOf = (aws: AwsWorld, name: string): string | undefined => aws.get<Pod>('pods', `default/${name}`)?.status?.phase;

describe('the node controller of the cloud', () => {
  it('tells of a new node what the cloud knows, and lets pods come', () => {
    const aws = new AwsWorld({}, { machines: [worker] }, [pod('p')]).until(120);
    const [instance] = aws.cloud.view().instances;
    expect(aws.get<Node>('nodes', 'w')).toMatchObject({
      metadata: { labels: { 'topology.kubernetes.io/zone': 'us-east-1b', 'topology.kubernetes.io/region': 'us-east-1', 'node.kubernetes.io/instance-type': 'm5.large' } },
      spec: { providerID: `aws:///us-east-1b/${instance?.id ?? ''}` },
      status: {
        capacity: { pods: '29' },
        addresses: [{ type: 'InternalIP', address: '10.0.128.4' }, { type: 'InternalDNS', address: 'ip-10-0-128-4.ec2.internal' }, { type: 'Hostname' }],
      },
    });
    expect([taints(aws), phaseOf(aws, 'p')]).toEqual([[], 'Running']);
    expect(events(aws, 'w')).toContain('Synced: Node synced successfully');
    expect(aws.calls('DescribeInstances').map(({ caller, subject }) => `${caller} ${subject?.name ?? ''}`)).toContain('cloud-controller-manager w');
  });

  it('leaves new nodes as they came while it is stopped, and those that it knows alone', () => {
    const aws = new AwsWorld({}, { machines: [controlPlane, worker] }).until(120);
    expect(taints(aws)).toEqual([]);
    aws.world.inject({ kind: 'StopComponent', machine: 'cp', component: 'cloud-controller-manager' });
    aws.until(125);
    aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'late' }, spec: { roles: ['worker'], bootSeconds: 5 } });
    aws.put(pod('p', { nodeSelector: { 'kubernetes.io/hostname': 'late' } }));
    aws.until(300);
    expect([taints(aws, 'late'), taints(aws), phaseOf(aws, 'p')]).toEqual([['uninitialized'], [], 'Pending']);
    expect(events(aws, 'p').join('\n')).toMatch(/1 node\(s\) had untolerated taint\(s\)|untolerated taint \{node\.cloudprovider\.kubernetes\.io\/uninitialized: true\}/);
    aws.world.inject({ kind: 'StartComponent', machine: 'cp', component: 'cloud-controller-manager' });
    aws.until(400);
    expect([taints(aws, 'late'), phaseOf(aws, 'p')]).toEqual([[], 'Running']);
  });

  it('asks again when the cloud does not answer', () => {
    const aws = new AwsWorld({}, { machines: [worker] });
    aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'DescribeInstances', count: 3 });
    aws.until(120);
    expect(aws.calls('DescribeInstances').slice(0, 4).map(({ error }) => error?.code)).toEqual([...Array<string>(3).fill('RequestLimitExceeded'), undefined]);
    expect(taints(aws)).toEqual([]);
  });
});

describe('the node life cycle of the cloud', () => {
  it('takes the node of a terminated instance away once it is not ready', () => {
    const aws = new AwsWorld({}, { machines: [worker] }).until(120);
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w' } }]);
    expect(aws.until(130).get('nodes', 'w')).toBeDefined();
    expect(aws.until(190).get('nodes', 'w')).toBeUndefined();
    expect(events(aws, 'w')).toContain('DeletingNode: Deleting node w because it does not exist in the cloud provider');
  });

  it('takes it away too when its instance could be terminated only later', () => {
    const aws = new AwsWorld({}, { machines: [worker] }).until(120);
    aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'TerminateInstances' });
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w' } }]);
    expect(aws.until(400).get('nodes', 'w')).toBeDefined();
    aws.world.inject({ kind: 'MendCloudCalls' });
    expect(aws.until(450).get('nodes', 'w')).toBeUndefined();
  });

  it('takes away a node too whose instance went before anybody had asked for it, and is not asked about it all the time meanwhile', () => {
    const aws = new AwsWorld({}, { machines: [controlPlane, worker] }).until(10);
    aws.world.inject({ kind: 'FailCloudCalls', error: 'InternalError', action: 'DescribeInstances' });
    aws.until(100).world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w' } }]);
    expect(aws.until(101).get<Node>('nodes', 'w')?.spec.providerID).toBeUndefined();
    aws.world.inject({ kind: 'MendCloudCalls' });
    const before = aws.calls('DescribeInstances').length;
    expect(aws.until(250).get('nodes', 'w')).toBeUndefined();
    expect(aws.calls('DescribeInstances').length - before).toBeLessThan(20);
  });

  it('marks the node of a stopped instance, until it is ready again', () => {
    const aws = new AwsWorld({}, { machines: [worker] }).until(120);
    aws.world.inject({ kind: 'PowerOff', machine: 'w' });
    expect(taints(aws.until(190))).toContain('shutdown');
    aws.world.inject({ kind: 'PowerOn', machine: 'w' });
    expect(taints(aws.until(260))).toEqual([]);
  });

  it('takes the mark off too when the node was ready again before it started', () => {
    const aws = new AwsWorld({}, { machines: [controlPlane, worker] }).until(120);
    aws.world.inject({ kind: 'PowerOff', machine: 'w' });
    expect(taints(aws.until(190))).toContain('shutdown');
    aws.world.inject({ kind: 'StopComponent', machine: 'cp', component: 'cloud-controller-manager' });
    aws.until(220).world.inject({ kind: 'PowerOn', machine: 'w' });
    expect(taints(aws.until(300))).toEqual(['shutdown']);
    aws.world.inject({ kind: 'StartComponent', machine: 'cp', component: 'cloud-controller-manager' });
    expect(taints(aws.until(360))).toEqual([]);
  });
});

describe('the route controller', () => {
  it('makes a route to each node\'s pods, and takes it away with the node', () => {
    const aws = new AwsWorld({ podNetwork: 'routes' }, { machines: [worker] }).until(120);
    const node = aws.get<Node>('nodes', 'w');
    expect(aws.calls('CreateRoute')).toMatchObject([{ caller: 'cloud-controller-manager', request: { DestinationCidrBlock: node?.spec.podCIDR } }]);
    expect(node?.status?.conditions?.find(({ type }) => type === 'NetworkUnavailable')).toMatchObject({ status: 'False', reason: 'RouteCreated' });
    expect(node?.status?.capacity?.['pods']).toBe('110');
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w' } }]);
    expect(aws.until(200).calls('DeleteRoute').length).toBe(1);
  });

  it('says that a node has no network when the table is full', () => {
    const aws = new AwsWorld({ podNetwork: 'routes', quotas: { routesPerRouteTable: 3 } }, { machines: [worker, { ...worker, name: 'x' }] }).until(120);
    const unavailable = ['w', 'x'].filter((name) => taints(aws, name).includes('network-unavailable'));
    expect([unavailable.length, aws.calls('CreateRoute').filter(({ error }) => error?.code === 'RouteLimitExceeded').length > 1]).toEqual([1, true]);
    expect(events(aws, unavailable[0] ?? '').join('\n')).toMatch(/FailedToCreateRoute: Could not create route .*RouteLimitExceeded/);
  });
});

describe('the way to the Internet', () => {
  it('is through the NAT gateway, whose address the other side sees, hop by hop', () => {
    const aws = new AwsWorld({ zones: ['us-east-1a', 'us-east-1b'] }, { machines: [{ ...worker, name: 'b', zone: 'us-east-1b' }, { ...worker, name: 'a', zone: 'us-east-1a' }] }, [pod('in-b', { nodeSelector: { 'kubernetes.io/hostname': 'b' } })]).until(120);
    const follow = (): RequestTrace => traceRequest(aws.world.components.network, { kind: 'Pod', namespace: 'default', name: 'in-b' }, { host: 'example.com', port: 443 }, () => 0);
    const nat = aws.cloud.view().zones[0]?.natGateway;
    expect(follow().hops.slice(-2)).toMatchObject([
      { rule: { kind: 'Egress', machine: 'b' }, after: { sourceIp: '10.0.192.4' } },
      { rule: { kind: 'NatGateway', id: nat?.id, zone: 'us-east-1a', address: nat?.address }, after: { sourceIp: nat?.address }, subject: { kind: 'NatGateway', name: nat?.id } },
    ]);
    aws.world.inject({ kind: 'CutZone', zone: 'us-east-1a' });
    const cut = follow();
    expect([cut.hops.at(-1), cut.outcome]).toMatchObject([{ rule: { kind: 'NatGateway' }, verdict: 'Failed' }, { kind: 'Failed', cause: { kind: 'EgressOff', machine: 'b', gateway: { id: nat?.id, zone: 'us-east-1a' } } }]);
  });

  it('is none without a gateway, for a reason other than a machine that is shut', () => {
    const aws = new AwsWorld({ natGateway: 'Disable' }, { machines: [{ ...worker, name: 'a' }] }, [pod('in-a', {})]).until(120);
    const follow = (): RequestTrace['outcome'] => traceRequest(aws.world.components.network, { kind: 'Pod', namespace: 'default', name: 'in-a' }, { host: 'example.com', port: 443 }, () => 0).outcome;
    expect(follow()).toMatchObject({ cause: { kind: 'EgressOff', gateway: 'None' } });
    aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'a' }, spec: { roles: ['worker'], egress: false } });
    expect(follow()).toMatchObject({ cause: { kind: 'EgressOff', machine: 'a' } });
    expect(follow()).not.toHaveProperty('cause.gateway');
  });

  const outcome = (aws: AwsWorld, name: string): string => {
    const { outcome: seen } = traceRequest(aws.world.components.network, { kind: 'Pod', namespace: 'default', name }, { host: 'example.com', port: 443 }, () => 0);
    return seen.kind === 'Failed' ? seen.cause.kind : seen.kind;
  };
  const inZones = [{ ...worker, name: 'a', zone: 'zone-a' }, { ...worker, name: 'b', zone: 'zone-b' }];
  const pods = [pod('in-a', { nodeSelector: { 'kubernetes.io/hostname': 'a' } }), pod('in-b', { nodeSelector: { 'kubernetes.io/hostname': 'b' } })];

  it.each([
    ['HighlyAvailable' as const, ['Served', 'Served'], 'Served'], ['Single' as const, ['Served', 'Served'], 'EgressOff'], ['Disable' as const, ['EgressOff', 'EgressOff'], 'EgressOff'],
  ])('%s: %j, and %s from the other zone when that of the first gateway is cut off', (natGateway, before, after) => {
    const aws = new AwsWorld({ natGateway }, { machines: inZones }, pods).until(120);
    expect(['in-a', 'in-b'].map((name) => outcome(aws, name))).toEqual(before);
    aws.world.inject({ kind: 'CutZone', zone: 'us-east-1a' });
    expect(outcome(aws.until(121), 'in-b')).toBe(after);
    aws.world.inject({ kind: 'ReconnectZone', zone: 'us-east-1a' });
    expect(outcome(aws.until(122), 'in-b')).toBe(before[1]);
  });
});

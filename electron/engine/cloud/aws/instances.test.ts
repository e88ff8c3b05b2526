import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Event } from '../../../../shared/kubernetes/types/core.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import { AwsWorld } from './testing/aws-world.ts';

const worker = (name: string, rest: Record<string, unknown> = {}): { name: string; roles: ['worker'] } & Record<string, unknown> => ({ name, roles: ['worker'], bootSeconds: 10, ...rest });
const states = (aws: AwsWorld): string[] => aws.cloud.view().instances.map(({ machine, state }) => `${machine} ${state}`);

describe('a machine', () => {
  it('is an instance of its zone\'s private subnet, from RunInstances to TerminateInstances', () => {
    const aws = new AwsWorld({}, { machines: [worker('w', { zone: 'zone-b' })] }).until(1);
    expect(aws.calls('RunInstances')).toMatchObject([{ caller: 'design', request: { InstanceType: 'm5.large' }, answer: { State: 'pending' }, subject: { name: 'w' } }]);
    expect(states(aws)).toEqual(['w pending']);
    const [instance] = aws.cloud.view().instances;
    expect(instance).toMatchObject({ id: expect.stringMatching(/^i-0[0-9a-f]{16}$/) as string, zone: 'us-east-1b', address: '10.0.128.4' });
    aws.until(60);
    expect(aws.get<Machine>('machines', 'w')).toMatchObject({
      spec: { zone: 'us-east-1b' }, status: { phase: 'Running', address: '10.0.128.4', instanceID: instance?.id, maxPods: 29 },
    });
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'w' } }]);
    aws.until(61);
    expect([states(aws), aws.calls('TerminateInstances')]).toMatchObject([['w shutting-down'], [{ answer: { PreviousState: 'running' } }]]);
    expect(states(aws.until(120))).toEqual(['w terminated']);
    expect(states(aws.until(2 * 3_600))).toEqual([]);
  });

  it('is stopped when its plug is pulled, and runs again', () => {
    const aws = new AwsWorld({}, { machines: [worker('w')] }).until(60);
    aws.world.inject({ kind: 'PowerOff', machine: 'w' });
    expect(states(aws.until(61))).toEqual(['w stopped']);
    aws.world.inject({ kind: 'PowerOn', machine: 'w' });
    expect(states(aws.until(62))).toEqual(['w running']);
  });

  it('gets its power back only when the quota has room for it, which is asked for again and again', () => {
    const aws = new AwsWorld({ quotas: { onDemandVcpus: 2 } }, { machines: [worker('w')] }).until(60);
    aws.world.inject({ kind: 'PowerOff', machine: 'w' });
    aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'x' }, spec: { roles: ['worker'], bootSeconds: 5 } });
    aws.until(120).world.inject({ kind: 'PowerOn', machine: 'w' });
    const w = (): Machine['status'] => aws.get<Machine>('machines', 'w')?.status;
    aws.until(180).reload().until(200);
    expect([w()?.phase, w()?.message, states(aws)]).toEqual(['Off', expect.stringMatching(/StartInstances, .*VcpuLimitExceeded/), ['w stopped', 'x running']]);
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'x' } }]);
    aws.until(300);
    expect([w()?.phase, w()?.message, aws.calls('StartInstances').length]).toEqual(['Running', undefined, 4]);
  });

  it('stands in no zone that the region does not have', () => {
    expect(() => new AwsWorld({}, { machines: [worker('w', { zone: 'eu-west-1a' })] })).toThrow(/Unsupported value: "eu-west-1a": supported values: "us-east-1a"/);
  });
});

test.each<{ name: string; provider: ConstructorParameters<typeof AwsWorld>[0]; message: RegExp }>([
  { name: 'the quota', provider: { quotas: { onDemandVcpus: 3 } }, message: /StatusCode: 400, .*api error VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 3 / },
  {
    name: 'the zone\'s capacity', provider: { capacity: [{ instanceType: 'm5.large', zone: 'us-east-1a', instances: 1 }] },
    message: /StatusCode: 500, .*api error InsufficientInstanceCapacity: .*requested \(us-east-1a\).*choosing us-east-1b, us-east-1c\./,
  },
])('$name stands against a second one, until the first is gone', ({ provider, message }) => {
  const aws = new AwsWorld(provider, { machines: [worker('a'), worker('b')] }).until(30);
  const b = (): Machine['status'] => aws.get<Machine>('machines', 'b')?.status;
  expect([b()?.phase, b()?.message]).toEqual(['Provisioning', expect.stringMatching(message)]);
  aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'a' } }]);
  aws.until(120);
  expect([b()?.phase, b()?.message]).toEqual(['Running', undefined]);
});

test('a refusal while no API server answers stands in the machine alone: nobody could write an Event', () => {
  const aws = new AwsWorld({}, { machines: [{ name: 'cp', roles: ['control-plane'] }] }).until(120);
  aws.world.inject({ kind: 'StopComponent', machine: 'cp', component: 'etcd' });
  aws.world.inject({ kind: 'FailCloudCalls', error: 'InternalError', action: 'RunInstances' });
  aws.until(130).put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'w' }, spec: { roles: ['worker'] } });
  const about = (): number => aws.list<Event>('events').filter(({ involvedObject }) => involvedObject.name === 'w').length;
  aws.until(140);
  expect([aws.get<Machine>('machines', 'w')?.status?.message, about()]).toEqual([expect.stringContaining('InternalError') as string, 0]);
});

test('a zone that has nothing of a type answers that, and no quota or capacity is asked about', () => {
  const aws = new AwsWorld({ zones: ['us-east-1a', 'us-east-1e'], quotas: { onDemandVcpus: 2 } }, { machines: [worker('w', { zone: 'us-east-1e' })] }).until(30);
  expect(aws.calls('RunInstances')[0]?.error?.code).toBe('Unsupported');
  expect(aws.get<Machine>('machines', 'w')?.status?.message).toMatch(/StatusCode: 400, .*api error Unsupported: Your requested instance type \(m5\.large\) is not supported .*\(us-east-1e\)\. .*choosing us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f\.$/);
});

test('calls that are made to fail fail with the code of AWS, for as long as they are to', () => {
  const aws = new AwsWorld({}, { machines: [] }).until(1);
  aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'RunInstances', count: 2 });
  aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'w' }, spec: { roles: ['worker'], bootSeconds: 5 } });
  aws.until(200);
  expect(aws.calls('RunInstances').map(({ error }) => error?.code)).toEqual(['RequestLimitExceeded', 'RequestLimitExceeded', undefined]);
  expect(aws.get<Machine>('machines', 'w')?.status?.phase).toBe('Running');
  expect(aws.world.inject({ kind: 'MendCloudCalls' }).ok).toBe(true);
});

test('the network is that of eksctl: a public and a private subnet in each zone, and NAT gateways', () => {
  const { zones, routeTables, internetGateway, vpc } = new AwsWorld({ natGateway: 'HighlyAvailable' }).until(1).cloud.view();
  expect(vpc.cidr).toBe('10.0.0.0/16');
  expect(zones.map(({ name, subnets }) => [name, ...subnets.map(({ cidr, kind }) => `${kind} ${cidr}`)])).toEqual([
    ['us-east-1a', 'Public 10.0.0.0/19', 'Private 10.0.96.0/19'], ['us-east-1b', 'Public 10.0.32.0/19', 'Private 10.0.128.0/19'],
    ['us-east-1c', 'Public 10.0.64.0/19', 'Private 10.0.160.0/19'],
  ]);
  const targets = (kind: string): (string | undefined)[] => routeTables.filter((one) => one.kind === kind).map(({ routes }) => routes.find(({ destination }) => destination === '0.0.0.0/0')?.target);
  expect(targets('Public')).toEqual([internetGateway.id]);
  expect(targets('Private')).toEqual(zones.map(({ natGateway }) => natGateway?.id));
});

test('never more vCPUs than the quota, whatever comes, goes, stops and starts', () => {
  const act = fc.record({ what: fc.constantFrom('put', 'delete', 'off', 'on', 'restart', 'resize', 'fail'), which: fc.integer({ min: 0, max: 4 }), seconds: fc.integer({ min: 0, max: 120 }) });
  fc.assert(fc.property(fc.array(act, { minLength: 1, maxLength: 14 }), fc.integer({ min: 3, max: 9 }), (acts, quota) => {
    const group = { name: 'pool', minSize: 0, maxSize: 4, desiredSize: 1, type: 'c5.large', zones: ['us-east-1a', 'us-east-1b'], bootSeconds: 5 };
    const aws = new AwsWorld({ quotas: { onDemandVcpus: quota } }, { machines: [worker('w-0'), worker('w-1', { type: 'm5.xlarge' })], nodeGroups: [group] });
    const check = (): void => {
      const used = aws.cloud.view().instances.filter(({ state }) => state === 'pending' || state === 'running').reduce((sum, { type }) => sum + (type === 'm5.xlarge' ? 4 : 2), 0);
      expect(used).toBeLessThanOrEqual(quota);
    };
    aws.cloud.onCall(check);
    let now = 30;
    aws.until(now);
    for (const { what, which, seconds } of acts) {
      const name = `w-${which}`;
      const { world } = aws;
      if (what === 'put') aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name }, spec: { roles: ['worker'], bootSeconds: 5 } });
      else if (what === 'delete') world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name } }]);
      else if (what === 'resize') world.apply([{ op: 'patch', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name: 'pool' }, patch: { spec: { desiredSize: which } } }]);
      else if (what === 'fail') world.inject({ kind: 'FailCloudCalls', error: 'InternalError', count: 1 + which });
      else world.inject({ kind: what === 'off' ? 'PowerOff' : what === 'on' ? 'PowerOn' : 'RestartMachine', machine: name });
      aws.until(now += seconds);
      check();
    }
    aws.until(now + 300);
    check();
  }), { numRuns: 25 });
});

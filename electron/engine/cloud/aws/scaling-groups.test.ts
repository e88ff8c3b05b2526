import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { AwsSpec } from '../../../../shared/cloud/provider-spec.ts';
import { AwsWorld } from './testing/aws-world.ts';

const zones = ['us-east-1a', 'us-east-1b'];

function withGroup(provider: Partial<AwsSpec>, group: Partial<NodeGroup['spec']> = {}): AwsWorld {
  return new AwsWorld(provider, { nodeGroups: [{ name: 'g', minSize: 0, maxSize: 9, zones, bootSeconds: 5, ...group }] });
}

const zonesUsed = (aws: AwsWorld): (string | undefined)[] => aws.list<Machine>('machines').map(({ spec }) => spec.zone);
const resize = (aws: AwsWorld, desiredSize: number): unknown => aws.world.apply([{ op: 'patch', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name: 'g' }, patch: { spec: { desiredSize } } }]);

describe('an Auto Scaling group', () => {
  it('launches its machines over its zones, in Auto Scaling\'s name, and tells of each', () => {
    const aws = withGroup({}, { desiredSize: 3 }).until(1);
    expect(zonesUsed(aws)).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1a']);
    expect(aws.calls('RunInstances').map(({ caller }) => caller)).toEqual(Array(3).fill('autoscaling.amazonaws.com'));
    expect(aws.calls('CreateAutoScalingGroup')).toMatchObject([{ request: { MinSize: 0, MaxSize: 9, DesiredCapacity: 3 } }]);
    expect(aws.cloud.view().asgs).toMatchObject([{ name: 'g', desired: 3, machines: { length: 3 }, activities: Array(3).fill({ status: 'Successful' }) }]);
    resize(aws, 1);
    expect([zonesUsed(aws.until(3)).length, aws.calls('SetDesiredCapacity').length, aws.calls('TerminateInstances').length]).toEqual([1, 1, 2]);
  });

  it('passes a zone without capacity over for the next, and says so', () => {
    const aws = withGroup({ capacity: [{ instanceType: 'm5.large', zone: 'us-east-1a', instances: 1 }] }, { desiredSize: 4 }).until(1);
    expect(zonesUsed(aws)).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1b', 'us-east-1b']);
    expect(aws.calls('RunInstances').map(({ error }) => error?.code ?? '')).toEqual(['', '', 'InsufficientInstanceCapacity', '', 'InsufficientInstanceCapacity', '']);
    expect(aws.get<NodeGroup>('nodegroups', 'g')?.status).toEqual({ observedGeneration: 1, size: 4, ready: 0 });
  });

  it('says why nothing more comes, tries again less and less often, and goes on when there is room', () => {
    const aws = withGroup({ quotas: { onDemandVcpus: 4 } }, { minSize: 3 }).until(1);
    const group = (): NodeGroup | undefined => aws.get<NodeGroup>('nodegroups', 'g');
    expect(group()?.status).toMatchObject({ size: 2, message: expect.stringMatching(/^Could not launch On-Demand Instances\. VcpuLimitExceeded - /) as string });
    const failed = (): number[] => aws.calls('RunInstances').filter(({ error }) => error).map(({ atMs }) => Math.round(atMs / 1000));
    expect(failed()).toEqual([0]);
    aws.until(500);
    expect(failed()).toEqual([0, 60, 180, 420]);
    const [first] = aws.list<Machine>('machines');
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: first?.metadata.name ?? '' } }]);
    resize(aws, 4);
    aws.until(520);
    expect(aws.cloud.view().quotas.find(({ name }) => name === 'onDemandVcpus')).toMatchObject({ used: 4, limit: 4 });
  });

  it('goes with its node group', () => {
    const aws = withGroup({}, { desiredSize: 2 }).until(60);
    aws.world.apply([{ op: 'delete', ref: { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name: 'g' } }]);
    aws.until(70);
    expect([aws.cloud.view().asgs, aws.calls('DeleteAutoScalingGroup').length, aws.cloud.view().instances.map(({ state }) => state)]).toEqual([[], 1, ['shutting-down', 'shutting-down']]);
  });
});

describe('the cluster autoscaler', () => {
  const pods = (count: number): unknown[] => Array.from({ length: count }, (_, index) => ({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}`, namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'busybox', command: ['sleep', 'infinity'], resources: { requests: { cpu: '1500m' } } }] },
  }));

  it('asks for capacity itself, gives up what cannot be had, and leaves the pod with the reason', () => {
    const aws = new AwsWorld(
      { quotas: { onDemandVcpus: 2 } },
      { nodeGroups: [{ name: 'g', minSize: 0, maxSize: 9, zones, bootSeconds: 5 }] }, pods(2),
    ).until(120);
    expect(aws.calls('SetDesiredCapacity').map(({ caller, request }) => `${caller} ${String(request['DesiredCapacity'])}`)).toEqual(['cluster-autoscaler 2', 'cluster-autoscaler 1']);
    expect(aws.get<NodeGroup>('nodegroups', 'g')).toMatchObject({ spec: { desiredSize: 1 }, status: { size: 1, message: expect.stringContaining('VcpuLimitExceeded') as string } });
    const events = aws.list('events').map((event) => (event as unknown as { reason: string; message: string })).map(({ reason, message }) => `${reason}: ${message}`);
    expect(events.join('\n')).toMatch(/NotTriggerScaleUp: pod didn't trigger scale-up: 1 in backoff after failed scale-up/);
    expect(events.join('\n')).toMatch(/FailedScalingActivity: Could not launch On-Demand Instances\. VcpuLimitExceeded/);
  });

  it('backs off from a cloud that refuses to be asked, and asks again', () => {
    const aws = new AwsWorld({}, { nodeGroups: [{ name: 'g', minSize: 0, maxSize: 9, zones, bootSeconds: 5 }] }, pods(1));
    aws.world.inject({ kind: 'FailCloudCalls', error: 'RequestLimitExceeded', action: 'SetDesiredCapacity', count: 1 });
    aws.until(500);
    expect(aws.calls('SetDesiredCapacity').map(({ error }) => error?.code)).toEqual(['Throttling', undefined]);
    expect(aws.list<Machine>('machines')).toHaveLength(1);
  });

  it('goes on after a snapshot as without one', () => {
    const run = (cut: number | undefined): string => {
      const aws = new AwsWorld({ quotas: { onDemandVcpus: 4 } }, { nodeGroups: [{ name: 'g', minSize: 0, maxSize: 9, zones, bootSeconds: 5 }] }, pods(3));
      if (cut !== undefined) aws.until(cut).reload();
      return aws.until(600).world.stateHash();
    };
    const straight = run(undefined);
    for (const cut of [1, 15, 61, 200]) expect([cut, run(cut)]).toEqual([cut, straight]);
  });
});

import { expect, it } from 'vitest';
import type { CloudView } from '../../../shared/view/cloud.ts';
import type { ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { withCloudChange, withCostChange } from '../../../shared/view/cloud-change.ts';
import type { CostView } from '../../../shared/view/cost.ts';
import { AwsWorld } from '../../engine/cloud/aws/testing/aws-world.ts';
import { CloudFeed } from './cloud-rows.ts';

it('sends the cloud as a whole at first, then what of it has changed', () => {
  const aws = new AwsWorld({}, { machines: [{ name: 'w', roles: ['worker'], bootSeconds: 5 }] }).until(60);
  const feed = new CloudFeed(aws.cloud);
  const { cloud, cost } = feed.list();
  expect([cloud?.instances.map(({ machine, state }) => `${machine} ${state}`), cost?.rows[0]]).toMatchObject([['w running'], { kind: 'ControlPlane', pricePerHour: 0.1 }]);
  expect(feed.delta()).toBeUndefined();
  aws.until(100);
  expect(feed.delta()).toBeUndefined();
  aws.world.inject({ kind: 'PowerOff', machine: 'w' });
  aws.until(101);
  const delta = feed.delta();
  expect(delta?.cloud).toEqual({ instances: { changed: [{ ...cloud?.instances[0], state: 'stopped' }] }, quotas: expect.anything() as unknown });
  expect(delta?.cost?.rows?.changed).toMatchObject([{ kind: 'Instance', pricePerHour: 0 }]);
  expect(feed.delta()).toBeUndefined();
});

it('leads to the same as a whole view, whatever happens', () => {
  const aws = new AwsWorld({}, { machines: ['a', 'b', 'c'].map((letter) => ({ name: letter, roles: ['worker'], zone: `zone-${letter}`, bootSeconds: 5 })) });
  const feed = new CloudFeed(aws.cloud);
  let { cloud, cost } = feed.list();
  const machineOf = (name: string): ObjectRef => ({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name });
  const deeds: (() => unknown)[] = [
    () => aws.world.inject({ kind: 'PowerOff', machine: 'a' }), () => aws.world.apply([{ op: 'delete', ref: machineOf('b') }]), () => aws.world.inject({ kind: 'CutZone', zone: 'us-east-1c' }),
    () => aws.put({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', metadata: { name: 'd' }, spec: { roles: ['worker'], bootSeconds: 5 } }), () => aws.world.inject({ kind: 'PowerOn', machine: 'a' }),
    () => aws.world.inject({ kind: 'FailCloudCalls', error: 'InternalError' }), () => aws.world.inject({ kind: 'ReconnectZone', zone: 'us-east-1c' }),
  ];
  for (let second = 10; second < 1_500; second += 10) {
    if (second % 100 === 0) deeds[second / 100 - 1]?.();
    aws.until(second);
    const delta = feed.delta();
    if (cloud && delta?.cloud) cloud = withCloudChange(cloud, structuredClone(delta.cloud));
    if (cost && delta?.cost) cost = withCostChange(cost, structuredClone(delta.cost));
    expect(cloud).toEqual(aws.cloud.view());
    if (cost && delta?.cost) expect(rounded(cost)).toEqual(rounded(aws.cloud.cost()));
  }
});

/** Sums are added up in another order. */
function rounded({ rows, soFar, ...rest }: CostView): unknown {
  return { ...rest, soFar: soFar.toFixed(9), rows: rows.map((row) => ({ ...row, soFar: row.soFar.toFixed(9) })).sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

it('says of each zone how its machines reach the Internet, and sends that when a zone is cut off', () => {
  const aws = new AwsWorld({ zones: ['us-east-1a', 'us-east-1b'] }, { machines: [{ name: 'w', roles: ['worker'], zone: 'us-east-1a', bootSeconds: 5 }] }).until(60);
  const feed = new CloudFeed(aws.cloud);
  const seen = (rows: { cloud?: Partial<Pick<CloudView, 'zones'>> } | undefined): unknown => rows?.cloud?.zones?.map(({ name, isCutOff, egress }) => [name, isCutOff, egress?.zone, egress?.works]);
  expect(seen(feed.list())).toEqual([['us-east-1a', undefined, 'us-east-1a', true], ['us-east-1b', undefined, 'us-east-1a', true]]);
  aws.world.inject({ kind: 'CutZone', zone: 'us-east-1a' });
  expect(seen(feed.delta())).toEqual([['us-east-1a', true, 'us-east-1a', true], ['us-east-1b', undefined, 'us-east-1a', false]]);
  aws.world.inject({ kind: 'ReconnectZone', zone: 'us-east-1a' });
  expect(seen(feed.delta())).toEqual([['us-east-1a', undefined, 'us-east-1a', true], ['us-east-1b', undefined, 'us-east-1a', true]]);
  const shut = new AwsWorld({ natGateway: 'Disable' });
  expect(seen({ cloud: shut.cloud.view() })).toEqual(['a', 'b', 'c'].map((letter) => [`us-east-1${letter}`, undefined, undefined, undefined]));
});

it('sends nothing where the provider has no API', () => {
  const feed = new CloudFeed(undefined);
  expect([feed.list(), feed.delta()]).toEqual([{}, undefined]);
});

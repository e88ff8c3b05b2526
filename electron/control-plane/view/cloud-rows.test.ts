import { expect, it } from 'vitest';
import { AwsWorld } from '../../engine/cloud/aws/testing/aws-world.ts';
import { CloudFeed } from './cloud-rows.ts';

it('sends the cloud as a whole at first, and again when something of it has changed', () => {
  const aws = new AwsWorld({}, { machines: [{ name: 'w', roles: ['worker'], bootSeconds: 5 }] }).until(60);
  const feed = new CloudFeed(aws.cloud);
  const { cloud, cost } = feed.list();
  expect([cloud?.instances.map(({ machine, state }) => `${machine} ${state}`), cost?.rows[0]]).toMatchObject([['w running'], { kind: 'ControlPlane', pricePerHour: 0.1 }]);
  expect(feed.delta()).toBeUndefined();
  aws.until(100);
  expect(feed.delta()).toBeUndefined();
  aws.world.inject({ kind: 'PowerOff', machine: 'w' });
  aws.until(101);
  expect(feed.delta()?.cloud?.instances[0]?.state).toBe('stopped');
  expect(feed.delta()).toBeUndefined();
});

it('says of each zone how its machines reach the Internet, and sends that when a zone is cut off', () => {
  const aws = new AwsWorld({ zones: ['us-east-1a', 'us-east-1b'] }, { machines: [{ name: 'w', roles: ['worker'], zone: 'us-east-1a', bootSeconds: 5 }] }).until(60);
  const feed = new CloudFeed(aws.cloud);
  const seen = (rows: ReturnType<CloudFeed['list']> | undefined): unknown => rows?.cloud?.zones.map(({ name, isCutOff, egress }) => [name, isCutOff, egress?.zone, egress?.works]);
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

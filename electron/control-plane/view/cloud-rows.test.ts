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

it('sends nothing where the provider has no API', () => {
  const feed = new CloudFeed(undefined);
  expect([feed.list(), feed.delta()]).toEqual([{}, undefined]);
});

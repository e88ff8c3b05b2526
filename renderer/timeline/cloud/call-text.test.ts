import { describe, expect, test } from 'vitest';
import type { CloudCall } from '../../../shared/view/cloud.ts';
import { answerText, errorsFor, failuresOf, filterCalls } from './call-text.ts';

const launch: CloudCall = {
  id: 1, atMs: 0, durationMs: 900, caller: 'autoscaling.amazonaws.com', service: 'ec2', action: 'RunInstances', request: { InstanceType: 'm5.large' },
  error: { code: 'InsufficientInstanceCapacity', message: 'none left' }, subject: { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name: 'burst-1' },
};
const balancer: CloudCall = {
  id: 2, atMs: 5, durationMs: 900, caller: 'cloud-controller-manager', service: 'elasticloadbalancing', action: 'CreateLoadBalancer', request: {},
  answer: { DNSName: 'a.elb', State: { Code: 'provisioning' } }, subject: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' },
};
const tag: CloudCall = { id: 3, atMs: 6, durationMs: 90, caller: 'design', service: 'ec2', action: 'CreateTags', request: {}, answer: {} };
const calls = [tag, balancer, launch];

test('an answer in one line', () => {
  expect(calls.map(answerText)).toEqual(['', 'DNSName=a.elb State={"Code":"provisioning"}', 'InsufficientInstanceCapacity: none left']);
});

describe('filter', () => {
  test.each([
    ['', false, [3, 2, 1]], ['', true, [1]], ['SERVICE/web', false, [2]], ['ec2 design', false, [3]], ['ec2:run', false, [1]], ['provisioning shop', false, [2]], ['web', true, []],
  ])('%j, errors only: %s', (text, errorsOnly, ids) => {
    expect(filterCalls(calls, { text, errorsOnly }).map(({ id }) => id)).toEqual(ids);
  });
});

test('only a launch can want for capacity or vCPUs', () => {
  expect(errorsFor(launch)).toEqual(expect.arrayContaining(['InsufficientInstanceCapacity', 'VcpuLimitExceeded']));
  expect(errorsFor(balancer)).not.toContain('InsufficientInstanceCapacity');
  expect(errorsFor(balancer)).toContain('RequestLimitExceeded');
});

test('failures strike one action, by its name or with its service, or all', () => {
  const failures = [{ error: 'a', action: 'RunInstances' }, { error: 'b', action: 'ec2:RunInstances' }, { error: 'c' }, { error: 'd', action: 'autoscaling:RunInstances' }];
  expect(failuresOf(launch, failures).map(({ error }) => error)).toEqual(['a', 'b', 'c']);
});

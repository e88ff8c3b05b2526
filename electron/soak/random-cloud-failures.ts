import { cloudErrorCodes } from '../../shared/faults.ts';
import type { Dice } from './dice.ts';
import { mendAfterMs } from './random-faults.ts';
import { passing } from './random-outages.ts';
import type { Site } from './random-machines.ts';
import type { FaultStep } from './story.ts';

const actions = [
  'RunInstances', 'TerminateInstances', 'StartInstances', 'CreateVolume', 'DeleteVolume', 'AttachVolume', 'DetachVolume', 'CreateLoadBalancer', 'DeleteLoadBalancer',
  'RegisterTargets', 'DeregisterTargets', 'CreateTargetGroup', 'SetDesiredCapacity', 'TerminateInstanceInAutoScalingGroup', 'DescribeInstances', 'CreateRoute', 'DeleteRoute',
];

/** Calls of AWS fail for a while: all, or those of one action, zone or type, or only the next few. */
export function randomCloudFailures(dice: Dice, when: () => number, { provider, zones }: Site): FaultStep[] {
  if (provider.name !== 'aws') return [];
  return Array.from({ length: dice.between(0, 4) }, () => {
    const error = dice.pick(cloudErrorCodes);
    const isOfInstances = error === 'InsufficientInstanceCapacity' || error === 'VcpuLimitExceeded';
    const action = isOfInstances ? 'RunInstances' : dice.pick([...actions, undefined, undefined]);
    return passing({
      kind: 'FailCloudCalls', error, ...(action === undefined ? {} : { action }), ...(isOfInstances && dice.percent(50) ? { zone: dice.pick(zones) } : {}),
      ...(isOfInstances && dice.percent(30) ? { instanceType: 'm5.large' } : {}), ...(dice.percent(30) ? { count: dice.between(1, 5) } : {}),
    }, when(), dice.pick(mendAfterMs));
  });
}

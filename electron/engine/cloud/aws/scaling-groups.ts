import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { CloudActivity, CloudValue } from '../../../../shared/view/cloud.ts';
import type { GroupLauncher, GroupScaling, Launched } from '../node-groups/launcher.ts';
import { designer, scalingService, type AwsAccount, type Answer, type CallOutcome } from './account.ts';
import { error } from './errors.ts';
import { runInstance } from './instances.ts';
import type { ScalingGroup } from './state.ts';
import { firstLaunchRetryMs, lastLaunchRetryMs, pendingMs } from './timings.ts';
import { privateSubnetOf } from './vpc.ts';

/** What is about a zone, and may be otherwise in another one. */
const ofOneZone: readonly string[] = ['InsufficientInstanceCapacity', 'InsufficientFreeAddressesInSubnet', 'Unsupported'];
/** Activities of a group that are remembered. */
const activityLimit = 20;

/**
 * Auto Scaling groups, one for each node group. A group that is told to grow launches at once; a zone without capacity is passed over for the next one; what
 * cannot be launched at all is tried again after a minute, then less and less often. Differs: no health checks, and no rebalancing of what runs.
 */
export class ScalingGroups implements GroupLauncher, GroupScaling {
  private readonly account: AwsAccount;

  constructor(account: AwsAccount) {
    this.account = account;
  }

  follow(group: NodeGroup, desired: number): void {
    const { metadata: { name }, spec: { minSize, maxSize, type = '', zones = [] } } = group;
    const known = this.account.state.groups.get(name);
    if (!known) {
      const request = {
        AutoScalingGroupName: name, MinSize: minSize, MaxSize: maxSize, DesiredCapacity: desired, LaunchTemplate: { InstanceType: type },
        VPCZoneIdentifier: zones.map((zone) => privateSubnetOf(this.account, zone)?.id ?? '').join(','),
      };
      this.account.state.groups.set(name, { name, subject: groupRef(name), desired, activities: [] });
      this.call(designer, 'CreateAutoScalingGroup', name, request, () => ok<Answer>({}));
      return;
    }
    if (known.desired === desired) return;
    // Somebody other than the cluster autoscaler has changed it, who asks for himself.
    this.call(designer, 'SetDesiredCapacity', name, { AutoScalingGroupName: name, DesiredCapacity: desired }, () => ok<Answer>({}));
    resized(known, desired);
  }

  forget(name: string): void {
    if (!this.account.state.groups.delete(name)) return;
    this.call(designer, 'DeleteAutoScalingGroup', name, { AutoScalingGroupName: name, ForceDelete: true }, () => ok<Answer>({}));
  }

  launch(group: NodeGroup, machine: string, zones: readonly string[]): Launched {
    const { account } = this;
    const { metadata: { name }, spec: { type = '' } } = group;
    const known = account.state.groups.get(name);
    if (!known) return { kind: 'Failed', message: '' };
    let code = '';
    for (const zone of zones) {
      const { result } = runInstance(account, { caller: scalingService, machine, type, zone, group: name });
      if (result.ok) {
        this.note(known, {
          startMs: account.nowMs, endMs: account.nowMs + pendingMs, status: 'Successful', description: `Launching a new EC2 instance: ${String(result.value['InstanceId'])}`,
        });
        for (const field of ['failure', 'retryAtMs', 'retryDelayMs'] as const) delete known[field];
        return { kind: 'Launched', zone };
      }
      code = result.error.code;
      // As the group's activity history words it.
      const message = `Could not launch On-Demand Instances. ${code} - ${result.error.message} Launching EC2 instance failed.`;
      known.failure = { code, message };
      this.note(known, {
        startMs: account.nowMs, endMs: account.nowMs, status: 'Failed', description: `Launching a new EC2 instance.  Status Reason: ${message}`, message,
      });
      if (!ofOneZone.includes(code)) break;
    }
    known.retryDelayMs = Math.min(lastLaunchRetryMs, known.retryDelayMs === undefined ? firstLaunchRetryMs : known.retryDelayMs * 2);
    known.retryAtMs = account.nowMs + known.retryDelayMs;
    return { kind: 'Failed', message: known.failure?.message ?? '' };
  }

  retryAtMs(name: string): number {
    return this.account.state.groups.get(name)?.retryAtMs ?? 0;
  }

  failureOf(name: string): { code: string; message: string } | undefined {
    return this.account.state.groups.get(name)?.failure;
  }

  setDesiredCapacity(name: string, size: number): string | undefined {
    const known = this.account.state.groups.get(name);
    const { result, message } = this.call(clusterAutoscaler, 'SetDesiredCapacity', name, { AutoScalingGroupName: name, DesiredCapacity: size, HonorCooldown: false }, () => {
      if (!known) return err(error('ValidationError', `AutoScalingGroup name not found - AutoScalingGroup ${name} not found`));
      resized(known, size);
      return ok<Answer>({});
    });
    return result.ok ? undefined : message;
  }

  terminate(name: string, machine: string): string | undefined {
    const { state } = this.account;
    const known = state.groups.get(name);
    const instance = state.instances.get(machine);
    if (!known || !instance) return undefined;
    const request = { InstanceId: instance.id, ShouldDecrementDesiredCapacity: true };
    const { result, message } = this.call(clusterAutoscaler, 'TerminateInstanceInAutoScalingGroup', name, request, () => {
      resized(known, Math.max(0, known.desired - 1));
      this.note(known, { startMs: this.account.nowMs, endMs: this.account.nowMs, status: 'Successful', description: `Terminating EC2 instance: ${instance.id}` });
      return ok<Answer>({ ActivityId: instance.id });
    });
    return result.ok ? undefined : message;
  }

  private call(caller: string, action: string, group: string, request: Record<string, CloudValue>, perform: Parameters<AwsAccount['call']>[0]['perform']): CallOutcome {
    return this.account.call({ caller, service: 'autoscaling', action, request, subject: groupRef(group), perform });
  }

  private note(group: ScalingGroup, activity: CloudActivity): void {
    group.activities.unshift(activity);
    group.activities.length = Math.min(group.activities.length, activityLimit);
    this.account.changed();
  }
}

const clusterAutoscaler = 'cluster-autoscaler';

/** A new size is tried for at once, whatever failed before. */
function resized(group: ScalingGroup, desired: number): void {
  if (desired > group.desired) for (const field of ['failure', 'retryAtMs', 'retryDelayMs'] as const) delete group[field];
  group.desired = desired;
}

export function groupRef(name: string): ObjectRef {
  return { apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name };
}

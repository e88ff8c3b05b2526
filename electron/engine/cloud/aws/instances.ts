import { instanceTypeOf } from '../../../../shared/cloud/aws/catalogue/instance-types.ts';
import { isOffered, zonesOffering } from '../../../../shared/cloud/aws/catalogue/offerings.ts';
import { instancePerHour, regionOf } from '../../../../shared/cloud/aws/catalogue/regions.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { CloudError } from '../../../../shared/view/cloud.ts';
import { designer, scalingService, type AwsAccount, type Answer, type CallOutcome } from './account.ts';
import { error, insufficientCapacity, unsupportedType, vcpuLimit } from './errors.ts';
import { charge, close, suspend } from './ledger.ts';
import type { Instance } from './state.ts';
import { buildRetryMs, pendingMs, shuttingDownMs, terminatedShownMs } from './timings.ts';
import { privateSubnetOf, takeAddress } from './vpc.ts';

/** The image's root volume. Source: the AMIs of EKS. */
const rootGib = 20;
const rootType = 'gp3';

export interface Launch {
  caller: string;
  machine: string;
  type: string;
  zone: string;
  /** The Auto Scaling group for which it is. */
  group?: string;
}

/** RunInstances for one machine. An instance takes its vCPUs of the quota and its place in the zone at once. */
export function runInstance(account: AwsAccount, { caller, machine, type, zone, group }: Launch): CallOutcome {
  const subnet = privateSubnetOf(account, zone);
  return account.call({
    caller, service: 'ec2', action: 'RunInstances', subject: machineRef(machine), zone, instanceType: type,
    request: {
      ImageId: imageId(account), InstanceType: type, MinCount: 1, MaxCount: 1, SubnetId: subnet?.id ?? '', Placement: { AvailabilityZone: zone },
      SecurityGroupIds: account.state.vpc.securityGroups.slice(0, 1).map(({ id }) => id),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: machine }] }],
    },
    perform(): Result<Answer, CloudError> {
      const found = instanceTypeOf(type);
      if (!found) return err(error('InvalidParameterValue', `The following supplied instance types do not exist: [${type}]`));
      if (!isOffered(zone, type)) return err(unsupportedType(type, zone, zonesOffering(account.spec.region, type)));
      if (usedVcpus(account) + found.vcpu > account.quotas.onDemandVcpus) return err(vcpuLimit(account.quotas.onDemandVcpus));
      const place = placeIn(account, type, zone);
      if (place !== undefined && (account.state.capacity.get(place) ?? 0) <= 0) {
        return err(insufficientCapacity(type, zone, account.zones.filter((one) => one !== zone && (account.state.capacity.get(placeIn(account, type, one) ?? '') ?? 1) > 0)));
      }
      const address = subnet && takeAddress(subnet);
      if (!subnet || address === undefined) {
        return err(error('InsufficientFreeAddressesInSubnet', `There are not enough free addresses in subnet '${subnet?.id ?? ''}' to satisfy the requested number of instances.`));
      }
      if (place !== undefined) account.state.capacity.set(place, (account.state.capacity.get(place) ?? 0) - 1);
      const instance = putInPlace(account, { machine, type, zone, subnet: subnet.id, address, ...(group === undefined ? {} : { group }) });
      return ok<Answer>({ InstanceId: instance.id, State: 'pending', PrivateIpAddress: address });
    },
  });
}

/** Puts the instance and its root volume into the account. */
function putInPlace(account: AwsAccount, made: Pick<Instance, 'machine' | 'type' | 'zone' | 'subnet' | 'address' | 'group'>): Instance {
  const { state, nowMs } = account;
  const rootVolume = account.newId('vol');
  const instance: Instance = { id: account.newId('i'), ...made, state: 'pending', nextAtMs: nowMs + pendingMs, rootVolume };
  state.instances.set(made.machine, instance);
  state.volumes.set(rootVolume, {
    id: rootVolume, zone: made.zone, type: rootType, sizeGib: rootGib, state: 'in-use', machine: made.machine, instance: instance.id, subject: machineRef(made.machine), iops: 3_000, throughputMibps: 125,
  });
  const perMonth = (regionOf(account.spec.region)?.prices.volumeGibMonth[rootType] ?? 0) * rootGib;
  charge(state.bills, rootVolume, { subject: machineRef(made.machine), kind: 'Volume', type: `${rootType} ${rootGib}GiB`, zone: made.zone }, perMonth / 730, nowMs);
  return instance;
}

/** StartInstances for one that is stopped: it needs its vCPUs of the quota again, which others may have taken meanwhile. Differs: its place in the zone was kept for it. */
export function startInstance(account: AwsAccount, machine: string): CallOutcome {
  const instance = account.state.instances.get(machine);
  const { id = '', zone = '', type = '' } = instance ?? {};
  return account.call({
    caller: designer, service: 'ec2', action: 'StartInstances', request: { InstanceIds: [id] }, subject: machineRef(machine), zone, instanceType: type,
    perform(): Result<Answer, CloudError> {
      if (!instance) return err(error('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`));
      if (usedVcpus(account) + vcpusOf(type) > account.quotas.onDemandVcpus) return err(vcpuLimit(account.quotas.onDemandVcpus));
      return ok<Answer>({ InstanceId: id, CurrentState: 'pending', PreviousState: instance.state });
    },
  });
}

/** Whichever caller, an instance that has begun to run is charged for: from `pending` to `running` it is not. */
export function instanceRuns(account: AwsAccount, machine: string): void {
  const instance = account.state.instances.get(machine);
  if (!instance || instance.state === 'running') return;
  instance.state = 'running';
  delete instance.nextAtMs;
  account.changed();
  charge(account.state.bills, instance.id, { subject: machineRef(machine), kind: 'Instance', type: instance.type, zone: instance.zone },
    instancePerHour(account.spec.region, instance.type), account.nowMs);
}

/** Its power is gone: somebody pulled the plug, which to AWS is a stopped instance. Its volumes cost on. */
export function instanceStopped(account: AwsAccount, machine: string): void {
  const instance = account.state.instances.get(machine);
  if (!instance) return;
  instance.state = 'stopped';
  delete instance.nextAtMs;
  account.changed();
  suspend(account.state.bills, instance.id, account.nowMs);
}

/** The machine is gone: its instance is to go, under its own id, so that the name is free. */
export function orphanInstance(account: AwsAccount, machine: string): void {
  const { state, nowMs } = account;
  const instance = state.instances.get(machine);
  if (!instance) return;
  state.instances.delete(machine);
  state.instances.set(instance.id, instance);
  instance.terminateAtMs = nowMs;
  ageInstances(account);
}

/** Instances that nobody wants are terminated, and those on their way out reach their end. */
export function ageInstances(account: AwsAccount): void {
  const { state, nowMs } = account;
  for (const [key, instance] of [...state.instances]) {
    if (instance.terminateAtMs !== undefined && instance.terminateAtMs <= nowMs) terminate(account, instance);
    const isOver = (instance.nextAtMs ?? 0) <= nowMs;
    if (!isOver || (instance.state !== 'terminated' && instance.state !== 'shutting-down')) continue;
    if (instance.state === 'terminated') state.instances.delete(key);
    else Object.assign(instance, { state: 'terminated', nextAtMs: nowMs + terminatedShownMs });
    account.changed();
  }
}

/** When time next does something to an instance; Infinity: never. */
export function nextAgeMs({ state }: AwsAccount): number {
  let next = Infinity;
  for (const { state: now, terminateAtMs = Infinity, nextAtMs = Infinity } of state.instances.values()) {
    next = Math.min(next, terminateAtMs, now === 'terminated' || now === 'shutting-down' ? nextAtMs : Infinity);
  }
  return next;
}

/** TerminateInstances, by the group's service or by whoever built the machine; a refused one is tried again, and charged for until then. */
function terminate(account: AwsAccount, instance: Instance): void {
  const { state, nowMs } = account;
  const { result, durationMs } = account.call({
    caller: instance.group === undefined ? designer : scalingService, service: 'ec2', action: 'TerminateInstances', request: { InstanceIds: [instance.id] },
    subject: machineRef(instance.machine), zone: instance.zone, instanceType: instance.type,
    perform: () => ok<Answer>({ InstanceId: instance.id, CurrentState: 'shutting-down', PreviousState: instance.state }),
  });
  if (!result.ok) {
    instance.terminateAtMs = nowMs + durationMs + buildRetryMs;
    return;
  }
  delete instance.terminateAtMs;
  Object.assign(instance, { state: 'shutting-down', nextAtMs: nowMs + shuttingDownMs });
  const place = placeIn(account, instance.type, instance.zone);
  if (place !== undefined) state.capacity.set(place, (state.capacity.get(place) ?? 0) + 1);
  close(state.bills, instance.id, nowMs);
  close(state.bills, instance.rootVolume, nowMs);
  state.volumes.delete(instance.rootVolume);
  // Its other volumes are let go of.
  for (const volume of state.volumes.values()) {
    if (volume.instance !== instance.id) continue;
    delete volume.machine;
    delete volume.instance;
    volume.state = 'available';
  }
}

export function usedVcpus({ state }: Pick<AwsAccount, 'state'>): number {
  let used = 0;
  for (const { state: now, type } of state.instances.values()) {
    if (now === 'pending' || now === 'running' || now === 'stopping') used += vcpusOf(type);
  }
  return used;
}

function vcpusOf(type: string): number {
  return instanceTypeOf(type)?.vcpu ?? 0;
}

/** The entry of the design that limits a type in a zone; undefined: none does. */
function placeIn({ state }: AwsAccount, type: string, zone: string): string | undefined {
  return [`${type}/${zone}`, type].find((key) => state.capacity.has(key));
}

function imageId({ state }: AwsAccount): string {
  return `ami-0${state.vpc.id.slice(-16).split('').reverse().join('')}`;
}

export function machineRef(name: string): ObjectRef {
  return { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name };
}

import { awsZones, type AwsSpec, type ProviderSpec } from '../../shared/cloud/provider-spec.ts';
import { instanceTypeOf } from '../../shared/cloud/aws/catalogue/instance-types.ts';
import type { MachineEntry } from '../../shared/topology/types.ts';
import type { Dice } from './dice.ts';
import { sixthEdition } from './editions.ts';
import { zones as bareZones, type Site } from './random-machines.ts';

const types = ['t3.medium', 't3.large', 'm5.large', 'm5.large', 'm5.xlarge', 'c5.large'];

/** A control plane of none, one, three or five machines, with and without the taint that keeps pods away, or one machine that is everything; on bare machines or AWS. */
export function randomSite(dice: Dice): Site {
  const aws = dice.percent(50) ? randomAws(dice.fork('aws')) : undefined;
  const zones = aws ? awsZones(aws) : bareZones;
  const machines = dice.percent(12) ? [single(zones)] : randomMachinesIn(dice, zones);
  const vcpus = machines.reduce((sum, { type = '' }) => sum + (instanceTypeOf(type)?.vcpu ?? 0), 0);
  // Some accounts have hardly more than what the design begins with.
  const provider: ProviderSpec = !aws ? { name: 'bare' } : dice.percent(35) ? { ...aws, quotas: { onDemandVcpus: vcpus + dice.between(2, 8) } } : aws;
  const named = (wanted: boolean): string[] => machines.filter(({ roles }) => roles.includes('control-plane') === wanted).map(({ name }) => name);
  return { machines, workers: named(false), hosts: named(true), provider, zones };
}

function randomAws(dice: Dice): AwsSpec {
  const region = dice.pick(['us-east-1', 'eu-central-1', 'sa-east-1']);
  const zones = awsZones({ name: 'aws', region }).slice(0, dice.pick([1, 2, 3, 3]));
  return {
    name: 'aws', region, zones, natGateway: dice.pick(dice.knows(sixthEdition) ? ['HighlyAvailable', 'Single', 'Disable'] : ['HighlyAvailable', 'Single']), podNetwork: dice.pick(['vpc-cni', 'vpc-cni', 'routes']),
    ...(dice.percent(25) ? { capacity: [{ instanceType: 'c5.large', zone: dice.pick(zones), instances: dice.between(8, 9) }] } : {}),
  };
}

function single(zones: readonly string[]): MachineEntry {
  return { name: 'control-1', roles: ['control-plane', 'worker'], type: 'm5.xlarge', zone: zones[0] as string, bootSeconds: 20 };
}

function randomMachinesIn(dice: Dice, zones: readonly string[]): MachineEntry[] {
  const zoneOf = (index: number): string => zones[index % zones.length] as string;
  const works = dice.percent(25);
  const hosts = Array.from({ length: dice.pick([0, 1, 3, 3, 3, 5]) }, (_, index): MachineEntry => ({
    name: `control-${index + 1}`, roles: works ? ['control-plane', 'worker'] : ['control-plane'], type: 't3.large', zone: zoneOf(index),
  }));
  const workers = Array.from({ length: dice.between(1, 5) }, (_, index): MachineEntry => ({
    name: `worker-${index + 1}`, roles: ['worker'], type: dice.pick(types), zone: zoneOf(index), bootSeconds: dice.pick([5, 20, 30]),
    ...(dice.percent(20) ? { labels: { disk: dice.pick(['ssd', 'hdd']) } } : {}),
    ...(dice.percent(10) ? { taints: [{ key: 'dedicated', value: 'batch', effect: dice.pick(['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const) }] } : {}),
  }));
  return [...hosts, ...workers];
}

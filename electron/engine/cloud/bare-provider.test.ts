import { expect, test } from 'vitest';
import type { Machine, MachinePhase } from '../../../shared/kubernetes/types/machine.ts';
import { FleetCluster } from '../kubelet/testing/fleet-cluster.ts';
import type { MachineFault } from './provider.ts';

const phase = (cluster: FleetCluster): MachinePhase | undefined => cluster.get<Machine>('machines', 'n0').status?.phase;

test('addresses are given in order and never twice', () => {
  const cluster = new FleetCluster();
  for (const name of ['a', 'b']) cluster.addMachine(name);
  cluster.advance(1_000);
  cluster.delete('machines', 'b');
  cluster.addMachine('c');
  cluster.advance(1_000);
  expect(cluster.list<Machine>('machines').map(({ status }) => status?.address)).toEqual(['10.0.0.1', '10.0.0.3']);
});

test.each<{ name: string; faults: MachineFault['kind'][]; at: MachinePhase; later: MachinePhase }>([
  { name: 'pull the plug', faults: ['PowerOff'], at: 'Off', later: 'Off' },
  { name: 'pull it twice', faults: ['PowerOff', 'PowerOff'], at: 'Off', later: 'Off' },
  { name: 'off and on', faults: ['PowerOff', 'PowerOn'], at: 'Booting', later: 'Running' },
  { name: 'freeze', faults: ['CrashMachine'], at: 'Crashed', later: 'Crashed' },
  { name: 'freeze what is off', faults: ['PowerOff', 'CrashMachine'], at: 'Off', later: 'Off' },
  { name: 'freeze and reset', faults: ['CrashMachine', 'PowerOn'], at: 'Booting', later: 'Running' },
  { name: 'reset', faults: ['RestartMachine'], at: 'Booting', later: 'Running' },
  { name: 'on while on', faults: ['PowerOn'], at: 'Running', later: 'Running' },
])('$name', ({ faults, at, later }) => {
  const cluster = new FleetCluster();
  cluster.addMachine('n0', { bootSeconds: 20 });
  cluster.advance(30_000);
  for (const kind of faults) expect(cluster.provider.inject({ kind, machine: 'n0' }).ok).toBe(true);
  expect(phase(cluster)).toBe(at);
  cluster.advance(30_000);
  expect(phase(cluster)).toBe(later);
});

test('the plug pulled while it boots stops the boot', () => {
  const cluster = new FleetCluster();
  cluster.addMachine('n0', { bootSeconds: 20 });
  cluster.advance(10_000);
  cluster.provider.inject({ kind: 'PowerOff', machine: 'n0' });
  cluster.advance(60_000);
  expect(phase(cluster)).toBe('Off');
  expect(cluster.api.count('nodes')).toBe(0);
});

test('a fault on no machine is NotFound', () => {
  const { provider } = new FleetCluster();
  expect(provider.inject({ kind: 'PowerOff', machine: 'n9' })).toMatchObject({ ok: false, error: { reason: 'NotFound' } });
});

test('the node of a deleted machine goes within the monitor period, and its containers at once', () => {
  const cluster = new FleetCluster().bootMachines(1);
  cluster.addPod('web');
  cluster.advance(10_000);
  cluster.delete('machines', 'n0');
  cluster.advance(1);
  expect(cluster.kubelets.machineView('n0')).toBeUndefined();
  cluster.advance(5_000);
  expect(cluster.api.get('nodes', 'n0')).toBeUndefined();
  expect(cluster.eventsAbout('n0')).toContain('DeletingNode: Deleting node n0 because it does not exist in the cloud provider');
});

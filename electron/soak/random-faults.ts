import type { ContainerFaultKind, Fault, MachineFaultKind } from '../../shared/faults.ts';
import type { Dice } from './dice.ts';
import type { ContainerTarget, FaultStep } from './story.ts';

const mebibyte = 1024 * 1024;

/** How long something stays broken. */
export const mendAfterMs = [200, 5_000, 30_000, 45_000, 70_000, 200_000, 420_000, 900_000];

/** Something breaks at `atMs` and is mended later. @param hosts machines of the control plane */
export function randomFault(dice: Dice, atMs: number, workers: readonly string[], hosts: readonly string[]): FaultStep {
  const mendAtMs = atMs + dice.pick(mendAfterMs);
  const kind = dice.between(1, 100);
  if (kind <= 35) return { atMs, mendAtMs, ...machineFault(dice, dice.pick([...workers, ...workers, ...hosts])) };
  if (kind <= 50 && hosts.length > 0) return { atMs, mendAtMs, ...componentFault(dice, dice.pick(hosts)) };
  if (kind <= 65) return { atMs, mendAtMs, ...registryFault(dice) };
  return { atMs, mendAtMs, ...containerFault(dice) };
}

type What = Pick<FaultStep, 'breakage' | 'mend'>;

function pair(fault: Fault, mend?: Fault): What {
  return { breakage: { fault }, ...(mend ? { mend: () => mend } : {}) };
}

function machineFault(dice: Dice, machine: string): What {
  const mending = (fault: MachineFaultKind): Fault => ({ kind: 'MendMachine', machine, fault });
  switch (dice.between(1, 11)) {
    case 1: case 2: case 3: return pair({ kind: 'PowerOff', machine }, { kind: 'PowerOn', machine });
    case 4: return pair({ kind: 'CrashMachine', machine }, { kind: 'RestartMachine', machine });
    case 5: return pair({ kind: 'RestartMachine', machine });
    case 6: case 7: return pair({ kind: 'StopKubelet', machine }, { kind: 'StartKubelet', machine });
    case 8: return pair({ kind: 'StopRuntime', machine }, mending('StopRuntime'));
    case 9: return pair({ kind: 'FillDisk', machine, percent: dice.between(80, 99) }, mending('FillDisk'));
    case 10: return pair({ kind: 'StopKubeProxy', machine }, { kind: 'StartKubeProxy', machine });
    default: return dice.percent(50)
      ? pair({ kind: 'LeakMachineMemory', machine, bytesPerSecond: dice.between(5, 100) * mebibyte }, mending('LeakMachineMemory'))
      : pair({ kind: 'ExhaustPids', machine, percent: dice.between(80, 99) }, mending('ExhaustPids'));
  }
}

function componentFault(dice: Dice, machine: string): What {
  const component = dice.pick(['etcd', 'kube-apiserver', 'kube-scheduler', 'kube-scheduler', 'kube-controller-manager', 'kube-controller-manager'] as const);
  return pair({ kind: 'StopComponent', machine, component }, { kind: 'StartComponent', machine, component });
}

function registryFault(dice: Dice): What {
  const image = dice.pick(['nginx:1.27', 'nginx:1.28', 'redis:7', 'ghcr.io/example/app:1', 'ghcr.io/example/init:1']);
  switch (dice.between(1, 3)) {
    case 1: return pair({ kind: 'LoseImage', image }, { kind: 'RestoreImage', image });
    case 2: return pair({ kind: 'StopRegistry' }, { kind: 'MendRegistry' });
    default: return pair({ kind: 'SlowRegistry', bytesPerSecond: dice.between(1, 8) * mebibyte }, { kind: 'MendRegistry' });
  }
}

function containerFault(dice: Dice): What {
  const container = dice.between(0, 10_000);
  const lasting = (fault: ContainerFaultKind, make: (target: ContainerTarget) => Fault): What => ({
    breakage: { container, make }, mend: (target) => ({ kind: 'MendContainer', ...(target as ContainerTarget), fault }),
  });
  const seconds = dice.between(5, 120);
  const bytesPerSecond = dice.between(1, 40) * mebibyte;
  const exitCode = dice.pick([0, 1, 137]);
  const probe = dice.pick(['readiness', 'liveness'] as const);
  switch (dice.between(1, 9)) {
    case 1: case 2: case 3: return { breakage: { container, make: (target) => ({ kind: 'CrashContainer', ...target, exitCode }) } };
    case 4: return lasting('HangContainer', (target) => ({ kind: 'HangContainer', ...target }));
    case 5: return lasting('SlowStart', (target) => ({ kind: 'SlowStart', ...target, seconds }));
    case 6: return lasting('LeakMemory', (target) => ({ kind: 'LeakMemory', ...target, bytesPerSecond }));
    case 7: return lasting('FailProbe', (target) => ({ kind: 'FailProbe', ...target, probe }));
    case 8: return lasting('MissingImage', (target) => ({ kind: 'MissingImage', ...target }));
    default: return lasting('BurnCpu', (target) => ({ kind: 'BurnCpu', ...target }));
  }
}

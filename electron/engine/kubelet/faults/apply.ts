import { assertNever } from '../../../../shared/assert.ts';
import type { Fault } from '../../../../shared/faults.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { FleetContext } from '../context.ts';
import { crashContainer, hangContainer, mendContainer, setContainerFault } from './container.ts';
import { mendMachine, setMachineFault, switchComponent, switchKubelet, switchKubeProxy } from './machine.ts';
import { switchCable, switchLink, switchZone } from './network.ts';
import { loseImage, setRegistry } from './registry.ts';

/** Faults that strike below the API and above the machine's power, but for etcd's own and the cloud's. */
export type KubeletFault = Exclude<Fault, { kind: 'PowerOff' | 'PowerOn' | 'CrashMachine' | 'RestartMachine' | 'ForceNewCluster' | 'FailCloudCalls' | 'MendCloudCalls' }>;

/** Applies a fault at once. Errors: NotFound, Conflict (what it strikes does not run). */
export function applyFault(context: FleetContext, fault: KubeletFault): ApiResult<void> {
  switch (fault.kind) {
    case 'StopKubelet': case 'StartKubelet': return switchKubelet(context, fault.machine, fault.kind === 'StartKubelet');
    case 'StopKubeProxy': case 'StartKubeProxy': return switchKubeProxy(context, fault.machine, fault.kind === 'StartKubeProxy');
    case 'StopComponent': case 'StartComponent':
      return switchComponent(context, fault.machine, fault.component, fault.kind === 'StartComponent');
    case 'CutCable': case 'ReconnectCable': return switchCable(context, fault.machine, fault.kind === 'ReconnectCable');
    case 'CutZone': case 'ReconnectZone': return switchZone(context, fault.zone, fault.kind === 'ReconnectZone');
    case 'CutLink': case 'ReconnectLink': return switchLink(context, fault.a, fault.b, fault.kind === 'ReconnectLink');
    case 'CrashContainer': return crashContainer(context, fault, fault.exitCode ?? 1);
    case 'HangContainer': return hangContainer(context, fault);
    case 'SlowStart': case 'LeakMemory': case 'FailProbe': case 'MissingImage': case 'BurnCpu': case 'WriteDisk': case 'SpawnProcesses':
      return setContainerFault(context, fault);
    case 'MendContainer': return mendContainer(context, fault, fault.fault);
    case 'FillDisk': case 'LeakMachineMemory': case 'ExhaustPids': case 'StopRuntime': case 'SlowDisk': return setMachineFault(context, fault);
    case 'MendMachine': return mendMachine(context, fault.machine, fault.fault);
    case 'LoseImage': case 'RestoreImage': return loseImage(context, fault.image, fault.kind === 'LoseImage');
    case 'StopRegistry': return setRegistry(context, false);
    case 'SlowRegistry': return setRegistry(context, true, fault.bytesPerSecond);
    case 'MendRegistry': return setRegistry(context, true);
    default: return assertNever(fault);
  }
}

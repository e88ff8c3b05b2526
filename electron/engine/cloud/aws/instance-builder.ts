import { instanceTypeOf } from '../../../../shared/cloud/aws/catalogue/instance-types.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Built, MachineBuilder } from '../machine-builder.ts';
import { designer, type AwsAccount } from './account.ts';
import { instanceRuns, instanceStopped, orphanInstance, runInstance, startInstance } from './instances.ts';
import { buildRetryMs, pendingMs } from './timings.ts';

/** Builds machines as instances of EC2. One of an Auto Scaling group has been launched before its object was made. */
export function instanceBuilder(account: AwsAccount): MachineBuilder {
  return {
    build(machine: Machine): Built {
      const { metadata: { name }, spec: { type = '', zone = '' } } = machine;
      const launched = account.state.instances.get(name);
      if (launched?.state !== 'pending') {
        const { result, message, durationMs } = runInstance(account, { caller: designer, machine: name, type, zone });
        if (!result.ok) return { kind: 'Refused', reason: 'FailedCreate', message, retryMs: buildRetryMs + durationMs };
      }
      const instance = account.state.instances.get(name);
      if (!instance) return { kind: 'Refused', reason: 'FailedCreate', message: '', retryMs: buildRetryMs };
      const maxPods = account.spec.podNetwork === 'routes' ? undefined : instanceTypeOf(type)?.maxPods;
      return {
        kind: 'Built', address: instance.address, readyMs: Math.max(0, (instance.nextAtMs ?? 0) - account.nowMs) || pendingMs,
        status: { instanceID: instance.id, ...(maxPods === undefined ? {} : { maxPods }) },
      };
    },
    start(machine) {
      const { result, message, durationMs } = startInstance(account, machine);
      return result.ok ? undefined : { kind: 'Refused', reason: 'FailedStart', message, retryMs: buildRetryMs + durationMs };
    },
    entered(machine, phase) {
      if (phase === 'Booting' || phase === 'Running') instanceRuns(account, machine);
      else if (phase === 'Off') instanceStopped(account, machine);
    },
    removed(machine) {
      orphanInstance(account, machine);
      account.plan();
    },
  };
}

import { assertNever } from '../../../../shared/assert.ts';
import { machineFaultKinds, type Fault, type MachineFaultKind } from '../../../../shared/faults.ts';
import { failure, type ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ControlPlaneProcess } from '../../simulation/processes.ts';
import type { FleetContext } from '../context.ts';
import { startKubelet, stopKubelet } from '../node/kubelet-process.ts';
import { followRegistry, pulledBytes } from '../images/pull-queue.ts';
import { runtimeReportMs } from '../node/container-runtime.ts';
import { followManifests } from '../node/manifests.ts';
import { isControlPlane } from '../node/node-object.ts';
import { mayRunKubeProxy, startKubeProxy, stopKubeProxy } from '../node/kube-proxy.ts';
import { planNode } from '../node/plan-node.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import { planPod } from '../pod/schedule.ts';
import type { MachineFaults, NodeRuntime } from '../node/node-state.ts';

type LastingFault = Extract<Fault, { kind: MachineFaultKind }>;

/** A component's manifest is moved away from, or back to, the machine's disk. Errors: NotFound, when it is no control-plane machine. */
export function switchComponent(context: FleetContext, name: string, component: ControlPlaneProcess, on: boolean): ApiResult<void> {
  const node = context.state.nodes.get(name);
  const machine = context.component.api.get<Machine>('machines', name);
  if (!node || !machine || !isControlPlane(machine)) {
    return err(failure('NotFound', `control-plane machine "${name}" not found`, { name, kind: 'machines' }));
  }
  if (on) node.disabledComponents.delete(component);
  else node.disabledComponents.add(component);
  if (node.kubelet?.staticPodsStarted) followManifests(context, node, machine);
  planNode(context, node);
  return ok(undefined);
}

/** Stops or starts the kubelet's service. Errors: NotFound, when the machine has never been on. */
export function switchKubelet(context: FleetContext, name: string, on: boolean): ApiResult<void> {
  return change(context, name, (node) => {
    node.kubeletEnabled = on;
    if (on && node.powered && !node.kubelet) startKubelet(context, node);
    if (!on && node.kubelet) stopKubelet(context, node);
  });
}

/** Stops or starts the kube-proxy. Errors: NotFound, when the machine has never been on. */
export function switchKubeProxy(context: FleetContext, name: string, on: boolean): ApiResult<void> {
  return change(context, name, (node) => {
    if (on) delete node.kubeProxyDisabled;
    else node.kubeProxyDisabled = true;
    if (!on) stopKubeProxy(context, node);
    else if (mayRunKubeProxy(context, node)) startKubeProxy(context, node);
  });
}

/** Errors: NotFound; Conflict, when the machine is off. */
export function setMachineFault(context: FleetContext, fault: LastingFault): ApiResult<void> {
  const { nowMs } = context.component.env;
  if (context.state.nodes.get(fault.machine)?.powered === false) {
    return err(failure('Conflict', `machine "${fault.machine}" is not running`, { name: fault.machine, kind: 'machines' }));
  }
  return change(context, fault.machine, (node) => {
    const { faults } = node;
    switch (fault.kind) {
      case 'FillDisk': faults.diskPercent = fault.percent; break;
      case 'LeakMachineMemory': faults.leak = { fromMs: nowMs, bytesPerSecond: fault.bytesPerSecond }; break;
      case 'ExhaustPids': faults.pidPercent = fault.percent; break;
      case 'StopRuntime': stopRuntime(context, node); break;
      case 'SlowDisk':
        faults.fsyncMs = fault.fsyncMs;
        context.options.processes.setDisk(node.name, fault.fsyncMs);
        break;
      default: assertNever(fault);
    }
  });
}

/** Ends a fault, or all of them: the disk is cleared, the leaking daemon restarted. Errors: NotFound. */
export function mendMachine(context: FleetContext, name: string, kind: MachineFaultKind | undefined): ApiResult<void> {
  return change(context, name, (node) => {
    const stopped = node.faults.runtimeStoppedAtMs !== undefined;
    if (kind === undefined) node.faults = {};
    else delete node.faults[fieldOf[kind]];
    if (kind === undefined || kind === 'SlowDisk') context.options.processes.setDisk(name, undefined);
    if (stopped && node.faults.runtimeStoppedAtMs === undefined) runtimeReturned(context, node);
  });
}

const fieldOf: Readonly<Record<MachineFaultKind, keyof MachineFaults>> = {
  FillDisk: 'diskPercent', LeakMachineMemory: 'leak', ExhaustPids: 'pidPercent', StopRuntime: 'runtimeStoppedAtMs', SlowDisk: 'fsyncMs',
};

/** Pulls stand still, and so does all work on pods; the next node status but a few tells. */
function stopRuntime(context: FleetContext, node: NodeRuntime): void {
  const { nowMs } = context.component.env;
  node.faults.runtimeStoppedAtMs ??= nowMs;
  const [pull] = node.pulls;
  if (pull) {
    pull.progress = { atMs: nowMs, bytes: pulledBytes(pull, nowMs) };
    pull.endsAtMs = Infinity;
  }
  if (node.kubelet) node.kubelet.statusAtMs = Math.min(node.kubelet.statusAtMs, runtimeReportMs(node, node.kubelet, nowMs));
  replanPods(context, node);
}

function runtimeReturned(context: FleetContext, node: NodeRuntime): void {
  const { nowMs } = context.component.env;
  followRegistry(context, node);
  if (node.kubelet) {
    node.kubelet.statusChanged = true;
    node.kubelet.statusAtMs = Math.min(node.kubelet.statusAtMs, nextNodeStatusMs(node.kubelet, nowMs));
  }
  replanPods(context, node);
}

function replanPods(context: FleetContext, node: NodeRuntime): void {
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    if (pod) planPod(context, node, pod);
  }
}

/** The faults of a machine now, in the order in which they are known. */
export function machineFaultsOf(faults: MachineFaults): MachineFaultKind[] {
  return machineFaultKinds.filter((kind) => faults[fieldOf[kind]] !== undefined);
}

function change(context: FleetContext, name: string, act: (node: NodeRuntime) => void): ApiResult<void> {
  const node = context.state.nodes.get(name);
  if (!node) return err(failure('NotFound', `machines "${name}" not found`, { name, kind: 'machines' }));
  act(node);
  planNode(context, node);
  return ok(undefined);
}

import { assertNever, required } from '../../../../shared/assert.ts';
import { containerFaultKinds, type ContainerFaultKind, type Fault } from '../../../../shared/faults.ts';
import { failure, type ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { FleetContext } from '../context.ts';
import { announceProcess } from '../pod/control-process.ts';
import { endNow, planEnd } from '../pod/ends.ts';
import { containerRuntime, isRunning } from '../pod/instance.ts';
import { planUse } from '../pod/plan-use.ts';
import { findContainer, podObject } from '../pod/pod-object.ts';
import { wakeRestingProbes } from '../pod/probes.ts';
import { planPod } from '../pod/schedule.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { ContainerFaults, ContainerRuntime, Instance } from '../pod/container-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';

/** One container of one pod, by name. */
export interface ContainerRef {
  namespace: string;
  pod: string;
  container: string;
}

type LastingFault = Extract<Fault, { kind: Exclude<ContainerFaultKind, 'HangContainer'> }>;

interface Struck {
  node: NodeRuntime;
  pod: PodRuntime;
  object: Pod;
  container: Container;
  runtime: ContainerRuntime;
}

/** The process ends now. Errors: NotFound; Conflict, when it does not run. */
export function crashContainer(context: FleetContext, ref: ContainerRef, exitCode: number): ApiResult<void> {
  return strike(context, ref, ({ instance }, nowMs) => endNow(instance, nowMs, exitCode));
}

/** The process hangs from now on. Errors: as above. */
export function hangContainer(context: FleetContext, ref: ContainerRef): ApiResult<void> {
  return strike(context, ref, ({ instance }, nowMs) => {
    instance.hungAtMs = Math.min(instance.hungAtMs ?? Infinity, nowMs);
    planEnd(instance);
  });
}

/** Errors: NotFound, when no machine has the pod, or the pod has no such container. */
export function setContainerFault(context: FleetContext, fault: LastingFault): ApiResult<void> {
  return change(context, fault, ({ runtime, node }) => {
    const faults = (runtime.faults ??= {});
    switch (fault.kind) {
      case 'SlowStart': faults.slowStartMs = fault.seconds * 1000; break;
      case 'LeakMemory': faults.leakPerSecond = fault.bytesPerSecond; break;
      case 'FailProbe': faults.failing = [...new Set([...faults.failing ?? [], fault.probe])]; break;
      case 'MissingImage': faults.missingImage = true; break;
      case 'BurnCpu': faults.burnMilli = fault.milliCpu ?? node.hardware.cpuMilli; break;
      case 'WriteDisk': faults.writePerSecond = fault.bytesPerSecond; break;
      case 'SpawnProcesses': faults.spawnPerSecond = fault.perSecond; break;
      default: assertNever(fault);
    }
  });
}

/** Ends a fault, or all of them. Errors: NotFound. */
export function mendContainer(context: FleetContext, ref: ContainerRef, kind: ContainerFaultKind | undefined): ApiResult<void> {
  return change(context, ref, ({ runtime }, nowMs) => {
    const { instance, faults } = runtime;
    if ((kind === undefined || kind === 'HangContainer') && instance?.hungAtMs !== undefined && instance.endsAtMs > nowMs) wakeUp(instance, nowMs);
    if (!faults) return;
    if (kind === undefined) delete runtime.faults;
    else if (kind !== 'HangContainer') delete faults[fieldOf[kind]];
  });
}

const fieldOf: Readonly<Record<LastingFault['kind'], keyof ContainerFaults>> = {
  SlowStart: 'slowStartMs', LeakMemory: 'leakPerSecond', FailProbe: 'failing', MissingImage: 'missingImage', BurnCpu: 'burnMilli',
  WriteDisk: 'writePerSecond', SpawnProcesses: 'spawnPerSecond',
};

/** The faults of a container now, in the order in which they are known. */
export function containerFaultsOf({ instance, faults = {} }: ContainerRuntime, nowMs: number): ContainerFaultKind[] {
  const hung = instance !== undefined && instance.endsAtMs > nowMs && (instance.hungAtMs ?? Infinity) <= nowMs;
  return containerFaultKinds.filter((kind) => (kind === 'HangContainer' ? hung : faults[fieldOf[kind]] !== undefined));
}

/** It goes on with what it was told meanwhile. */
function wakeUp(instance: Instance, nowMs: number): void {
  delete instance.hungAtMs;
  for (const end of [instance.exit, instance.stop]) if (end) end.atMs = Math.max(end.atMs, nowMs);
  planEnd(instance);
}

function strike(context: FleetContext, ref: ContainerRef, act: (struck: Struck & { instance: Instance }, nowMs: number) => void): ApiResult<void> {
  const { nowMs } = context.component.env;
  const pod = podByKey(context, `${ref.namespace}/${ref.pod}`);
  const runtime = pod?.containers.get(ref.container);
  if (pod && !isRunning(runtime, nowMs)) {
    return err(failure('Conflict', `container ${ref.container} of pod "${ref.pod}" is not running`, { name: ref.pod, kind: 'pods' }));
  }
  return change(context, ref, (struck) => act({ ...struck, instance: required(struck.runtime.instance, 'a running container has an instance') }, nowMs));
}

/** Does something to a container and looks at all that follows from it: use, probes, its end. */
function change(context: FleetContext, ref: ContainerRef, act: (struck: Struck, nowMs: number) => void): ApiResult<void> {
  const pod = podByKey(context, `${ref.namespace}/${ref.pod}`);
  const node = pod && context.state.nodes.get(pod.node);
  const object = pod && podObject(context, pod);
  if (!pod || !node || !object) return err(failure('NotFound', `pods "${ref.pod}" not found`, { name: ref.pod, kind: 'pods' }));
  const container = findContainer(object, ref.container)?.container;
  if (!container) {
    return err(failure('NotFound', `container ${ref.container} is not valid for pod ${ref.pod}`, { name: ref.pod, kind: 'pods' }));
  }
  const runtime = containerRuntime(pod, ref.container);
  act({ node, pod, object, container, runtime }, context.component.env.nowMs);
  planUse(context, node, pod, object, container, runtime);
  context.processesChanged(pod.uid);
  if (pod.stage === 'Active') wakeRestingProbes(context, node, pod, object);
  announceProcess(context, pod);
  planPod(context, node, pod);
  return ok(undefined);
}

function podByKey(context: FleetContext, key: string): PodRuntime | undefined {
  const uid = context.component.api.get<Pod>('pods', key)?.metadata.uid ?? '';
  const { pods, mirrors, nodes } = context.state;
  const known = pods.get(uid) ?? pods.get(mirrors.get(uid) ?? '');
  if (known) return known;
  // A static pod runs whether or not the API shows it.
  for (const node of nodes.values()) {
    for (const staticUid of node.staticPods.values()) {
      const pod = pods.get(staticUid);
      if (pod?.key === key) return pod;
    }
  }
  return undefined;
}

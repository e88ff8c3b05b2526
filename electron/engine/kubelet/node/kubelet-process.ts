import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { FleetContext } from '../context.ts';
import { nodeDueId } from '../context.ts';
import { announceProcess } from '../pod/control-process.ts';
import { forgetPod } from '../pod/forget.ts';
import { endNow } from '../pod/ends.ts';
import { settleEnds } from '../pod/instance.ts';
import { dropWritten } from '../resources/use.ts';
import { planPod } from '../pod/schedule.ts';
import type { ControlPlaneProcess } from '../../simulation/processes.ts';
import { forgetMachine, outside } from '../../simulation/partition.ts';
import { podRuntime } from '../pod-runtime.ts';
import { preloadedImages } from '../static-pods.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import type { KubeletProcess, NodeRuntime } from './node-state.ts';
import { kubeletStartMs, relistPeriodMs } from '../timings.ts';
import { newEvictionState } from '../eviction/state.ts';
import { hardwareOf } from './capacity.ts';
import { loseKubeProxy } from './kube-proxy.ts';
import { loseTouch, reachesApi } from './last-seen.ts';
import { isControlPlane } from './node-object.ts';

/** The machine's kernel has come up: the runtime is there, containers of before are dead, the kubelet starts unless it is disabled. */
export function powerOn(context: FleetContext, machine: Machine): NodeRuntime {
  const { name } = machine.metadata;
  let node = context.state.nodes.get(name);
  if (!node) {
    context.state.nodes.set(name, (node = newRuntime(context, machine)));
    if (!reachesApi(context, name)) loseTouch(context.state, node);
  }
  node.powered = true;
  node.boots += 1;
  if (node.kubeletEnabled) startKubelet(context, node);
  return node;
}

/** Power is gone, or the kernel is frozen: nothing runs, nothing is told to the API. What is on disk stays. */
export function powerOff(context: FleetContext, node: NodeRuntime): void {
  node.powered = false;
  loseKubeProxy(context, node);
  stopKubelet(context, node);
  const { nowMs } = context.component.env;
  for (const uid of [...node.pods]) {
    const pod = context.state.pods.get(uid);
    if (!pod) continue;
    for (const { instance } of pod.containers.values()) {
      // The runtime finds the container without its process after the boot. Source: containerd CRI, recovery of unknown containers.
      if (instance && !instance.ended && instance.endsAtMs > nowMs) endNow(instance, nowMs, 255, 'Unknown');
    }
    settleEnds(context, node, pod, nowMs);
    for (const { instance } of pod.containers.values()) if (instance?.writesToMemory) dropWritten(node, instance);
    pod.sandbox = undefined;
    pod.volumes.mounted = false;
    announceProcess(context, pod);
    planPod(context, node, pod);
  }
  node.addresses.clear();
  node.disks.clear();
  const { diskPercent, fsyncMs } = node.faults;
  node.faults = { ...(diskPercent === undefined ? {} : { diskPercent }), ...(fsyncMs === undefined ? {} : { fsyncMs }) };
}

/** The kubelet process starts with an empty memory; what runs on the machine is found again. */
export function startKubelet(context: FleetContext, node: NodeRuntime): void {
  const { nowMs } = context.component.env;
  const kubelet: KubeletProcess = {
    startedAtMs: nowMs, staticPodsStarted: false, registered: false, registerAtMs: nowMs + kubeletStartMs, networkReadyAtMs: Infinity,
    networkReady: node.networkInstalled, leaseAtMs: Infinity, statusAtMs: Infinity, statusChanged: false, lastReportMs: nowMs,
    mirrorsAtMs: Infinity, imageGcAtMs: Infinity, imageGcFailed: false, eviction: newEvictionState(nowMs + kubeletStartMs),
  };
  node.kubelet = kubelet;
  node.admitted = { pods: 0, milliCpu: 0, memory: 0, ephemeralStorage: 0, scalar: {} };
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    if (!pod) continue;
    pod.stage = 'New';
    pod.interrupted = false;
    pod.syncAtMs = Infinity;
    pod.counted = undefined;
    pod.termination = undefined;
    for (const runtime of pod.containers.values()) {
      delete runtime.waiting;
      delete runtime.restartBackOff;
      delete runtime.pullBackOff;
    }
    planPod(context, node, pod);
  }
}

/** The kubelet process ends; containers run on. Pulls are its requests and end with it. */
export function stopKubelet(context: FleetContext, node: NodeRuntime): void {
  delete node.kubelet;
  node.pulls = [];
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    if (!pod) continue;
    pod.task = undefined;
    pod.pulled = undefined;
    planPod(context, node, pod);
  }
}

/** The machine is gone, and all that was on it. */
export function removeNode(context: FleetContext, node: NodeRuntime): void {
  powerOff(context, node);
  for (const uid of [...node.pods]) {
    const pod = context.state.pods.get(uid);
    if (pod) forgetPod(context, node, pod);
  }
  for (const [mirror, uid] of context.state.mirrors) if (!context.state.pods.has(uid)) context.state.mirrors.delete(mirror);
  context.state.nodes.delete(node.name);
  context.state.outOfTouch.delete(node.name);
  context.due.forget(nodeDueId(node.name));
  const { processes } = context.options;
  processes.setDisk(node.name, undefined);
  if (processes.reachKey(node.name) !== outside) processes.part((partition) => forgetMachine(partition, node.name));
}

/** The kubelet hears of a pod for the first time. */
export function addPod(context: FleetContext, node: NodeRuntime, uid: string, key: string, process?: ControlPlaneProcess): PodRuntime {
  const control = process && { process, up: false, manifestGone: false };
  const pod = podRuntime({ uid, key, node: node.name, control, seenAtMs: context.component.env.nowMs });
  node.pods.add(uid);
  context.state.pods.set(uid, pod);
  return pod;
}

function newRuntime(context: FleetContext, machine: Machine): NodeRuntime {
  const preloaded = isControlPlane(machine) ? preloadedImages() : [];
  const images = new Map(preloaded.map((image) => [image, context.behaviours.of(image).sizeBytes]));
  return {
    name: machine.metadata.name, machineUid: machine.metadata.uid ?? '', machineGeneration: machine.metadata.generation ?? 0,
    powered: false, boots: 0, registeredBoot: 0, kubeletEnabled: true, kubeProxy: false,
    networkInstalled: false, relistOffsetMs: context.component.env.random('kubelet').below(relistPeriodMs),
    hardware: hardwareOf(machine), images, imageBytes: [...images.values()].reduce((sum, bytes) => sum + bytes, 0), imageUsedAtMs: new Map(), pulls: [],
    addresses: new Map(), lastAddressOffset: 0, disks: new Map(), pods: new Set(),
    staticPods: new Map(), disabledComponents: new Set(), staleMirrors: new Set(),
    admitted: { pods: 0, milliCpu: 0, memory: 0, ephemeralStorage: 0, scalar: {} },
    usage: { cpuMilli: 0, memoryBytes: 0, diskBytes: 0, processes: 0 }, growing: new Set(), strained: false, faults: {},
  };
}

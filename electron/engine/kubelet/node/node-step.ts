import { assert } from '../../../../shared/assert.ts';
import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { Lease, Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import { nodeEvent } from '../events.ts';
import { runEviction } from '../eviction/eviction-look.ts';
import { collectImages } from '../images/image-gc.ts';
import { finishPulls } from '../images/pull-queue.ts';
import { ensureMirrorPods, removeStaleMirrors } from '../mirror-pods.ts';
import { workOn } from '../pod/container-work.ts';
import { pullFinished } from '../pod/ensure-image.ts';
import { noticeClaims } from '../pod/expand-volumes.ts';
import { isMirrorPod, podObject, specOf } from '../pod/pod-object.ts';
import { noticeResize } from '../pod/resize.ts';
import { planPod, wantSync } from '../pod/schedule.ts';
import { stepPod } from '../pod/worker.ts';
import { killForMemory } from '../resources/node-oom.ts';
import type { KubeletProcess, NodeRuntime } from './node-state.ts';
import { kubeletStartMs, leaseDurationSeconds, leaseJitterMs, leaseRenewMs, networkPluginMs, registerRetryMs } from '../timings.ts';
import { addPod } from './kubelet-process.ts';
import { followManifests } from './manifests.ts';
import { recordConditionEvents } from './condition-events.ts';
import { controlPlaneRole, isControlPlane, newNode, nodeLabels } from './node-object.ts';
import { hardwareOf } from './capacity.ts';
import { runtimeAnswers, runtimeReportMs } from './container-runtime.ts';
import { startOwnKubeProxy } from './kube-proxy.ts';
import { reachesApi, regainTouch } from './last-seen.ts';
import { planNode } from './plan-node.ts';
import { nodeStatus, statusDiffers } from './node-status.ts';
import { nextNodeStatusMs, nextReportMs } from './status-schedule.ts';

/** Does all that is due on a machine outside its pods: running out of memory, pulls, static pods, registration, network, lease, node status, mirror pods,
 * eviction, collection of images. */
export function stepNode(context: FleetContext, node: NodeRuntime): void {
  if (node.strained) for (const pod of killForMemory(context, node)) stepPod(context, pod);
  const { kubelet } = node;
  if (!kubelet) {
    planNode(context, node);
    return;
  }
  const { nowMs } = context.component.env;
  const machine = context.component.api.get<Machine>('machines', node.name);
  assert(machine, `Machine ${node.name} exists while its kubelet runs`);
  if (runtimeAnswers(node)) handOutPulls(context, node);
  if (!kubelet.staticPodsStarted && nowMs >= kubelet.startedAtMs + kubeletStartMs) {
    kubelet.staticPodsStarted = true;
    followManifests(context, node, machine);
  }
  if (!kubelet.registered && kubelet.registerAtMs <= nowMs) register(context, node, kubelet, machine);
  if (kubelet.registered) {
    if (kubelet.networkReadyAtMs <= nowMs) enterNetworkReady(context, node, kubelet);
    if (kubelet.leaseAtMs <= nowMs) renewLease(context, node, kubelet);
    if (kubelet.statusAtMs <= nowMs) reportStatus(context, node, kubelet, machine);
    if (kubelet.mirrorsAtMs <= nowMs) keepMirrors(context, node, kubelet);
    if (kubelet.eviction.atMs <= nowMs && runtimeAnswers(node)) runEviction(context, node, kubelet);
    if (kubelet.imageGcAtMs <= nowMs) collectImages(context, node, kubelet);
  }
  planNode(context, node);
}

/**
 * Lists the pods that the API binds to this machine, as a kubelet does when it connects: new ones, changed ones, and those that have
 * gone.
 */
export function relistPods(context: FleetContext, node: NodeRuntime, syncAtMs: number): void {
  const bound = new Set<string>();
  for (const object of context.component.api.byIndex<Pod>('pods', 'nodeName', node.name)) {
    if (isMirrorPod(object)) continue;
    const uid = object.metadata.uid ?? '';
    bound.add(uid);
    if (!context.state.pods.has(uid)) addPod(context, node, uid, `${object.metadata.namespace}/${object.metadata.name}`);
  }
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    if (!pod) continue;
    if (!pod.control && (!bound.has(uid) || podObject(context, pod)?.metadata.deletionTimestamp)) pod.interrupted = true;
    wantSync(pod, syncAtMs);
    planPod(context, node, pod);
  }
}

/**
 * An API server answers again: everything that could not be said, and everything that has happened meanwhile, is looked at. A kubelet that has not registered goes
 * on trying every second, so machines that booted together join together.
 */
export function reconnect(context: FleetContext, node: NodeRuntime, atMs: number): void {
  seeAgain(context, node);
  const { kubelet } = node;
  if (!kubelet) return;
  if (kubelet.registered) {
    const machine = node.labelsDue ? context.component.api.get<Machine>('machines', node.name) : undefined;
    if (machine) writeLabels(context, node, machine);
    kubelet.leaseAtMs = atMs;
    kubelet.statusAtMs = atMs;
    kubelet.statusChanged = true;
    kubelet.mirrorsAtMs = atMs;
    relistPods(context, node, atMs);
  }
  planNode(context, node);
}

/** What was asked of the pods meanwhile beyond their end: resizes, larger volumes. */
function seeAgain(context: FleetContext, node: NodeRuntime): void {
  const pods = [...node.pods].flatMap((uid) => context.state.pods.get(uid) ?? []);
  const seen = pods.map((pod) => specOf(context, pod));
  regainTouch(context.state, node);
  for (const [index, pod] of pods.entries()) {
    const [before, now] = [seen[index], specOf(context, pod)];
    if (!before || !now) continue;
    noticeResize(pod, before, now);
    noticeClaims(context, pod, now);
  }
}

function handOutPulls(context: FleetContext, node: NodeRuntime): void {
  for (const pull of finishPulls(context, node, context.component.env.nowMs)) {
    const pod = context.state.pods.get(pull.uid);
    if (pod?.task?.kind !== 'PullImage' || pod.task.container !== pull.container) continue;
    const object = podObject(context, pod);
    pod.task = undefined;
    if (object) {
      pullFinished(context, node, pod, object, pull);
      if (!pull.failure && !pod.interrupted) workOn(context, node, pod, object);
    }
    stepPod(context, pod);
  }
}

/** Source: registerWithAPIServer, pkg/kubelet/kubelet_node_status.go. A Node that is there already keeps its spec and gets the labels. */
function register(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess, machine: Machine): void {
  const { api, env } = context.component;
  if (!reachesApi(context, node.name)) {
    kubelet.registerAtMs = env.nowMs + registerRetryMs;
    return;
  }
  const existing = api.get<Node>('nodes', node.name);
  const written = context.ownWrite(() => (existing
    ? api.update<Node>(withMachineLabels(existing, machine))
    : api.create<Node>(newNode(machine))));
  if (!written.ok) {
    kubelet.registerAtMs = env.nowMs + registerRetryMs;
    return;
  }
  kubelet.registered = true;
  nodeEvent(context, node.name, written.value, 'Normal', 'Starting', 'Starting kubelet.');
  if (node.registeredBoot > 0 && node.registeredBoot < node.boots) {
    const bootId = nodeStatus(machine, node, undefined, env).nodeInfo?.['bootID'] ?? '';
    nodeEvent(context, node.name, written.value, 'Warning', 'Rebooted', `Node ${node.name} has been rebooted, boot id: ${bootId}`);
  }
  node.registeredBoot = node.boots;
  if (kubelet.networkReady) startOwnKubeProxy(context, node);
  planNetwork(node, kubelet, written.value, env.nowMs);
  kubelet.leaseAtMs = env.nowMs;
  kubelet.mirrorsAtMs = env.nowMs;
  reportStatus(context, node, kubelet, machine);
  relistPods(context, node, env.nowMs);
}

/**
 * The Machine object was edited. What the kubelet takes from it at its start (labels) or reads from the hardware (capacity) follows at
 * once; a real machine
 * would have to be restarted. Taints are left to those who set them on the Node.
 */
export function followMachine(context: FleetContext, node: NodeRuntime, machine: Machine): void {
  const { kubelet } = node;
  node.hardware = hardwareOf(machine);
  if (!kubelet) return;
  if (kubelet.staticPodsStarted) followManifests(context, node, machine);
  if (!kubelet.registered) return;
  if (!reachesApi(context, node.name)) {
    node.labelsDue = true;
    return;
  }
  if (!writeLabels(context, node, machine)) return;
  kubelet.statusChanged = true;
  kubelet.statusAtMs = context.component.env.nowMs;
}

/** @returns whether there is a Node to write to */
function writeLabels(context: FleetContext, node: NodeRuntime, machine: Machine): boolean {
  const { api } = context.component;
  delete node.labelsDue;
  const object = api.get<Node>('nodes', node.name);
  if (object) context.ownWrite(() => api.update<Node>(withMachineLabels(object, machine)));
  return object !== undefined;
}

/** Labels that others gave the node stay, and so do those that the Machine no longer names: nobody knows whose they are now. */
function withMachineLabels(node: Node, machine: Machine): Node {
  const labels = { ...node.metadata.labels, ...nodeLabels(machine) };
  if (!isControlPlane(machine)) delete labels[controlPlaneRole];
  return { ...node, metadata: { ...node.metadata, labels } };
}

/** The network plugin needs the node's pod block; on a machine that had it before, its configuration is on disk. */
export function planNetwork(node: NodeRuntime, kubelet: KubeletProcess, object: Node, nowMs: number): void {
  if (kubelet.networkReady || kubelet.networkReadyAtMs < Infinity || !object.spec.podCIDR) return;
  kubelet.networkReadyAtMs = nowMs + (node.networkInstalled ? 0 : networkPluginMs);
}

function enterNetworkReady(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess): void {
  kubelet.networkReadyAtMs = Infinity;
  kubelet.networkReady = true;
  node.networkInstalled = true;
  startOwnKubeProxy(context, node);
  // A starting kubelet looks every 100 ms until it is ready for the first time.
  const { nowMs } = context.component.env;
  kubelet.statusChanged = true;
  kubelet.statusAtMs = nowMs;
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    if (!pod || pod.sandbox || pod.stage !== 'Active') continue;
    wantSync(pod, nowMs);
    planPod(context, node, pod);
  }
}

/** One Lease write; all that an idle machine costs. Source: component-helpers/apimachinery/lease/controller.go. */
function renewLease(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess): void {
  const { api, env } = context.component;
  kubelet.leaseAtMs = env.nowMs + leaseRenewMs + env.random('kubelet').below(leaseJitterMs);
  if (!reachesApi(context, node.name)) return;
  const lease = api.get<Lease>('leases', `kube-node-lease/${node.name}`);
  const renewTime = env.microTimestamp();
  if (lease) {
    context.ownWrite(() => api.update<Lease>({ ...lease, spec: { ...lease.spec, renewTime } }));
    return;
  }
  const owner = api.get<Node>('nodes', node.name);
  if (!owner) return;
  context.ownWrite(() => api.create<Lease>({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: node.name, namespace: 'kube-node-lease',
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: node.name, uid: owner.metadata.uid ?? '' }],
    },
    spec: { holderIdentity: node.name, leaseDurationSeconds, renewTime },
  }));
}

/** Sends the node status when it says something new, or when the last report is five minutes old. */
function reportStatus(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess, machine: Machine): void {
  const { api, env } = context.component;
  const object = api.get<Node>('nodes', node.name);
  if (!reachesApi(context, node.name) || !object) {
    kubelet.statusAtMs = nextNodeStatusMs(kubelet, env.nowMs);
    return;
  }
  const status = nodeStatus(machine, node, object.status, env);
  kubelet.statusChanged = false;
  if (statusDiffers(object.status, status) || env.nowMs >= nextReportMs(kubelet)) {
    kubelet.lastReportMs = env.nowMs;
    const written = context.ownWrite(() => api.updateStatus<Node>({ ...object, status }));
    if (written.ok) recordConditionEvents(context, written.value, object.status);
  }
  kubelet.statusAtMs = Math.min(nextReportMs(kubelet), runtimeReportMs(node, kubelet, env.nowMs));
}

function keepMirrors(context: FleetContext, node: NodeRuntime, kubelet: KubeletProcess): void {
  const { api, env } = context.component;
  kubelet.mirrorsAtMs = Infinity;
  if (!reachesApi(context, node.name)) return;
  removeStaleMirrors(context, node);
  for (const pod of ensureMirrorPods(context, node)) {
    wantSync(pod, env.nowMs);
    planPod(context, node, pod);
  }
  // One could not be made (the API server does not admit it now): try again.
  for (const uid of node.staticPods.values()) {
    const key = context.state.pods.get(uid)?.key;
    if (key && !api.get('pods', key)) kubelet.mirrorsAtMs = env.nowMs + registerRetryMs;
  }
}

import type { JsonValue } from '../../../shared/json.ts';
import type { ApiResult } from '../../../shared/kubernetes/status.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { PersistentVolumeClaim } from '../../../shared/kubernetes/types/storage.ts';
import type { ImageProfile } from '../../../shared/topology/behaviour.ts';
import type { WatchEvent } from '../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../component.ts';
import type { ControlPlaneProcess } from '../simulation/processes.ts';
import { DueQueue, type DueQueueState } from '../simulation/due-queue.ts';
import { decodeState, encodeState } from '../simulation/state-codec.ts';
import { Behaviours, type Behaviour } from './behaviours.ts';
import type { FleetContext, KubeletFleetOptions } from './context.ts';
import { applyFault, type KubeletFault } from './faults/apply.ts';
import { FleetNetwork } from './fleet-network.ts';
import { applyMachineChange } from './node/machine-change.ts';
import { addPod } from './node/kubelet-process.ts';
import { reportReach } from './node/kube-proxy.ts';
import { forgetUnseen, kindsSeen, loseTouch, noteUnseen, reachesApi } from './node/last-seen.ts';
import { planNetwork, reconnect, stepNode } from './node/node-step.ts';
import { planNode } from './node/plan-node.ts';
import { nextNodeStatusMs } from './node/status-schedule.ts';
import { noticeClaim } from './pod/expand-volumes.ts';
import { isMirrorPod, podObject } from './pod/pod-object.ts';
import { wakeRestingProbes } from './pod/probes.ts';
import { noticeResize } from './pod/resize.ts';
import { podRuntime } from './pod-runtime.ts';
import { planPod, wantSync } from './pod/schedule.ts';
import { stepPod } from './pod/worker.ts';
import { containerCpu, machineCpu, nextProcessChangeMs, setLoad, type ContainerCpu, type MachineCpu } from './resources/request-load.ts';
import type { NodeRuntime } from './node/node-state.ts';
import type { PodRuntime } from './pod/pod-state.ts';
import type { FleetState } from './state.ts';
import { nodeStatusUpdateMs, reconnectSpreadMs, watchLatencyMs } from './timings.ts';
import { machineView, podView, usageOf, type MachineView, type PodView, type Usage } from './views.ts';

const nodePrefix = 'node/';

/**
 * All kubelets, one per machine that runs, behind one component: what costs is a kubelet or a pod that is due, not a machine that
 * exists. A kubelet runs while its machine's phase is Running and nobody stopped it. Without an API server that answers it, it works on with what it last saw,
 * and writes nothing; when one answers again it looks at all its pods.
 */
export class KubeletFleet implements Component {
  readonly name = 'kubelet';
  readonly process = 'kubelets';
  /** What machines and pods do with packets. */
  readonly network = new FleetNetwork(() => this.context);
  readonly watches = ['machines', ...kindsSeen];
  private readonly component: ComponentContext;
  private readonly options: KubeletFleetOptions;
  private readonly behaviours: Behaviours;
  private context: FleetContext;
  private readonly processListeners: ((uid: string) => void)[] = [];
  /** The write under way is our own: its watch event tells nothing new. */
  private writing = false;

  constructor(component: ComponentContext, options: KubeletFleetOptions) {
    this.component = component;
    this.options = options;
    this.behaviours = new Behaviours(options.images);
    this.context = this.contextOf(emptyState(), new DueQueue());
    options.processes.listen(() => this.component.wakeAt(this.component.env.nowMs));
  }

  start(): void {
    for (const machine of this.component.api.list<Machine>('machines')) this.context.state.changedMachines.add(machine.metadata.name);
    this.component.wakeAt(this.component.env.nowMs);
  }

  stop(): void {
    this.context = this.contextOf(emptyState(), new DueQueue());
  }

  observe(event: WatchEvent): void {
    noteUnseen(this.context.state, event);
    if (this.writing) return;
    switch (event.resource) {
      case 'machines': this.observeMachine(event as WatchEvent<Machine>); break;
      case 'nodes': this.observeNode(event as WatchEvent<Node>); break;
      case 'pods': this.observePod(event as WatchEvent<Pod>); break;
      case 'persistentvolumeclaims': noticeClaim(this.context, event.object as PersistentVolumeClaim, event.key); break;
      default: return;
    }
    this.planWake();
  }

  run(): void {
    const { env } = this.component;
    const { state, due } = this.context;
    for (const name of [...state.changedMachines]) applyMachineChange(this.context, name);
    this.followReach();
    for (let id = due.take(env.nowMs); id !== undefined; id = due.take(env.nowMs)) {
      if (id.startsWith(nodePrefix)) {
        const node = state.nodes.get(id.slice(nodePrefix.length));
        if (node) stepNode(this.context, node);
      } else {
        const pod = state.pods.get(id);
        if (pod) stepPod(this.context, pod);
      }
      // A static pod that has just started or died may have changed whether an API server answers.
      this.followReach();
    }
    this.planWake();
  }

  /** Applies a fault at once. Errors: NotFound; Conflict (the container, or the machine, does not run). */
  inject(fault: KubeletFault): ApiResult<void> {
    const result = applyFault(this.context, fault);
    this.followReach();
    this.planWake();
    return result;
  }

  /** The design's image profiles have changed. Containers keep the behaviour with which they started, but for probes and shutting down. */
  setImages(images: readonly ImageProfile[]): void {
    this.behaviours.replace(images);
    for (const pod of this.context.state.pods.values()) {
      const node = this.context.state.nodes.get(pod.node);
      const object = pod.stage === 'Active' ? podObject(this.context, pod) : undefined;
      if (!node || !object) continue;
      wakeRestingProbes(this.context, node, pod, object);
      planPod(this.context, node, pod);
    }
    this.planWake();
  }

  /** Components of the control plane whose manifest someone has moved away from a machine. */
  stoppedComponents(name: string): ControlPlaneProcess[] {
    return [...(this.context.state.nodes.get(name)?.disabledComponents ?? [])].sort();
  }

  /** What a machine shows that is not in the API; undefined: it has never been on. */
  machineView(name: string): MachineView | undefined {
    const node = this.context.state.nodes.get(name);
    return node && machineView(this.context, node);
  }

  /** Whether the kubelet of a machine runs and can be asked. */
  answers(machine: string): boolean {
    return this.context.state.nodes.get(machine)?.kubelet !== undefined && reachesApi(this.context, machine);
  }

  /**
   * What is known about a pod beyond the API: the use of its containers, pulls, retries, the time of its end. Undefined: no machine has
   * it.
   */
  podView(uid: string): PodView | undefined {
    const { pods, mirrors } = this.context.state;
    const pod = pods.get(uid) ?? pods.get(mirrors.get(uid) ?? '');
    return pod && podView(this.context, pod);
  }

  /** Use of a whole machine now, with its system processes. Costs in proportion to its pods that leak. */
  usageOf(machine: string): Usage {
    return usageOf(this.context, this.context.state.nodes.get(machine));
  }

  /** @param listener told of a pod whose processes started, ended, hang, or have other limits; it marks work, it does not do it */
  onProcesses(listener: (uid: string) => void): void {
    this.processListeners.push(listener);
  }

  /** What a container does with CPU; undefined: it does not run. */
  containerCpu(uid: string, container: string): ContainerCpu | undefined {
    return containerCpu(this.context, uid, container);
  }

  /** What a machine has left of CPU. Costs in proportion to its pods when all of them together want more than there is. */
  machineCpu(machine: string): MachineCpu | undefined {
    const node = this.context.state.nodes.get(machine);
    return node?.powered ? machineCpu(this.context, node) : undefined;
  }

  /** When a pod's processes will begin to listen, or hang, by themselves; Infinity: never. */
  nextProcessChangeMs(uid: string): number {
    return nextProcessChangeMs(this.context, uid);
  }

  /** How containers of an image behave in this design. */
  behaviourOf(image: string): Behaviour {
    return this.behaviours.of(image);
  }

  /** Requests take this of a running container from now on. */
  setLoad(uid: string, container: string, cpuMilli: number, memoryBytes: number): void {
    if (setLoad(this.context, uid, container, cpuMilli, memoryBytes)) this.planWake();
  }

  save(): JsonValue {
    return encodeState({ state: this.context.state, due: this.context.due.state });
  }

  load(saved: JsonValue): void {
    const { state, due } = decodeState(saved) as { state: FleetState; due: DueQueueState };
    for (const [uid, pod] of state.pods) state.pods.set(uid, podRuntime(pod));
    this.context = this.contextOf({ ...emptyState(), ...state }, new DueQueue(due));
    this.planWake();
  }

  private observeMachine({ type, key, object }: WatchEvent<Machine>): void {
    this.context.state.changedMachines.add(key);
    if (type === 'DELETED' || object.status?.phase !== 'Running') this.context.state.lostPower.add(key);
    this.component.wakeAt(this.component.env.nowMs);
  }

  /** Someone else wrote the Node: it got its pod block, or a condition was marked Unknown. */
  private observeNode({ key, object }: WatchEvent<Node>): void {
    const node = this.context.state.nodes.get(key);
    const kubelet = node?.kubelet;
    if (!node || !kubelet?.registered || node.outOfTouchAt !== undefined) return;
    const { nowMs } = this.component.env;
    planNetwork(node, kubelet, object, nowMs);
    kubelet.statusChanged = true;
    kubelet.statusAtMs = Math.min(kubelet.statusAtMs, nextNodeStatusMs(kubelet, nowMs));
    planNode(this.context, node);
  }

  private observePod({ type, object, previous, key }: WatchEvent<Pod>): void {
    const { nodeName } = object.spec;
    const node = nodeName ? this.context.state.nodes.get(nodeName) : undefined;
    if (node?.outOfTouchAt !== undefined) return;
    if (previous && previous.spec !== object.spec) this.noticeSpec(object, previous);
    if (!node?.kubelet?.registered) return;
    const { nowMs } = this.component.env;
    if (isMirrorPod(object)) {
      const { kubelet } = node;
      const wanting = type === 'DELETED' || object.metadata.deletionTimestamp !== undefined;
      if (wanting) kubelet.mirrorsAtMs = Math.min(kubelet.mirrorsAtMs, nowMs + watchLatencyMs);
      else this.putRight(node, this.context.state.pods.get(this.context.state.mirrors.get(object.metadata.uid ?? '') ?? ''));
      planNode(this.context, node);
      return;
    }
    const uid = object.metadata.uid ?? '';
    let pod = this.context.state.pods.get(uid);
    if (!pod) {
      if (type === 'DELETED') return;
      pod = addPod(this.context, node, uid, key);
      pod.seenAtMs = nowMs + watchLatencyMs;
    }
    const ending = type === 'DELETED' || (object.metadata.deletionTimestamp !== undefined
      && (object.metadata.deletionTimestamp !== previous?.metadata.deletionTimestamp
        || object.metadata.deletionGracePeriodSeconds !== previous.metadata.deletionGracePeriodSeconds));
    if (ending) pod.interrupted = true;
    const statusOnly = !ending && previous?.spec === object.spec && previous.metadata.generation === object.metadata.generation;
    if (statusOnly) this.putRight(node, pod);
    else {
      wantSync(pod, nowMs + watchLatencyMs);
      planPod(this.context, node, pod);
    }
  }

  /** Someone else wrote the pod's status, or its mirror's: the status manager's next turn puts it right, not at once. Source: needsReconcile, pkg/kubelet/status/status_manager.go. */
  private putRight(node: NodeRuntime, pod: PodRuntime | undefined): void {
    if (!pod) return;
    wantSync(pod, this.component.env.nowMs + nodeStatusUpdateMs, true);
    planPod(this.context, node, pod);
  }

  private noticeSpec(object: Pod, previous: Pod): void {
    const pod = this.context.state.pods.get(object.metadata.uid ?? '');
    if (pod) noticeResize(pod, previous, object);
  }

  /** It may have changed whom an API server answers. Clients reconnect within a second of its return, each at its own time. */
  private followReach(): void {
    const { state } = this.context;
    const { reachChanges } = this.options.processes.state;
    if (state.reachSeen === reachChanges) return;
    state.reachSeen = reachChanges;
    const { nowMs } = this.component.env;
    const random = this.component.env.random('kubelet');
    for (const node of state.nodes.values()) {
      reportReach(this.context, node);
      const outOfTouch = node.outOfTouchAt !== undefined;
      if (reachesApi(this.context, node.name) !== outOfTouch) continue;
      if (outOfTouch) reconnect(this.context, node, nowMs + (node.kubelet ? random.below(reconnectSpreadMs) : 0));
      else loseTouch(state, node);
      // What is repeated without news until an API server answers is no work that anybody waits for.
      planNode(this.context, node);
    }
    forgetUnseen(state);
  }

  private planWake(): void {
    const { due } = this.context;
    const nextMs = due.nextForegroundMs();
    if (nextMs < Infinity) this.component.wakeAt(nextMs);
    const backgroundMs = due.nextBackgroundMs();
    if (backgroundMs < Infinity) this.component.wakeAt(backgroundMs, { background: true });
  }

  private contextOf(state: FleetState, due: DueQueue): FleetContext {
    return {
      component: this.component, options: this.options, behaviours: this.behaviours, state, due,
      processesChanged: (uid) => { for (const listener of this.processListeners) listener(uid); },
      ownWrite: (write) => {
        const before = this.writing;
        this.writing = true;
        try {
          return write();
        } finally {
          this.writing = before;
        }
      },
    };
  }
}

function emptyState(): FleetState {
  return {
    nodes: new Map(), pods: new Map(), mirrors: new Map(), changedMachines: new Set(), lostPower: new Set(),
    reachSeen: 0, outOfTouch: new Set(), unseen: new Map(), changes: 0, touchLostAt: 0,
    registry: { up: true, lost: new Set() },
  };
}

export function createKubeletFleet(options: KubeletFleetOptions): (context: ComponentContext) => KubeletFleet {
  return (context) => new KubeletFleet(context, options);
}

import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { FleetContext } from '../context.ts';
import { nodeEvent } from '../events.ts';
import { hexDigest } from '../../hex-digest.ts';
import { endNow } from '../pod/ends.ts';
import { findContainer, podObject } from '../pod/pod-object.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { Instance } from '../pod/container-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import { machineRates, machineUse } from './machine-use.ts';
import { oomScore } from './oom-score.ts';
import { grown, useOf } from './use.ts';

/** When the machine's memory is used up, at the rate of now; Infinity: it is not, or there is nobody to kill. */
export function memoryUsedUpMs(context: FleetContext, node: NodeRuntime): number {
  const { nowMs } = context.component.env;
  const { pods } = context.state;
  const free = node.hardware.memoryBytes - machineUse(pods, node, nowMs).memoryBytes;
  const rate = machineRates(pods, node, nowMs).memoryBytes;
  if (free > 0) return rate > 0 ? nowMs + Math.ceil((free * 1000) / rate) : Infinity;
  return victimOf(context, node) ? nowMs : Infinity;
}

interface Victim {
  name: string;
  score: number;
  /** Undefined: the leaking daemon. */
  container?: { pod: PodRuntime; instance: Instance };
}

/**
 * Out of memory: the kernel kills the process with the highest score until there is some. The kubelet, if it runs, tells about it.
 * @returns the pods that lost a process
 * Source: the kernel's OOM killer; pkg/kubelet/oom/oom_watcher_linux.go.
 */
export function killForMemory(context: FleetContext, node: NodeRuntime): PodRuntime[] {
  const { nowMs, } = context.component.env;
  const struck: PodRuntime[] = [];
  while (machineUse(context.state.pods, node, nowMs).memoryBytes >= node.hardware.memoryBytes) {
    const victim = victimOf(context, node);
    if (!victim) break;
    const pid = 1_000 + (Number.parseInt(hexDigest(`${node.name}/${victim.name}/${nowMs}`, 6), 16) % 31_000);
    const object = node.kubelet?.registered ? context.component.api.get<Node>('nodes', node.name) : undefined;
    const message = `System OOM encountered, victim process: ${victim.name}, pid: ${pid}`;
    if (object) nodeEvent(context, node.name, object, 'Warning', 'SystemOOM', message);
    if (victim.container) {
      endNow(victim.container.instance, nowMs, 137, 'OOMKilled');
      struck.push(victim.container.pod);
      break;
    }
    if (node.faults.leak) node.faults.leak.fromMs = nowMs;
  }
  return struck;
}

function victimOf(context: FleetContext, node: NodeRuntime): Victim | undefined {
  const { nowMs } = context.component.env;
  let worst: Victim | undefined;
  const consider = (victim: Victim): void => {
    if (!worst || victim.score > worst.score) worst = victim;
  };
  const { leak } = node.faults;
  if (leak && leak.fromMs < nowMs) consider({ name: 'node-daemon', score: (grown(leak.fromMs, leak.bytesPerSecond, nowMs) * 1000) / node.hardware.memoryBytes });
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    for (const { name, instance } of pod?.containers.values() ?? []) {
      if (!pod || !instance || instance.endsAtMs <= nowMs) continue;
      const object = podObject(context, pod);
      const container = object && findContainer(object, name)?.container;
      const score = oomScore(object, name, useOf(instance, nowMs).memoryBytes, node.hardware.memoryBytes);
      consider({ name: container?.command?.[0]?.split('/').at(-1) ?? name, score, container: { pod, instance } });
    }
  }
  return worst;
}

import { quantityMilliValue } from '../../../../shared/kubernetes/quantity-number.ts';
import type { Container } from '../../../../shared/kubernetes/types/pod.ts';
import type { FleetContext } from '../context.ts';
import { findContainer, podObject } from '../pod/pod-object.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { Instance } from '../pod/container-state.ts';
import { machineUse } from './machine-use.ts';

/** Shares of a container that requests nothing. Source: MilliCPUToShares, pkg/kubelet/cm/helpers_linux.go. */
const minShares = 2;

/**
 * What each running container gets of a machine whose containers together want more CPU than there is: each its share by weight, and what one does not use goes to the
 * others. Undefined when everyone gets what it wants. Source: the kernel's CPU weights; MilliCPUToShares. Differs: the weights of QoS and pod cgroups are left out.
 */
export function grantedCpu(context: FleetContext, node: NodeRuntime): Map<Instance, number> | undefined {
  const { nowMs } = context.component.env;
  const { cpuMilli } = machineUse(context.state.pods, node, nowMs);
  if (cpuMilli <= node.hardware.cpuMilli) return undefined;
  const asking = wantsOf(context, node, nowMs);
  let left = node.hardware.cpuMilli - (cpuMilli - asking.reduce((sum, { wanted }) => sum + wanted, 0));
  const granted = new Map<Instance, number>();
  // In order of want per share: once one gets less than it wants, so do all after it.
  asking.sort((a, b) => a.wanted / a.shares - b.wanted / b.shares);
  let shares = asking.reduce((sum, one) => sum + one.shares, 0);
  for (const { instance, wanted, shares: own } of asking) {
    const share = Math.min(wanted, Math.floor((Math.max(0, left) * own) / shares));
    granted.set(instance, share);
    left -= share;
    shares -= own;
  }
  return granted;
}

/** The weight of a container where CPU is short. */
export function cpuShares(container: Container | undefined): number {
  const request = container?.resources?.requests?.['cpu'];
  return request === undefined ? minShares : Math.max(minShares, Math.floor((quantityMilliValue(request) * 1024) / 1000));
}

/** What each share gets on a machine where CPU is short: a container gets what it wants, or its shares times this. */
export function cpuPerShare(context: FleetContext, node: NodeRuntime): number | undefined {
  const granted = grantedCpu(context, node);
  if (!granted) return undefined;
  let least: number | undefined;
  for (const { instance, wanted, shares } of wantsOf(context, node, context.component.env.nowMs)) {
    const share = granted.get(instance) ?? wanted;
    if (share < wanted) least = Math.min(least ?? Infinity, share / shares);
  }
  return least;
}

function wantsOf(context: FleetContext, node: NodeRuntime, nowMs: number): { instance: Instance; wanted: number; shares: number }[] {
  const asking: { instance: Instance; wanted: number; shares: number }[] = [];
  for (const uid of node.pods) {
    const pod = context.state.pods.get(uid);
    const object = pod && podObject(context, pod);
    for (const { name, instance } of pod?.containers.values() ?? []) {
      if (!instance || instance.endsAtMs <= nowMs) continue;
      asking.push({ instance, wanted: instance.cpuMilli, shares: cpuShares(object && findContainer(object, name)?.container) });
    }
  }
  return asking;
}

import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { mountDeviceMs } from '../../storage/timings.ts';
import type { FleetContext } from '../context.ts';
import { podEvent } from '../events.ts';
import { reachesApi, seenApi, seenBy } from '../node/last-seen.ts';
import { planNode } from '../node/plan-node.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { mountRetryMaxMs, workerRetryMs } from '../timings.ts';
import { claimVolumesOf, type ClaimVolume } from './claim-volumes.ts';
import { expandVolumes } from './expand-volumes.ts';
import { wantSync } from './schedule.ts';
import { setUpProblems } from './volume-sources.ts';

/** The volume manager's side of a pod: waits for disks, mounts, lets go. Source: pkg/kubelet/volumemanager. */

/** The volume manager looks again so soon after a disk has been reported in use. Source: reconcilerLoopSleepPeriod. */
const reconcilerPeriodMs = 100;

/**
 * Sees to the pod's volumes. @returns whether all are mounted; otherwise the pod is looked at again, or mounting is its worker's task
 * Source: WaitForAttachAndMount.
 */
export function ensureVolumes(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod): boolean {
  if (pod.volumes.mounted) {
    if (pod.volumes.expand) expandVolumes(context, pod, object);
    return true;
  }
  const { env } = context.component;
  const api = seenApi(context, node.name);
  const { volumes, problem } = claimVolumesOf(object, node.name, api);
  if (problem !== undefined) {
    podEvent(context, pod, 'Warning', 'FailedMount', problem);
    wantSync(pod, env.nowMs + workerRetryMs, true);
    return false;
  }
  const problems = [...setUpProblems(object, api, node), ...volumes.flatMap((volume) => claimProblem(context, node, pod, volume))];
  for (const message of problems) podEvent(context, pod, 'Warning', 'FailedMount', message);
  const unattached = volumes.filter((volume) => !isAttached(context, node, pod, volume));
  if (problems.length > 0 || unattached.length > 0) {
    // Nothing is tried before the node has said that it wants the disk.
    if (problems.length === 0 && unattached.some((volume) => !isReported(context, node, volume))) {
      wantSync(pod, nextStatusMs(node, env.nowMs) + reconcilerPeriodMs, !reachesApi(context, node.name));
    } else backOff(context, pod);
    return false;
  }
  if (volumes.every(({ uniqueName }) => uniqueName === undefined)) {
    pod.volumes.mounted = true;
    return true;
  }
  pod.task = { kind: 'MountVolumes', doneAtMs: env.nowMs + mountDeviceMs };
  return false;
}

/** The pod's volumes are unmounted: disks that no other pod here wants may be detached once the node has said so. */
export function releaseVolumes(context: FleetContext, node: NodeRuntime, pod: PodRuntime): void {
  let changed = false;
  for (const [name, uids] of node.disks) {
    if (!uids.delete(pod.uid) || uids.size > 0) continue;
    node.disks.delete(name);
    changed = true;
  }
  if (changed) reportSoon(context, node);
}

function isAttached(context: FleetContext, node: NodeRuntime, pod: PodRuntime, { uniqueName }: ClaimVolume): boolean {
  if (uniqueName === undefined) return true;
  let uids = node.disks.get(uniqueName);
  if (!uids) {
    node.disks.set(uniqueName, (uids = new Set()));
    reportSoon(context, node);
  }
  uids.add(pod.uid);
  const { status } = seenBy<Node>(context, node.name, 'nodes', node.name) ?? {};
  return (status?.volumesInUse?.includes(uniqueName) && status.volumesAttached?.some(({ name }) => name === uniqueName)) ?? false;
}

function isReported(context: FleetContext, node: NodeRuntime, { uniqueName = '' }: ClaimVolume): boolean {
  return seenBy<Node>(context, node.name, 'nodes', node.name)?.status?.volumesInUse?.includes(uniqueName) ?? false;
}

/** What keeps a bound claim from being mounted here. Source: GenerateMountVolumeFunc. */
function claimProblem(context: FleetContext, node: NodeRuntime, pod: PodRuntime, volume: ClaimVolume): string[] {
  if (!volume.reachable) return [`MountVolume.NodeAffinity check failed for volume "${volume.name}" : no matching NodeSelectorTerms`];
  const uids = volume.forOnePod && volume.uniqueName !== undefined ? [...node.disks.get(volume.uniqueName) ?? []] : [];
  if (!uids.some((uid) => uid !== pod.uid && context.state.pods.get(uid)?.volumes.mounted)) return [];
  return [`MountVolume.SetUp failed for volume "${volume.name}" : volume uses the ReadWriteOncePod access mode and is already in use by another pod`];
}

function backOff(context: FleetContext, pod: PodRuntime): void {
  const { retryMs } = pod.volumes;
  wantSync(pod, context.component.env.nowMs + retryMs, retryMs >= mountRetryMaxMs);
  pod.volumes.retryMs = Math.min(retryMs * 2, mountRetryMaxMs);
}

function nextStatusMs(node: NodeRuntime, nowMs: number): number {
  return node.kubelet ? nextNodeStatusMs(node.kubelet, nowMs) : nowMs;
}

/** The node status is sent with the next turn of its loop. */
function reportSoon(context: FleetContext, node: NodeRuntime): void {
  const { kubelet } = node;
  if (!kubelet) return;
  kubelet.statusChanged = true;
  kubelet.statusAtMs = Math.min(kubelet.statusAtMs, nextStatusMs(node, context.component.env.nowMs));
  planNode(context, node);
}

import { imageWithoutTag } from '../../../../shared/topology/behaviour.ts';
import type { FleetContext } from '../context.ts';
import { runtimeAnswers } from '../node/container-runtime.ts';
import { planNode } from '../node/plan-node.ts';
import { nextNodeStatusMs } from '../node/status-schedule.ts';
import { diskFree } from '../resources/machine-use.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import { pullBytesPerSecond, registryLatencyMs } from '../timings.ts';
import type { ImagePull, PullFailure } from './state.ts';

/**
 * Image pulls of one machine, one after the other (serializeImagePulls is the default). A pull whose layers are present costs only the
 * registry's
 * answer, so pods that wait for the same image follow quickly. Source: pkg/kubelet/images/puller.go.
 */
export function requestPull(context: FleetContext, node: NodeRuntime, uid: string, container: string, image: string): void {
  const { nowMs } = context.component.env;
  node.pulls.push({
    image, uid, container, requestedAtMs: nowMs, startedAtMs: Infinity, endsAtMs: Infinity, sizeBytes: context.behaviours.of(image).sizeBytes,
    progress: { atMs: nowMs, bytes: 0 },
  });
  if (node.pulls.length > 1) return;
  startPull(context, node, node.pulls[0] as ImagePull, nowMs);
  planNode(context, node);
}

/** Takes the pulls that are done off the queue. @returns them; the caller tells the pod workers */
export function finishPulls(context: FleetContext, node: NodeRuntime, nowMs: number): ImagePull[] {
  const done: ImagePull[] = [];
  for (let pull = node.pulls[0]; pull && pull.endsAtMs <= nowMs; pull = node.pulls[0]) {
    node.pulls.shift();
    if (!pull.failure && !node.images.has(pull.image) && diskFree(context.state.pods, node, nowMs) < pull.sizeBytes) pull.failure = 'NoSpace';
    if (!pull.failure && !node.images.has(pull.image)) {
      node.images.set(pull.image, pull.sizeBytes);
      node.imageBytes += pull.sizeBytes;
      node.imageUsedAtMs.set(pull.image, nowMs);
      if (node.kubelet) {
        node.kubelet.statusChanged = true;
        node.kubelet.statusAtMs = Math.min(node.kubelet.statusAtMs, nextNodeStatusMs(node.kubelet, nowMs));
      }
    }
    done.push(pull);
    const next = node.pulls[0];
    if (next) startPull(context, node, next, pull.endsAtMs);
  }
  return done;
}

/** The pod no longer wants its pulls. One under way goes on, as the runtime's does; its image will be there for others. */
export function cancelPulls(node: NodeRuntime, uid: string): void {
  node.pulls = node.pulls.filter((pull, index) => index === 0 || pull.uid !== uid);
}

/** The registries have failed, slowed down or recovered: the pull under way goes on at the new speed, or breaks off. */
export function followRegistry(context: FleetContext, node: NodeRuntime): void {
  const [pull] = node.pulls;
  const { nowMs } = context.component.env;
  if (!pull || pull.endsAtMs <= nowMs || !runtimeAnswers(node)) return;
  if (pull.failure === undefined) pull.progress = { atMs: nowMs, bytes: pulledBytes(pull, nowMs) };
  const remaining = node.images.has(pull.image) ? 0 : pull.sizeBytes - pull.progress.bytes;
  planPullEnd(context, node, pull, remaining, nowMs);
  planNode(context, node);
}

/** How many bytes of a pull are there. */
export function pulledBytes(pull: ImagePull, nowMs: number): number {
  const { atMs, bytes } = pull.progress;
  if (pull.startedAtMs > nowMs || pull.failure) return bytes;
  const share = (nowMs - atMs) / Math.max(1, pull.endsAtMs - atMs);
  return bytes + Math.floor((pull.sizeBytes - bytes) * Math.min(1, Math.max(0, share)));
}

function startPull(context: FleetContext, node: NodeRuntime, pull: ImagePull, nowMs: number): void {
  pull.startedAtMs = nowMs;
  pull.progress = { atMs: nowMs, bytes: 0 };
  planPullEnd(context, node, pull, node.images.has(pull.image) ? 0 : pull.sizeBytes, nowMs);
}

function planPullEnd(context: FleetContext, node: NodeRuntime, pull: ImagePull, remainingBytes: number, nowMs: number): void {
  const { registry } = context.state;
  const failure = failureOf(context, node, pull);
  delete pull.failure;
  if (failure) pull.failure = failure;
  const speed = Math.min(pullBytesPerSecond, registry.bytesPerSecond ?? Infinity);
  pull.endsAtMs = nowMs + registryLatencyMs + (failure ? 0 : Math.ceil((remainingBytes * 1000) / speed));
}

function failureOf(context: FleetContext, node: NodeRuntime, { image, uid, container }: ImagePull): PullFailure | undefined {
  const { registry, pods } = context.state;
  if (!registry.up || context.options.processes.isCutOff(node.name)) return 'Unreachable';
  const lost = registry.lost.has(image) || registry.lost.has(imageWithoutTag(image));
  const hidden = pods.get(uid)?.containers.get(container)?.faults?.missingImage;
  return lost || hidden || context.behaviours.of(image).missing ? 'NotFound' : undefined;
}

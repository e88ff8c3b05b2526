import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { isLongest, nextBackOff } from '../back-off.ts';
import { nextRelistMs, type FleetContext } from '../context.ts';
import { containerEvent } from '../events.ts';
import { goDuration } from '../go-duration.ts';
import { effectivePullPolicy, parseImageName } from '../images/image-name.ts';
import { pullError } from '../images/pull-error.ts';
import { requestPull } from '../images/pull-queue.ts';
import type { ImagePull } from '../images/state.ts';
import type { NodeRuntime } from '../node/node-state.ts';
import type { PodRuntime } from './pod-state.ts';
import { workerRetryMs } from '../timings.ts';
import { containerRuntime } from './instance.ts';
import { wantSync } from './schedule.ts';

/**
 * Makes the image of a container available: it is there, or a pull becomes the worker's task, or the container waits with a reason.
 * @returns whether the image is there now
 * Source: EnsureImageExists, pkg/kubelet/images/image_manager.go.
 */
export function ensureImage(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, container: Container): boolean {
  const { nowMs } = context.component.env;
  const { name, image = '' } = container;
  const runtime = containerRuntime(pod, name);
  if (pod.pulled === name) {
    pod.pulled = undefined;
    return true;
  }
  const wait = (reason: string, message: string, retryAtMs: number, forGood: boolean): false => {
    containerEvent(context, pod, object, name, 'Warning', 'Failed', `Error: ${reason}`);
    runtime.waiting = { reason, message, retryAtMs, image, forGood };
    wantSync(pod, nextRelistMs(node, nowMs));
    return false;
  };
  if (!parseImageName(image)) {
    const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    containerEvent(context, pod, object, name, 'Warning', 'InspectFailed', message);
    return wait('InvalidImageName', message, Infinity, true);
  }
  const policy = effectivePullPolicy(image, container.imagePullPolicy);
  const present = node.images.has(image) && !runtime.faults?.missingImage;
  if (present && policy !== 'Always') {
    const message = `Container image "${image}" already present on machine and can be accessed by the pod`;
    containerEvent(context, pod, object, name, 'Normal', 'Pulled', message);
    return true;
  }
  if (policy === 'Never') {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    containerEvent(context, pod, object, name, 'Warning', 'ErrImageNeverPull', message);
    return wait('ErrImageNeverPull', message, nowMs + workerRetryMs, true);
  }
  const backOff = runtime.waiting && runtime.waiting.image !== image ? undefined : runtime.pullBackOff;
  if (backOff && nowMs < backOff.updatedAtMs + backOff.delayMs) {
    containerEvent(context, pod, object, name, 'Normal', 'BackOff', `Back-off pulling image "${image}"`);
    const message = `Back-off pulling image "${image}": ErrImagePull: ${pullError(image, runtime.pullFailure ?? 'NotFound')}`;
    return wait('ImagePullBackOff', message, backOff.updatedAtMs + backOff.delayMs, isLongest(backOff));
  }
  containerEvent(context, pod, object, name, 'Normal', 'Pulling', `Pulling image "${image}"`);
  requestPull(context, node, pod.uid, name, image);
  pod.task = { kind: 'PullImage', container: name };
  return false;
}

/** A pull that this pod waited for is over. The worker goes on with the start, or with what else there is. */
export function pullFinished(context: FleetContext, node: NodeRuntime, pod: PodRuntime, object: Pod, pull: ImagePull): void {
  const { nowMs } = context.component.env;
  const runtime = containerRuntime(pod, pull.container);
  if (!pull.failure) {
    const took = goDuration(pull.endsAtMs - pull.startedAtMs);
    const withWaiting = goDuration(pull.endsAtMs - pull.requestedAtMs);
    containerEvent(context, pod, object, pull.container, 'Normal', 'Pulled',
      `Successfully pulled image "${pull.image}" in ${took} (${withWaiting} including waiting). Image size: ${pull.sizeBytes} bytes.`);
    delete runtime.pullBackOff;
    delete runtime.pullFailure;
    pod.pulled = pull.container;
    return;
  }
  const message = pullError(pull.image, pull.failure);
  runtime.pullFailure = pull.failure;
  containerEvent(context, pod, object, pull.container, 'Warning', 'Failed', `Failed to pull image "${pull.image}": ${message}`);
  containerEvent(context, pod, object, pull.container, 'Warning', 'Failed', 'Error: ErrImagePull');
  runtime.pullBackOff = nextBackOff(runtime.pullBackOff, nowMs, nowMs);
  // Shown as ErrImagePull until the next look, which finds the back-off.
  runtime.waiting = { reason: 'ErrImagePull', message, retryAtMs: nextRelistMs(node, nowMs), image: pull.image, forGood: false };
  wantSync(pod, nowMs);
}

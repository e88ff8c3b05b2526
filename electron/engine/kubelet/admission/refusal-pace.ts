import type { KubeletProcess } from '../node/node-state.ts';

/** Requests that the kubelet's client may send to the API. Source: kubeAPIQPS, kubeAPIBurst, pkg/kubelet/apis/config/v1beta1/defaults.go. */
const requestsPerSecond = 50;
const requestBurst = 100;
/** A status is read, then patched. Source: syncPod, pkg/kubelet/status/status_manager.go. */
const requestsPerRefusal = 2;

export const refusalBurst = requestBurst / requestsPerRefusal;
export const msPerRefusal = (1000 * requestsPerRefusal) / requestsPerSecond;

/**
 * Whether the kubelet's client lets another refusal through. Only refusals are counted: they are what a kubelet can have to say again and again, as fast as
 * a controller makes a refused pod anew. Source: client-go/util/flowcontrol/throttle.go (a token bucket).
 * @returns milliseconds until it does; 0 when it does now, which is noted then
 */
export function refusalWaitMs(kubelet: KubeletProcess, nowMs: number): number {
  // The time at which the bucket would be full again says how full it is.
  const fullAtMs = Math.max(kubelet.refusalsFullAtMs ?? 0, nowMs);
  const waitMs = fullAtMs + msPerRefusal - nowMs - refusalBurst * msPerRefusal;
  if (waitMs > 0) return waitMs;
  kubelet.refusalsFullAtMs = fullAtMs + msPerRefusal;
  return 0;
}

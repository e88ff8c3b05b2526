import type { KubeletProcess } from './node-state.ts';
import { nodeStatusReportMs, nodeStatusUpdateMs } from '../timings.ts';

/** The next turn of the loop that looks at the node status every ten seconds. */
export function nextNodeStatusMs(kubelet: KubeletProcess, nowMs: number): number {
  const turns = Math.floor((nowMs - kubelet.startedAtMs) / nodeStatusUpdateMs) + 1;
  return kubelet.startedAtMs + turns * nodeStatusUpdateMs;
}

/** When an unchanged status is sent again. Turns between that would send nothing are left out: they cost work and show nothing. */
export function nextReportMs(kubelet: KubeletProcess): number {
  return kubelet.lastReportMs + nodeStatusReportMs;
}

import type { Pod, PodSpec } from '../../shared/kubernetes/types/pod.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import type { Step } from './story.ts';

const longestMs = 70_000;

/** Pods of this workload are bound to a node under pressure, which refuses them, and made anew at once. Those of DaemonSets wait in between. */
export function toleratesEverything({ kind, ...rest }: Manifest): boolean {
  const { spec } = rest as { spec?: { template?: Pick<Pod, 'spec'> } & Partial<PodSpec> };
  const { tolerations = [] } = spec?.template?.spec ?? spec ?? {};
  return kind !== 'DaemonSet' && tolerations.some(({ operator, key }) => operator === 'Exists' && key === undefined);
}

/** A kubelet refuses 25 pods a second for as long as there is pressure, and five minutes more; all of them stay until there are 12,500. */
export function shortPressure(step: Step): Step {
  if ('input' in step || !('fault' in step.breakage)) return step;
  const { kind } = step.breakage.fault;
  return kind === 'FillDisk' || kind === 'ExhaustPids' ? { ...step, mendAtMs: Math.min(step.mendAtMs, step.atMs + longestMs) } : step;
}

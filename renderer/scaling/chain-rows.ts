import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { ScalingChain, ScalingStage, ScalingStep } from '../../shared/view/scaling.ts';

/** One stage as it is drawn: what it cost from `fromMs` on, in which it happened from `firstMs` to `lastMs`. */
export interface ChainRow {
  step: ScalingStep;
  fromMs: number;
}

/** When the chain began and, as far as it has come, ended. */
export function periodOf({ steps }: ScalingChain): { fromMs: number; untilMs: number } {
  const fromMs = steps[0]?.firstMs ?? 0;
  return { fromMs, untilMs: Math.max(fromMs, ...steps.map(({ lastMs }) => lastMs)) };
}

/** Each stage begins to cost when those before it are over. */
export function chainRows(chain: ScalingChain): ChainRow[] {
  let endMs = chain.steps[0]?.firstMs ?? 0;
  return chain.steps.map((step) => {
    const row = { step, fromMs: Math.min(endMs, step.firstMs) };
    endMs = Math.max(endMs, step.lastMs);
    return row;
  });
}

/** The stage that cost most; undefined: there is none that cost anything. */
export function longestStage({ steps }: ScalingChain): ScalingStep | undefined {
  const longest = steps.reduce<ScalingStep | undefined>((most, step) => (step.afterMs > (most?.afterMs ?? 0) ? step : most), undefined);
  return longest;
}

/** How many machines were made for it. */
export function machinesOf({ steps }: ScalingChain): number {
  return steps.find(({ stage }) => stage === 'MachinesMade')?.count ?? 0;
}

/** From how many replicas to how many; where a person decided, only how many pods came. */
export function growthOf({ replicas, steps }: ScalingChain): { from: number; to: number } | { more: number } {
  return replicas ?? { more: steps.find(({ stage }) => stage === 'PodsCreated')?.count ?? 0 };
}

const machineStages: ReadonlySet<ScalingStage> = new Set(['MachinesMade', 'MachinesBooted', 'NodesReady']);

/** The objects that came to a stage, or that decided there. */
export function subjectsOf({ target, autoscaler }: ScalingChain, { stage, subjects }: ScalingStep): ObjectRef[] {
  switch (stage) {
    case 'LoadRose': return [target];
    case 'Measured': case 'Decided': return [autoscaler ?? target];
    case 'GroupsEnlarged': return subjects.map((name) => ({ apiVersion: 'clusterwright.dev/v1', kind: 'NodeGroup', name }));
    default: break;
  }
  if (machineStages.has(stage)) return subjects.map((name) => ({ apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name }));
  return subjects.map((name) => ({ apiVersion: 'v1', kind: 'Pod', ...(target.namespace ? { namespace: target.namespace } : {}), name }));
}

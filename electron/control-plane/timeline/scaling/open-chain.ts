import { scalingStages, type ScalingChain, type ScalingFacts, type ScalingStage } from '../../../../shared/view/scaling.ts';

/** A chain that is still followed, with what is needed to know its pods and machines again. Plain data. */
export interface OpenChain {
  chain: ScalingChain;
  beganMs: number;
  /** Pods that belong to it, when all are there. */
  wanted: number;
  /** Uid → name. */
  pods: Record<string, string>;
  /** Group → the size for which it was enlarged last. */
  groups: Record<string, number>;
  machinesWanted: number;
  machines: string[];
  /** Uid of a pod, or name of a machine → stages that it has come to. */
  reached: Record<string, ScalingStage[]>;
}

export interface Reaching {
  stage: ScalingStage;
  /** Who came to it: each counts once. */
  id: string;
  subject: string;
  atMs: number;
  /** Where it is known only that it happened between two times: the earlier one. */
  sinceMs?: number;
  by: string;
  facts?: ScalingFacts;
}

const subjectsNamed = 10;

/** Notes that someone has come to a stage. A second time changes nothing. */
export function reach({ chain, reached }: OpenChain, { stage, id, subject, atMs, sinceMs = atMs, by, facts }: Reaching): void {
  const stages = (reached[id] ??= []);
  if (stages.includes(stage)) return;
  stages.push(stage);
  const step = chain.steps.find((known) => known.stage === stage);
  if (step) {
    step.count += 1;
    step.firstMs = Math.min(step.firstMs, sinceMs);
    step.lastMs = Math.max(step.lastMs, atMs);
    if (step.subjects.length < subjectsNamed && !step.subjects.includes(subject)) step.subjects.push(subject);
    if (facts) step.facts = facts;
  } else {
    chain.steps.push({ stage, firstMs: sinceMs, lastMs: atMs, count: 1, afterMs: 0, by, subjects: [subject], ...(facts ? { facts } : {}) });
    chain.steps.sort((a, b) => scalingStages.indexOf(a.stage) - scalingStages.indexOf(b.stage));
  }
  let endMs = chain.steps[0]?.firstMs ?? 0;
  for (const one of chain.steps) {
    one.afterMs = Math.max(0, one.lastMs - endMs);
    endMs = Math.max(endMs, one.lastMs);
  }
}

/** How many pods of the chain have come to a stage. */
export function podsAt({ pods, reached }: OpenChain, stage: ScalingStage): number {
  return Object.keys(pods).filter((uid) => reached[uid]?.includes(stage)).length;
}

import type { DesignChange } from '../../shared/ipc/design.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import { rolloutUndo } from '../engine/design/rollout-undo.ts';
import { findPod } from '../engine/faults/find-pod.ts';
import type { World } from '../engine/world.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { follow } from './trace/follow.ts';
import { effectOf, type Finder, type Look, type ScriptAction, type ScriptStep, type StepEffect } from './script.ts';
import { costLines } from './cost-lines.ts';
import { top } from './top.ts';

/** One step that was done. */
export interface PlayedStep {
  atMs: number;
  action: string;
  /** Why it was refused. */
  error?: string;
  /** What a trace saw. */
  lines?: string[];
}

export interface StepListener {
  doing?(action: ScriptAction): void;
  refused?(error: string): void;
  saw?(lines: readonly string[]): void;
}

/**
 * Runs `world` to `untilMs`, doing each step at its time. A step that is refused is noted and the run goes on.
 * @param hear is told of each step before it is done, and why, when it is refused
 */
export function playScript(world: World, steps: readonly ScriptStep[], untilMs: number, folder: string, hear: StepListener = {}): PlayedStep[] {
  const done: PlayedStep[] = [];
  for (const { atMs, action } of steps) {
    if (atMs > untilMs) break;
    world.advance({ untilMs: Math.max(atMs, world.nowMs) });
    hear.doing?.(action);
    const { error, lines } = doStep(world, effectOf(action, folder, finderIn(world)));
    if (error !== undefined) hear.refused?.(error);
    if (lines) hear.saw?.(lines);
    done.push({ atMs: world.nowMs, action: JSON.stringify(action), ...(error === undefined ? {} : { error }), ...(lines ? { lines } : {}) });
  }
  world.advance({ untilMs: Math.max(untilMs, world.nowMs) });
  return done;
}

/** Does one step of a script. @returns why it was refused, or what it saw */
export function doStep(world: World, effect: Result<StepEffect, string>): Pick<PlayedStep, 'error' | 'lines'> {
  if (!effect.ok) return { error: effect.error };
  if (effect.value.kind === 'trace' || effect.value.kind === 'top' || effect.value.kind === 'cost') {
    const seen = look(world, effect.value);
    return seen.ok ? { lines: seen.value } : { error: seen.error };
  }
  const error = undoneBecause(world, effect.value);
  return error === undefined ? {} : { error };
}

function look(world: World, wanted: Look): Result<string[], string> {
  switch (wanted.kind) {
    case 'trace': return follow(world, finderIn(world).pod, wanted.options);
    case 'top': return top(world, wanted.what);
    case 'cost': return costNow(world);
  }
}

function costNow({ components: { cloud } }: World): Result<string[], string> {
  return cloud ? ok(costLines(cloud.cost())) : err('the provider of this cluster has no prices');
}

function undoneBecause(world: World, effect: Exclude<StepEffect, Look>): string | undefined {
  if (effect.kind === 'fault') {
    const outcome = world.inject(effect.fault);
    return outcome.ok ? undefined : outcome.error.message;
  }
  const refusals = [effect.changes, ...(effect.afterwards ?? []).map((change) => [change])].map((changes) => refusalOf(world, changes));
  return refusals.filter((refusal) => refusal !== undefined).join('; ') || undefined;
}

function refusalOf(world: World, changes: DesignChange[]): string | undefined {
  const outcome = world.apply(changes);
  if (outcome.ok) return undefined;
  const change = changes[outcome.error.index];
  const { message } = outcome.error.status;
  return change?.op === 'evict' ? `${change.ref.name}: ${message}` : message;
}

export function finderIn(world: World): Finder {
  return {
    pod: (namespace, name) => findPod(world.api, namespace, name),
    leavingPod(namespace, name) {
      if (world.api.get('pods', `${namespace}/${name}`)) return name;
      return [...world.api.byIndex<Pod>('pods', 'namespace', namespace)].find((pod) => pod.metadata.name.startsWith(`${name}-`) && pod.metadata.deletionTimestamp)?.metadata.name;
    },
    podsToDrain: (node) => [...world.api.byIndex<Pod>('pods', 'nodeName', node)].filter(isDrained).map(
      ({ metadata: { namespace, name } }) => ({ apiVersion: 'v1', kind: 'Pod', ...(namespace ? { namespace } : {}), name }),
    ),
    rolloutUndo: (ref, toRevision) => rolloutUndo(world.api, ref, toRevision),
  };
}

/** Mirror pods and pods of DaemonSets stay; pods already on their way are waited for. Source: kubectl pkg/drain/filters.go. */
function isDrained({ metadata }: Pod): boolean {
  return metadata.annotations?.['kubernetes.io/config.mirror'] === undefined && metadata.deletionTimestamp === undefined
    && !metadata.ownerReferences?.some(({ kind, controller }) => controller && kind === 'DaemonSet');
}

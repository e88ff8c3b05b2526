import type { ActionDecision } from '../../../../shared/decisions.ts';
import type { NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { ComponentContext } from '../../component.ts';
import type { TimedOut } from './node-groups/scale-up-requests.ts';
import type { NodeLook } from './scale-down/planner.ts';
import { wasteOf } from './scale-up/least-waste.ts';
import type { ScaleUpPlan, UnhelpedPod } from './scale-up/plan-scale-up.ts';
import type { AutoscalerState } from './state.ts';

/** What the autoscaler remembers of its decisions for "Why?" and the timeline. */

/** Names of pods told with a decision. */
const podsNamed = 20;

function record({ env, recordDecision }: ComponentContext, uid: string | undefined, facts: DistributiveOmit<ActionDecision, 'objectUid' | 'sinceMs' | 'atMs'>): void {
  if (uid !== undefined) recordDecision({ ...facts, objectUid: uid, sinceMs: env.nowMs, atMs: env.nowMs });
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export function recordScaleUp(context: ComponentContext, { infos, options, best }: ScaleUpPlan): void {
  const sizes = infos.map(({ group, currentSize, newSize, maxSize }) => ({ group, from: currentSize, to: newSize, max: maxSize }));
  const pods = best?.pods.map(({ key }) => key) ?? [];
  const considered = options.map((option) => {
    const { cpu, memory } = wasteOf(option);
    return { group: option.group.name, nodes: option.nodeCount, pods: option.pods.length, wastedCpu: percent(cpu), wastedMemory: percent(memory) };
  });
  for (const { group } of infos) {
    const object = context.api.get<NodeGroup>('nodegroups', group);
    record(context, object?.metadata.uid, {
      kind: 'ScaleUpDecided', best: best?.group.name ?? '', sizes, options: considered, pods: pods.slice(0, podsNamed), podCount: pods.length,
    });
  }
  for (const { pod } of best?.pods ?? []) record(context, pod.metadata.uid, { kind: 'ScaleUpTriggered', sizes });
}

export function recordUnhelped(context: ComponentContext, { pod, refusals, skipped }: UnhelpedPod): void {
  const groups = [
    ...[...refusals].map(([group, { plugin, reasons }]) => ({ group, plugin, reasons: [...reasons] })),
    ...[...skipped].map(([group, reason]) => ({ group, reasons: [reason] })),
  ];
  record(context, pod.pod.metadata.uid, { kind: 'ScaleUpImpossible', groups });
}

export function recordTimedOut(context: ComponentContext, { group, afterMs, backOffUntilMs }: TimedOut): void {
  record(context, group.group.metadata.uid, { kind: 'ScaleUpTimedOut', afterMs, backOffUntilMs });
}

/** Of every node of a group what keeps it, told again only when that is another. */
export function recordNodeLooks(context: ComponentContext, state: AutoscalerState, looks: readonly NodeLook[]): void {
  const seen = new Set<string>();
  for (const { node, group, reason = 'Removable', pod, because, utilization, sinceMs } of looks) {
    seen.add(node);
    const known = state.verdicts.get(node);
    // That it was looked at lately says nothing new.
    if (known && (reason === 'RecentlyUnremovable' || (known.reason === reason && known.pod === pod && known.because === because))) continue;
    state.verdicts.set(node, { reason, ...(pod === undefined ? {} : { pod }), ...(because === undefined ? {} : { because }) });
    record(context, context.api.get<Node>('nodes', node)?.metadata.uid, {
      kind: 'NodeLookedAt', node, group, reason, ...(pod === undefined ? {} : { pod }), ...(because === undefined ? {} : { because }),
      ...(utilization ? { resource: utilization.resource, utilization: percent(utilization.share) } : {}),
      ...(sinceMs === undefined ? {} : { unneededSinceMs: sinceMs }),
    });
  }
  for (const node of state.verdicts.keys()) if (!seen.has(node) && !state.deletions.has(node)) state.verdicts.delete(node);
}

/** With one decimal. */
function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}

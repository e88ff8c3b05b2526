import type { ActionOf } from '../../../../shared/decisions.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { desiredSizeOf, type NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { LocalizedText } from '../../../../shared/view/rows.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { machinesOf } from '../../../engine/cloud/node-groups/node-groups.ts';
import type { World } from '../../../engine/world.ts';
import { machineState } from '../../view/machine-row.ts';
import { historyOf } from '../chain.ts';
import { groupReasonsText, keptText } from '../scaling-texts.ts';
import { lastAutoscaling, raiseMaxSize } from '../scale-up-remedies.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

/** Why a group has as many machines as it has: its bounds, what the cluster autoscaler decided, how its machines are. */
export function explainNodeGroup(world: World, ref: ObjectRef): WhyAnswer {
  const group = subject<NodeGroup>(world, ref);
  const machines = machinesOf(world.api, group).flatMap((machine) => {
    const { name } = machine.metadata;
    const node = world.api.get<Node>('nodes', name);
    const look = lastLook(world, node);
    return [
      stepAbout(world, machine, 'kind/Machine', says('nodeGroup.machine', { name, state: machineState(machine, node) })),
      ...(look && node ? [{ ...stepAbout(world, node, 'kind/Node', keptText(look)), isDecision: true }] : []),
    ];
  });
  const waiting = podsNotHelped(world, group.metadata.name);
  return {
    headline: headline(world, group),
    evidence: [
      ...fieldEvidence(world, ref, group, 'spec.desiredSize', says('nodeGroup.field.desired'), String(group.spec.minSize)),
      ...fieldEvidence(world, ref, group, 'spec.minSize', says('nodeGroup.field.min')),
      ...fieldEvidence(world, ref, group, 'spec.maxSize', says('nodeGroup.field.max')),
      historyOf(world, group, [...machines, ...waiting.map(({ pod, reasons }) => (
        { ...stepAbout(world, pod, 'waiting/Pending', says('nodeGroup.notFor', { pod: pod.metadata.name }), reasons), isDecision: true }
      ))]),
    ],
    remedies: waiting.length > 0 ? raiseMaxSize(world, (waiting[0] as (typeof waiting)[number]).pod).filter(({ change }) => change.some((one) => 'ref' in one && one.ref.name === group.metadata.name)) : [],
  };
}

/** What the cluster autoscaler last found of a node: unneeded, or what keeps it. */
function lastLook(world: World, node: Node | undefined): ActionOf<'NodeLookedAt'> | undefined {
  return world.decisionsAbout(node?.metadata.uid ?? '').findLast((decision): decision is ActionOf<'NodeLookedAt'> => decision.kind === 'NodeLookedAt');
}

const podsShown = 10;

/** Pods that wait and for which the group was not enlarged, with the reasons of that. */
function podsNotHelped(world: World, group: string): { pod: Pod; reasons: string }[] {
  return [...world.api.byIndex<Pod>('pods', 'nodeName', '')].flatMap((pod) => {
    const decision = lastAutoscaling(world, pod);
    const groups = decision?.kind === 'ScaleUpImpossible' ? decision.groups.filter((one) => one.group === group) : [];
    return groups.length > 0 ? [{ pod, reasons: groupReasonsText({ groups }) }] : [];
  }).slice(0, podsShown);
}

function headline(world: World, { metadata, spec, status }: NodeGroup): LocalizedText {
  const desired = desiredSizeOf(spec);
  const params = { name: metadata.name, count: desired, ready: status?.ready ?? 0, minimum: spec.minSize, maximum: spec.maxSize };
  const failed = world.decisionsAbout(metadata.uid ?? '').findLast((decision): decision is ActionOf<'ScaleUpTimedOut'> => decision.kind === 'ScaleUpTimedOut');
  if (failed && failed.backOffUntilMs > world.nowMs) return says('nodeGroup.backOff', { ...params, untilMs: failed.backOffUntilMs });
  if (params.ready < desired) return says('nodeGroup.growing', params);
  return says(desired === spec.maxSize ? 'nodeGroup.atMax' : desired === spec.minSize ? 'nodeGroup.atMin' : 'nodeGroup.asWanted', params);
}

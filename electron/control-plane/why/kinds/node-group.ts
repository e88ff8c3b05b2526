import type { ActionOf } from '../../../../shared/decisions.ts';
import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { desiredSizeOf, type NodeGroup } from '../../../../shared/kubernetes/types/node-group.ts';
import type { LocalizedText } from '../../../../shared/view/rows.ts';
import type { WhyAnswer } from '../../../../shared/view/why.ts';
import { machinesOf } from '../../../engine/cloud/node-groups/node-groups.ts';
import type { World } from '../../../engine/world.ts';
import { machineState } from '../../view/machine-row.ts';
import { historyOf } from '../chain.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

/** Why a group has as many machines as it has: its bounds, what the cluster autoscaler decided, how its machines are. */
export function explainNodeGroup(world: World, ref: ObjectRef): WhyAnswer {
  const group = subject<NodeGroup>(world, ref);
  const machines = machinesOf(world.api, group).map((machine) => {
    const { name } = machine.metadata;
    const state = machineState(machine, world.api.get<Node>('nodes', name));
    return stepAbout(world, machine, 'kind/Machine', says('nodeGroup.machine', { name, state }));
  });
  return {
    headline: headline(world, group),
    evidence: [
      ...fieldEvidence(world, ref, group, 'spec.desiredSize', says('nodeGroup.field.desired'), String(group.spec.minSize)),
      ...fieldEvidence(world, ref, group, 'spec.minSize', says('nodeGroup.field.min')),
      ...fieldEvidence(world, ref, group, 'spec.maxSize', says('nodeGroup.field.max')),
      historyOf(world, group, machines),
    ],
    remedies: [],
  };
}

function headline(world: World, { metadata, spec, status }: NodeGroup): LocalizedText {
  const desired = desiredSizeOf(spec);
  const params = { name: metadata.name, desired, ready: status?.ready ?? 0, minimum: spec.minSize, maximum: spec.maxSize };
  const failed = world.decisionsAbout(metadata.uid ?? '').findLast((decision): decision is ActionOf<'ScaleUpTimedOut'> => decision.kind === 'ScaleUpTimedOut');
  if (failed && failed.backOffUntilMs > world.nowMs) return says('nodeGroup.backOff', { ...params, untilMs: failed.backOffUntilMs });
  if (params.ready < desired) return says('nodeGroup.growing', params);
  return says(desired === spec.maxSize ? 'nodeGroup.atMax' : desired === spec.minSize ? 'nodeGroup.atMin' : 'nodeGroup.asWanted', params);
}

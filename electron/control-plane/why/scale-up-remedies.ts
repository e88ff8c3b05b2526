import type { ActionOf } from '../../../shared/decisions.ts';
import type { NodeGroup } from '../../../shared/kubernetes/types/node-group.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { WhyRemedy } from '../../../shared/view/why.ts';
import { atMaximum } from '../../engine/controllers/cluster-autoscaler/scale-up/plan-scale-up.ts';
import type { World } from '../../engine/world.ts';

/** What the cluster autoscaler last decided about a pod. */
export function lastAutoscaling(world: World, pod: Pod): ActionOf<'ScaleUpTriggered'> | ActionOf<'ScaleUpImpossible'> | undefined {
  let last: ActionOf<'ScaleUpTriggered'> | ActionOf<'ScaleUpImpossible'> | undefined;
  for (const decision of world.decisionsAbout(pod.metadata.uid ?? '')) {
    if ((decision.kind === 'ScaleUpTriggered' || decision.kind === 'ScaleUpImpossible') && decision.atMs >= (last?.atMs ?? 0)) last = decision;
  }
  return last;
}

/** Groups that cannot grow although their nodes might take the pod could be allowed one machine more. */
export function raiseMaxSize(world: World, pod: Pod): WhyRemedy[] {
  const decision = lastAutoscaling(world, pod);
  if (decision?.kind !== 'ScaleUpImpossible') return [];
  return decision.groups.filter(({ reasons }) => reasons.includes(atMaximum)).flatMap(({ group }): WhyRemedy[] => {
    const object = world.api.get<NodeGroup>('nodegroups', group);
    if (!object) return [];
    const size = object.spec.maxSize + 1;
    const ref = { apiVersion: object.apiVersion, kind: object.kind, name: group };
    return [{
      text: { key: 'view:remedy.raiseMaxSize', params: { group, size } }, writes: `NodeGroup/${group} spec.maxSize: ${size}`,
      change: [{ op: 'patch', ref, patch: { spec: { maxSize: size } } }],
    }];
  });
}

import type { Deployment } from '../../shared/kubernetes/types/apps.ts';
import type { HorizontalPodAutoscaler } from '../../shared/kubernetes/types/autoscaling.ts';
import { desiredSizeOf, type NodeGroup } from '../../shared/kubernetes/types/node-group.ts';
import { machinesOf } from '../engine/cloud/node-groups/node-groups.ts';
import { isInstanceRefused } from './cloud.ts';
import type { World } from '../engine/world.ts';

/** Autoscalers have set the size that they want and have left it alone for a while; groups have the machines that they want, or all that they are given. */
export function unsettledScaling(world: World): string[] {
  return [
    ...[...world.api.list<HorizontalPodAutoscaler>('horizontalpodautoscalers')].flatMap((autoscaler) => autoscalerProblems(world, autoscaler)),
    ...[...world.api.list<NodeGroup>('nodegroups')].flatMap((group) => {
      const [size, wanted] = [machinesOf(world.api, group).length, desiredSizeOf(group.spec)];
      return size === wanted || (size < wanted && isHeldUpByCloud(world, group)) ? [] : [`NodeGroup ${group.metadata.name} has ${size} machines, wants ${wanted}`];
    }),
  ];
}

/** The last thing that its Auto Scaling group did was to be refused a machine, and would be again. */
function isHeldUpByCloud(world: World, { metadata: { name }, spec: { type = '' } }: NodeGroup): boolean {
  const [last] = world.components.cloud?.view().asgs.find((group) => group.name === name)?.activities ?? [];
  return last?.status === 'Failed' && isInstanceRefused(world, type, last.message ?? '');
}

function autoscalerProblems({ api }: World, { metadata: { name, namespace = '' }, spec: { scaleTargetRef }, status }: HorizontalPodAutoscaler): string[] {
  if (scaleTargetRef.kind !== 'Deployment') return [];
  const size = api.get<Deployment>('deployments', `${namespace}/${scaleTargetRef.name}`)?.spec.replicas;
  const isActive = status?.conditions?.some(({ type, status: is }) => type === 'ScalingActive' && is === 'True');
  return isActive && size !== undefined && size !== status?.desiredReplicas ? [`HorizontalPodAutoscaler ${name} wants ${status?.desiredReplicas}, the size is ${size}`] : [];
}

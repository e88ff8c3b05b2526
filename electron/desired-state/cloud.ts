import { instanceTypeOf } from '../../shared/cloud/aws/catalogue/instance-types.ts';
import type { Machine } from '../../shared/kubernetes/types/machine.ts';
import type { Service } from '../../shared/kubernetes/types/core.ts';
import { objectKey, refKey, type ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { World } from '../engine/world.ts';

/** Whether the account, as it is and without anything that was made to fail, refuses another instance of this type. */
export function isInstanceRefused({ components: { cloud } }: World, type: string, message: string): boolean {
  const view = cloud?.view();
  if (!view || view.failures.length > 0) return false;
  const { used = 0, limit = Infinity } = view.quotas.find(({ name }) => name === 'onDemandVcpus') ?? {};
  if (message.includes('VcpuLimitExceeded')) return used + (instanceTypeOf(type)?.vcpu ?? 0) > limit;
  return message.includes('InsufficientInstanceCapacity');
}

/** Everything in a cloud's account belongs to something in the cluster: nobody pays for what nobody has any use for. */
export function unsettledCloud(world: World): string[] {
  const { api, components: { cloud } } = world;
  if (!cloud) return [];
  const { instances, volumes, loadBalancers, asgs, securityGroups } = cloud.view();
  const problems: string[] = [];
  for (const { id, machine, state } of instances) {
    if (state === 'terminated' || state === 'shutting-down') continue;
    const owner = api.get<Machine>('machines', machine);
    if (owner?.status?.instanceID !== id) problems.push(`instance ${id} of machine ${machine} is ${state} and belongs to nobody`);
  }
  for (const { id, subject } of volumes) {
    const resource = subject?.kind === 'Machine' ? 'machines' : 'persistentvolumes';
    if (!subject || !api.get(resource, subject.name)) problems.push(`volume ${id} of ${subject?.kind ?? ''} ${subject?.name ?? ''} belongs to nobody`);
  }
  for (const { name, subject, targets } of loadBalancers) {
    if (!isBalanced(world, subject)) problems.push(`load balancer ${name} of ${subject.kind} ${subject.name} belongs to nobody`);
    for (const { machine } of targets) if (!api.get('nodes', machine)) problems.push(`load balancer ${name} has the target ${machine}, which is no node`);
  }
  for (const { name, loadBalancer } of securityGroups) {
    if (loadBalancer && !loadBalancers.some(({ subject }) => refKey(subject) === refKey(loadBalancer))) problems.push(`security group ${name} belongs to nobody`);
  }
  for (const { name } of asgs) if (!api.get('nodegroups', name)) problems.push(`Auto Scaling group ${name} belongs to nobody`);
  for (const { metadata: { name, namespace = '' }, spec, status } of api.list<Service>('services')) {
    const wants = spec.type === 'LoadBalancer';
    if (wants && !loadBalancers.some(({ subject }) => subject.name === name && subject.namespace === namespace)) problems.push(`Service ${name} has no load balancer`);
    else if (wants && !status?.loadBalancer?.ingress?.length) problems.push(`Service ${name} does not say where its load balancer is`);
  }
  return problems;
}

/** Whether a Service asks for a load balancer, or an Ingress is one that can. */
function isBalanced({ api }: World, { kind, name, namespace = '' }: ObjectRef): boolean {
  const key = objectKey({ metadata: { name, namespace } });
  return kind === 'Service' ? api.get<Service>('services', key)?.spec.type === 'LoadBalancer' : api.get('ingresses', key) !== undefined;
}

import type { Machine } from '../../shared/kubernetes/types/machine.ts';
import type { Node } from '../../shared/kubernetes/types/node.ts';
import { isInstanceRefused } from './cloud.ts';
import type { World } from '../engine/world.ts';

/** Every machine runs (unless the cloud refuses it for good) and its node is Ready and bears no taint of its condition; there are no other nodes. */
export function unsettledNodes(world: World): string[] {
  const problems: string[] = [];
  for (const { metadata: { name }, spec, status } of world.api.list<Machine>('machines')) {
    if ((status?.phase === 'Provisioning' || status?.phase === 'Off') && isInstanceRefused(world, spec.type ?? '', status.message ?? '')) continue;
    const node = world.api.get<Node>('nodes', name);
    if (status?.phase !== 'Running') problems.push(`machine ${name} is ${status?.phase ?? 'new'}`);
    else if (!node) problems.push(`machine ${name} has no node`);
    else if (!node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')) problems.push(`node ${name} is not Ready`);
    for (const { key } of node?.spec?.taints ?? []) if (key.startsWith('node.kubernetes.io/')) problems.push(`node ${name} is tainted ${key}`);
  }
  for (const { metadata: { name } } of world.api.list<Node>('nodes')) if (!world.api.get('machines', name)) problems.push(`node ${name} has no machine`);
  return problems;
}

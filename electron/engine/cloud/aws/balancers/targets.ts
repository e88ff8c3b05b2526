import type { CloudValue } from '../../../../../shared/view/cloud.ts';
import type { AwsAccount } from '../account.ts';
import type { Balancer } from '../state.ts';

/** Instances of nodes as an API names them. @param field `Id` of target groups, `InstanceId` of Classic Load Balancers */
export function targetIds({ state: { instances } }: AwsAccount, nodes: readonly string[], field: 'Id' | 'InstanceId'): CloudValue {
  // One that is terminated stands under its own id.
  return nodes.map((node) => ({ [field]: (instances.get(node) ?? [...instances.values()].findLast(({ machine }) => machine === node))?.id ?? node }));
}

/** As whom a load balancer's clients stand in the rules of the nodes. */
export function ruleOf({ subject }: Pick<Balancer, 'subject'>): string {
  return `clients of ${subject.namespace ?? ''}/${subject.name}`;
}

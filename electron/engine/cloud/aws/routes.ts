import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { CloudRoutes } from '../cloud-instances.ts';
import type { AwsAccount, Answer, CallOutcome } from './account.ts';
import { cloudControllerManager } from './describe-instances.ts';
import { error } from './errors.ts';
import { machineRef } from './instances.ts';

/**
 * Routes to the pods of nodes, in the route tables of the private subnets. Source: cloud-provider-aws, pkg/providers/v1/aws_routes.go. Differs: that one knows one
 * table with the cluster's tag; here all private ones are kept alike.
 */
export function awsRoutes(account: AwsAccount): CloudRoutes {
  const tables = (): typeof account.state.vpc.routeTables => account.state.vpc.routeTables.filter(({ kind }) => kind === 'Private');
  const instanceOf = (node: string): string => account.context.api.get<Node>('nodes', node)?.spec.providerID?.split('/').at(-1) ?? account.state.instances.get(node)?.id ?? '';
  const answer = ({ result, durationMs, message }: CallOutcome): ReturnType<CloudRoutes['createRoute']> => ({ durationMs, result: result.ok ? ok(undefined) : err(message) });

  return {
    createRoute(node, cidr) {
      const target = instanceOf(node);
      const request = { RouteTableId: tables()[0]?.id ?? '', DestinationCidrBlock: cidr, InstanceId: target };
      return answer(account.call({
        caller: cloudControllerManager, service: 'ec2', action: 'CreateRoute', request, subject: machineRef(node),
        perform() {
          const limit = account.quotas.routesPerRouteTable;
          if (!target) return err(error('InvalidInstanceID.NotFound', `The instance ID '' does not exist`));
          if (tables().some(({ routes }) => routes.length >= limit)) return err(error('RouteLimitExceeded', `The maximum number of routes has been reached.`));
          for (const { routes } of tables()) routes.push({ destination: cidr, target });
          account.state.podRoutes.set(node, cidr);
          return ok<Answer>({ Return: true });
        },
      }));
    },
    deleteRoute(node) {
      const cidr = account.state.podRoutes.get(node) ?? '';
      return answer(account.call({
        caller: cloudControllerManager, service: 'ec2', action: 'DeleteRoute', request: { RouteTableId: tables()[0]?.id ?? '', DestinationCidrBlock: cidr }, subject: machineRef(node),
        perform() {
          for (const table of tables()) table.routes = table.routes.filter(({ destination }) => destination !== cidr);
          account.state.podRoutes.delete(node);
          return ok<Answer>({ Return: true });
        },
      }));
    },
    routes: () => account.state.podRoutes,
  };
}

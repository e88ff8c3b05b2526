import type { Service } from '../../../../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Node } from '../../../../../shared/kubernetes/types/node.ts';
import type { CloudValue } from '../../../../../shared/view/cloud.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { forgetNode } from '../../../network/load-balancer/health.ts';
import { endpointsOf } from '../../../network/proxy/service-rules.ts';
import type { CloudAnswer } from '../../cloud-instances.ts';
import type { AwsAccount } from '../account.ts';
import { CallSeries } from '../balancers/call-series.ts';
import { targetIds } from '../balancers/targets.ts';
import { deregistrationDelayMs } from '../timings.ts';
import { loadBalancerController } from './deploy.ts';
import type { ApplicationBalancer, Target, TargetGroup } from './state.ts';

/** Nodes with one of these are no targets. Source: defaultTrafficProxyNodeLabelSelector, pkg/backend/endpoint_utils.go. */
const excludingLabels = ['node-role.kubernetes.io/master', 'node.kubernetes.io/exclude-from-external-load-balancers', 'alpha.service-controller.kubernetes.io/exclude-balancer'];
const leavingTaint = 'ToBeDeletedByClusterAutoscaler';

/** Registers what a balancer's target groups lack and deregisters what is too much in them. Source: pkg/targetgroupbinding/resource_manager.go. Differs: bindings are no objects of the API. */
export function registerTargets(account: AwsAccount, api: ApiReader, balancer: ApplicationBalancer): CloudAnswer<void> {
  const series = new CallSeries(account, { caller: loadBalancerController, subject: balancer.subject });
  for (const group of balancer.targetGroups) {
    const wanted = group.type === 'instance' ? nodePorts(api, group) : addresses(api, group);
    const isIn = (list: readonly Target[], { key }: Target): boolean => list.some((one) => one.key === key);
    const gone = group.targets.filter((one) => !isIn(wanted, one));
    const added = wanted.filter((one) => !isIn(group.targets, one));
    if (gone.length > 0 && series.balancing('DeregisterTargets', { TargetGroupArn: group.arn, Targets: idsOf(account, group, gone) })) drain(group, gone, account.nowMs);
    if (added.length > 0 && series.balancing('RegisterTargets', { TargetGroupArn: group.arn, Targets: idsOf(account, group, added) })) {
      group.targets = [...group.targets, ...added];
      group.draining = group.draining.filter(({ target }) => !isIn(added, target));
    }
  }
  account.changed();
  return series.end();
}

function drain(group: TargetGroup, gone: readonly Target[], nowMs: number): void {
  for (const target of gone) {
    forgetNode(group.health, target.key);
    group.known.delete(target.key);
    group.draining.push({ target, untilMs: nowMs + deregistrationDelayMs });
  }
  group.targets = group.targets.filter((one) => !gone.includes(one));
}

/** Whether a node is Ready makes no difference: health checks find out. Source: IsNodeSuitableAsTrafficProxy. */
export function isTrafficProxy({ metadata: { labels = {} }, spec: { taints = [] } }: Node): boolean {
  return !excludingLabels.some((label) => labels[label] !== undefined) && !taints.some(({ key }) => key === leavingTaint);
}

function nodePorts(api: ApiReader, { service: { namespace, name, port } }: TargetGroup): Target[] {
  const nodePort = api.get<Service>('services', `${namespace}/${name}`)?.spec.ports?.find((one) => one.port === port)?.nodePort;
  if (nodePort === undefined) return [];
  return [...api.list<Node>('nodes')].filter((node) => isTrafficProxy(node) && (node.spec.providerID ?? '') !== '').map(({ metadata }) => ({ key: metadata.name, node: metadata.name, port: nodePort }));
}

/** Ready endpoints with a pod. */
function addresses(api: ApiReader, { service: { namespace, name, portName } }: TargetGroup): Target[] {
  const slices = [...api.byIndex<EndpointSlice>('endpointslices', 'service', `${namespace}/${name}`)];
  return endpointsOf(slices, portName, 'TCP').flatMap(({ ip, port, node, pod, ready }) => (
    ready && pod && node !== undefined ? [{ key: `${ip}:${port}`, node, ip, port, pod }] : []
  ));
}

function idsOf(account: AwsAccount, { type }: TargetGroup, targets: readonly Target[]): CloudValue {
  if (type === 'ip') return targets.map(({ ip = '', port }) => ({ Id: ip, Port: port }));
  const ids = targetIds(account, targets.map(({ node }) => node), 'Id') as { Id: string }[];
  return ids.map((id, index) => ({ ...id, Port: targets[index]?.port ?? 0 }));
}

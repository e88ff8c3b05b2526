import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node, NodeCondition } from '../../../../shared/kubernetes/types/node.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { CloudRoutes } from '../../cloud/cloud-instances.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome, type Write } from '../controller.ts';

/** --route-reconciliation-period: a route that could not be made is tried again then. */
const periodMs = 10_000;

/** Node → the route that has been asked for, and when the answer is there. */
type Answers = Map<string, { atMs: number; error?: string }>;

/**
 * Has a route of the cloud's network made to the pods of each node, and says on the node whether its network is there. Keys are nodes. Source: route controller,
 * staging/src/k8s.io/cloud-provider/controllers/route.
 */
export function cloudRouteController(cloud: CloudRoutes): ControllerFactory {
  return (context) => new CloudRouteController(context, cloud);
}

class CloudRouteController implements Controller {
  readonly name = 'node-route-controller';
  readonly eventSource = 'route_controller';
  readonly process = 'cloud-controller-manager';
  readonly watches = ['nodes'];
  state: Answers = new Map();
  private readonly context: ControllerContext;
  private readonly cloud: CloudRoutes;

  constructor(context: ControllerContext, cloud: CloudRoutes) {
    this.context = context;
    this.cloud = cloud;
  }

  start(): void {
    for (const node of this.context.api.list<Node>('nodes')) this.context.queue.add(objectKey(node));
    for (const name of this.cloud.routes().keys()) this.context.queue.add(name);
  }

  observe({ type, key, object, previous }: WatchEvent): void {
    if (type === 'DELETED' || (object as Node).spec.podCIDR !== (previous as Node | undefined)?.spec.podCIDR) this.context.queue.add(key);
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    const node = api.get<Node>('nodes', key);
    if (!node) {
      this.state.delete(key);
      const gone = this.cloud.routes().has(key) && !this.cloud.deleteRoute(key).result.ok;
      return gone ? { kind: 'Done', writes: [], requeue: { afterMs: periodMs, background: true } } : nothingToDo;
    }
    const { podCIDR } = node.spec;
    if (podCIDR === undefined) return nothingToDo;
    const asked = this.state.get(key);
    if (!asked && this.cloud.routes().get(key) === podCIDR) return { kind: 'Done', writes: conditionWrites(node, true, env.timestamp()) };
    if (!asked) {
      const { result, durationMs } = this.cloud.createRoute(key, podCIDR);
      this.state.set(key, { atMs: env.nowMs + durationMs, ...(result.ok ? {} : { error: result.error }) });
      return { kind: 'Done', writes: [], requeue: { afterMs: durationMs } };
    }
    if (asked.atMs > env.nowMs) return { kind: 'Done', writes: [], requeue: { afterMs: asked.atMs - env.nowMs } };
    this.state.delete(key);
    if (asked.error === undefined) return { kind: 'Done', writes: conditionWrites(node, true, env.timestamp()) };
    const message = `Could not create route ${node.metadata.uid ?? ''} ${podCIDR} for node ${key} after 0s: ${asked.error}`;
    return {
      kind: 'Done', requeue: { afterMs: periodMs, background: true },
      writes: [
        { verb: 'event', about: node, record: { type: 'Warning', reason: 'FailedToCreateRoute', message } }, ...conditionWrites(node, false, env.timestamp()),
      ],
    };
  }
}

/** Source: updateNetworkingCondition. */
function conditionWrites(node: Node, made: boolean, now: string): Write[] {
  const known = node.status?.conditions?.find(({ type }) => type === 'NetworkUnavailable');
  const status = made ? 'False' : 'True';
  if (known?.status === status) return [];
  const condition: NodeCondition = {
    type: 'NetworkUnavailable', status, reason: made ? 'RouteCreated' : 'NoRouteCreated', lastHeartbeatTime: now, lastTransitionTime: now,
    message: made ? 'RouteController created a route' : 'RouteController failed to create a route',
  };
  const { resourceVersion: _read, ...metadata } = node.metadata;
  const conditions = [condition, ...(node.status?.conditions ?? []).filter(({ type }) => type !== condition.type)];
  return [{ verb: 'updateStatus', object: { ...node, metadata, status: { ...node.status, conditions } } as Node }];
}

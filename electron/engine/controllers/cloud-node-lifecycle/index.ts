import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { CloudInstances } from '../../cloud/cloud-instances.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome, type Write } from '../controller.ts';

/** --node-monitor-period of the cloud-controller-manager. */
const monitorMs = 5_000;
/** Source: ShutdownTaint. */
const shutdownTaint = 'node.cloudprovider.kubernetes.io/shutdown';

/**
 * Takes nodes away whose instance is gone, and marks those whose instance has no power. Keys are nodes. It asks only about nodes that are not ready, and looks
 * every five seconds. Source: cloud-node-lifecycle-controller, staging/src/k8s.io/cloud-provider/controllers/nodelifecycle. Differs: a question that would have
 * the answer that the last one had is not asked again.
 */
export function cloudNodeLifecycleController(cloud: CloudInstances): ControllerFactory {
  return (context) => new CloudNodeLifecycleController(context, cloud);
}

class CloudNodeLifecycleController implements Controller {
  readonly name = 'cloud-node-lifecycle-controller';
  readonly process = 'cloud-controller-manager';
  readonly watches = ['nodes', 'machines'];
  private readonly context: ControllerContext;
  private readonly cloud: CloudInstances;

  constructor(context: ControllerContext, cloud: CloudInstances) {
    this.context = context;
    this.cloud = cloud;
  }

  start(): void {
    for (const node of this.context.api.list<Node>('nodes')) if (!isReady(node) || hasShutdownTaint(node)) this.look(objectKey(node));
  }

  observe({ resource, type, key, object, previous }: WatchEvent): void {
    if (resource === 'machines') {
      // Its power or its being there has changed: the next look finds something else.
      const node = this.context.api.get<Node>('nodes', key);
      if (node && !isReady(node)) this.look(key);
    } else if (type !== 'DELETED' && (!previous || isReady(object as Node) !== isReady(previous as Node))) this.look(key);
  }

  reconcile(key: string): Outcome {
    const node = this.context.api.get<Node>('nodes', key);
    if (!node) return nothingToDo;
    if (isReady(node)) return hasShutdownTaint(node) ? { kind: 'Done', writes: [{ verb: 'update', object: withTaint(node, false) }] } : nothingToDo;
    const { result } = this.cloud.describe(key, node.spec.providerID ?? '');
    if (!result.ok) return { kind: 'Done', writes: [], requeue: { afterMs: monitorMs, background: true } };
    if (!result.value) {
      // One that the cloud's part had not told of yet was asked for by its name. Source: ensureNodeExistsByProviderID.
      const message = `Deleting node ${key} because it does not exist in the cloud provider`;
      return { kind: 'Done', writes: [{ verb: 'event', about: node, record: { type: 'Normal', reason: 'DeletingNode', message } }, { verb: 'delete', resource: 'nodes', key }] };
    }
    const isMarked = hasShutdownTaint(node);
    const writes: Write[] = result.value.isShutDown === isMarked ? [] : [{ verb: 'update', object: withTaint(node, result.value.isShutDown) }];
    // Its machine is gone, and the instance not yet: of what becomes of that nobody tells but the cloud.
    const isLeaving = !this.context.api.get('machines', key);
    return { kind: 'Done', writes, ...(isLeaving ? { requeue: { afterMs: monitorMs, background: true } } : {}) };
  }

  /** At the next look, which comes every five seconds. */
  private look(key: string): void {
    const { env, queue } = this.context;
    queue.add(key, { afterMs: monitorMs - (env.nowMs % monitorMs) });
  }
}

function isReady({ status }: Node): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}

function hasShutdownTaint({ spec }: Node): boolean {
  return spec.taints?.some(({ key }) => key === shutdownTaint) ?? false;
}

function withTaint(node: Node, isShutDown: boolean): Node {
  const { resourceVersion: _read, ...metadata } = node.metadata;
  const others = (node.spec.taints ?? []).filter(({ key }) => key !== shutdownTaint);
  return { ...node, metadata, spec: { ...node.spec, taints: isShutDown ? [...others, { key: shutdownTaint, effect: 'NoSchedule' }] : others } };
}

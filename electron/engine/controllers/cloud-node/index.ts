import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { CloudAnswer, CloudInstances, InstanceMetadata } from '../../cloud/cloud-instances.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome, type Write } from '../controller.ts';

/** With this taint a kubelet of a cloud registers: nothing is placed on its node before the cloud has told of it. Source: TaintExternalCloudProvider. */
export const uninitializedTaint = 'node.cloudprovider.kubernetes.io/uninitialized';

/** Node → what the cloud has answered, and when the answer is there. */
type Answers = Map<string, { atMs: number; metadata: InstanceMetadata }>;

/**
 * Tells of new nodes what their cloud knows: provider ID, type, zone, region, addresses; and takes the taint off with which they came. Keys are nodes. Source:
 * cloud-node-controller, staging/src/k8s.io/cloud-provider/controllers/node. Differs: addresses are not asked for again every five minutes, since here they stay.
 */
export function cloudNodeController(cloud: CloudInstances): ControllerFactory {
  return (context) => new CloudNodeController(context, cloud);
}

class CloudNodeController implements Controller {
  readonly name = 'cloud-node-controller';
  readonly process = 'cloud-controller-manager';
  readonly watches = ['nodes'];
  state: Answers = new Map();
  private readonly context: ControllerContext;
  private readonly cloud: CloudInstances;

  constructor(context: ControllerContext, cloud: CloudInstances) {
    this.context = context;
    this.cloud = cloud;
  }

  start(): void {
    for (const node of this.context.api.list<Node>('nodes')) if (isUninitialized(node)) this.context.queue.add(objectKey(node));
  }

  observe({ type, key, object }: WatchEvent): void {
    if (type === 'DELETED') this.state.delete(key);
    else if (isUninitialized(object as Node)) this.context.queue.add(key);
  }

  reconcile(key: string): Outcome {
    const { api, env } = this.context;
    const node = api.get<Node>('nodes', key);
    if (!node || !isUninitialized(node)) return nothingToDo;
    const known = this.state.get(key);
    if (!known) {
      const { result, durationMs }: CloudAnswer<InstanceMetadata | undefined> = this.cloud.describe(key, node.spec.providerID ?? '');
      if (!result.ok) return { kind: 'Retry', reason: result.error };
      if (!result.value) return { kind: 'Retry', reason: 'instance not found' };
      this.state.set(key, { atMs: env.nowMs + durationMs, metadata: result.value });
      return { kind: 'Done', writes: [], requeue: { afterMs: durationMs } };
    }
    if (known.atMs > env.nowMs) return { kind: 'Done', writes: [], requeue: { afterMs: known.atMs - env.nowMs } };
    this.state.delete(key);
    return { kind: 'Done', writes: initialize(node, known.metadata) };
  }
}

/** Source: getNodeModifiersFromCloudProvider, syncNode. */
function initialize(node: Node, { providerID, instanceType, zone, region, addresses }: InstanceMetadata): Write[] {
  const labels = {
    ...node.metadata.labels, 'beta.kubernetes.io/instance-type': instanceType, 'failure-domain.beta.kubernetes.io/region': region,
    'failure-domain.beta.kubernetes.io/zone': zone, 'node.kubernetes.io/instance-type': instanceType, 'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': zone,
  };
  const taints = (node.spec.taints ?? []).filter(({ key }) => key !== uninitializedTaint);
  const object: Node = { ...withoutVersion(node), metadata: { ...withoutVersion(node).metadata, labels }, spec: { ...node.spec, providerID: node.spec.providerID ?? providerID, taints } };
  return [
    { verb: 'updateStatus', object: { ...withoutVersion(node), status: { ...node.status, addresses } } as Node },
    { verb: 'update', object },
    { verb: 'event', about: node, record: { type: 'Normal', reason: 'Synced', message: 'Node synced successfully' } },
  ];
}

/** To be written whatever has been written in the meantime, as a patch is. */
function withoutVersion(node: Node): Node {
  const { resourceVersion: _read, ...metadata } = node.metadata;
  return { ...node, metadata };
}

function isUninitialized({ spec }: Node): boolean {
  return spec.taints?.some(({ key }) => key === uninitializedTaint) ?? false;
}

import type { Machine } from '../../../../shared/kubernetes/types/machine.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome } from '../controller.ts';
import type { CSINode } from '../../scheduler/plugins/NodeVolumeLimits/node-disks.ts';

/** What the driver's plugin on a node says of itself. */
export interface NodeDriver {
  readonly name: string;
  readonly topologyKeys: readonly string[];
  /** Most volumes on one machine. */
  readonly limit: number;
}

/**
 * Stands for the node plugin of a cloud's CSI driver, which runs on every node: the kubelet writes into the CSINode what the plugin says, above all how many
 * volumes the machine takes. Keys are nodes. Source: pkg/volume/csi/nodeinfomanager. Differs: there is no DaemonSet of it.
 */
export function csiNodes(driver: NodeDriver): ControllerFactory {
  return ({ api, queue }: ControllerContext): Controller => ({
    name: 'csi-node-plugin',
    // Kubelets do, whenever an API server answers.
    process: 'kube-apiserver',
    manager: 'kubelet',
    watches: ['nodes'],
    start() {
      for (const node of api.list<Node>('nodes')) queue.add(objectKey(node));
    },
    observe({ type, key }: WatchEvent) {
      if (type === 'ADDED') queue.add(key);
    },
    reconcile(key: string): Outcome {
      const node = api.get<Node>('nodes', key);
      if (!node || api.get<CSINode>('csinodes', key)) return nothingToDo;
      return { kind: 'Done', writes: [{ verb: 'create', object: csiNode(node, api.get<Machine>('machines', key)?.status?.instanceID ?? key, driver) }] };
    },
  });
}

function csiNode({ metadata: { name, uid = '' } }: Node, nodeID: string, { name: driver, topologyKeys, limit }: NodeDriver): KubernetesObject {
  const object = {
    apiVersion: 'storage.k8s.io/v1', kind: 'CSINode',
    metadata: { name, ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name, uid }] },
    spec: { drivers: [{ name: driver, nodeID, topologyKeys: [...topologyKeys], allocatable: { count: limit } }] },
  };
  return object;
}

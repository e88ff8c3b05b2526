import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type ControllerFactory, type Outcome } from '../controller.ts';
import { CidrSet } from './cidr-set.ts';

interface NodeIpamState {
  /** Node → number of its block. */
  blocks: Map<string, number>;
  used: Set<number>;
  /** Where the search for a free block begins: behind the last one given, so that blocks are not reused soon. */
  next: number;
}

/**
 * Gives each node its `spec.podCIDR` from the cluster's pod network. Keys are nodes. Its Events come from `cidrAllocator`.
 * Source: pkg/controller/nodeipam/ipam/range_allocator.go.
 */
export function nodeIpamController(clusterCidr: string): ControllerFactory {
  return (context) => new NodeIpamController(context, new CidrSet(clusterCidr));
}

class NodeIpamController implements Controller {
  readonly name = 'node-ipam-controller';
  readonly eventSource = 'cidrAllocator';
  readonly watches = ['nodes'];
  state: NodeIpamState = { blocks: new Map(), used: new Set(), next: 0 };
  private readonly context: ControllerContext;
  private readonly cidrs: CidrSet;

  constructor(context: ControllerContext, cidrs: CidrSet) {
    this.context = context;
    this.cidrs = cidrs;
  }

  start(): void {
    const nodes = [...this.context.api.list<Node>('nodes')];
    for (const node of nodes) this.occupy(node);
    for (const node of nodes) if (!node.spec.podCIDR) this.context.queue.add(objectKey(node));
  }

  observe({ type, key, object, previous }: WatchEvent): void {
    const samePodCidr = previous !== undefined && (object as Node).spec.podCIDR === (previous as Node).spec.podCIDR;
    if (type === 'DELETED' || !samePodCidr) this.context.queue.add(key);
  }

  reconcile(key: string): Outcome {
    const node = this.context.api.get<Node>('nodes', key);
    if (!node) {
      this.release(key);
      return nothingToDo;
    }
    if (node.spec.podCIDR) {
      this.occupy(node);
      return nothingToDo;
    }
    const index = this.state.blocks.get(key) ?? this.findFree();
    if (index === undefined) {
      const { name } = node.metadata;
      const record = { type: 'Normal' as const, reason: 'CIDRNotAvailable', message: `Node ${name} status is now: CIDRNotAvailable` };
      return { kind: 'Retry', reason: 'the pod network has no free block', writes: [{ verb: 'event', about: node, record }] };
    }
    this.take(key, index);
    const podCIDR = this.cidrs.cidrOf(index);
    return {
      kind: 'Done', writes: [{ verb: 'update', object: { ...node, spec: { ...node.spec, podCIDR, podCIDRs: [podCIDR] } } as Node }],
    };
  }

  private occupy(node: Node): void {
    const index = node.spec.podCIDR ? this.cidrs.indexOf(node.spec.podCIDR) : undefined;
    if (index !== undefined) this.take(objectKey(node), index);
  }

  private take(key: string, index: number): void {
    this.state.blocks.set(key, index);
    this.state.used.add(index);
  }

  private release(key: string): void {
    const index = this.state.blocks.get(key);
    if (index === undefined) return;
    this.state.blocks.delete(key);
    this.state.used.delete(index);
  }

  private findFree(): number | undefined {
    for (let offset = 0; offset < this.cidrs.size; offset += 1) {
      const index = (this.state.next + offset) % this.cidrs.size;
      if (this.state.used.has(index)) continue;
      this.state.next = (index + 1) % this.cidrs.size;
      return index;
    }
    return undefined;
  }
}

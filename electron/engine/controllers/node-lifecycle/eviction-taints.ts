import type { ConditionStatus } from '../../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import type { Taint } from '../../../../shared/kubernetes/types/pod.ts';
import { hasTaint, taintKeys, withTaints } from './taints.ts';

const notReady: Taint = { key: taintKeys.notReady, effect: 'NoExecute' };
const unreachable: Taint = { key: taintKeys.unreachable, effect: 'NoExecute' };

/** What its Ready condition asks of a node's NoExecute taints. */
export type TaintDemand =
  | { kind: 'None' }
  /** Changes that are made at once. */
  | { kind: 'Now'; node: Node }
  /** A first taint, which starts evictions and so is rate-limited per zone. */
  | { kind: 'Queue' };

/** Source: processTaintBaseEviction, pkg/controller/nodelifecycle/node_lifecycle_controller.go. */
export function evictionTaintDemand(node: Node, ready: ConditionStatus, now: string): TaintDemand {
  if (ready === 'True') {
    const cleared = withoutEvictionTaints(node, now);
    return cleared === node ? { kind: 'None' } : { kind: 'Now', node: cleared };
  }
  const [wanted, opposite] = pairFor(ready);
  if (hasTaint(node, opposite.key, opposite.effect)) return { kind: 'Now', node: withTaints(node, [wanted], [opposite], now) };
  return hasTaint(node, wanted.key, wanted.effect) ? { kind: 'None' } : { kind: 'Queue' };
}

/** The node with its NoExecute taint, once its turn has come. Source: doNoExecuteTaintingPass. */
export function withEvictionTaint(node: Node, ready: ConditionStatus, now: string): Node {
  if (ready === 'True') return node;
  const [wanted, opposite] = pairFor(ready);
  return withTaints(node, [wanted], [opposite], now);
}

/** Source: markNodeAsReachable. */
export function withoutEvictionTaints(node: Node, now: string): Node {
  return withTaints(node, [], [notReady, unreachable], now);
}

function pairFor(ready: ConditionStatus): [wanted: Taint, opposite: Taint] {
  return ready === 'False' ? [notReady, unreachable] : [unreachable, notReady];
}

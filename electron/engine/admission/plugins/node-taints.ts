import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, itemsOf, textOf } from '../../../../shared/kubernetes/fields.ts';

const notReady = 'node.kubernetes.io/not-ready';

/** A new node takes no pods before its first report. Source: plugin/pkg/admission/nodetaint (TaintNodesByCondition). */
export function taintNewNode(node: Fields): void {
  const spec = ensureFields(node, 'spec');
  const taints = itemsOf(spec, 'taints');
  if (taints.some((taint) => textOf(taint, 'key') === notReady && textOf(taint, 'effect') === 'NoSchedule')) return;
  spec['taints'] = [...taints, { key: notReady, effect: 'NoSchedule' }];
}

import type { LabelSelector } from '../../../../shared/kubernetes/types/meta.ts';

/** A selector as Go prints it with %+v, which is how it stands in the autoscaler's messages. Source: generated LabelSelector.String. */
export function selectorText(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil';
  const labels = Object.entries(selector.matchLabels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const expressions = (selector.matchExpressions ?? []).map(
    ({ key, operator, values = [] }) => `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.map(([key, value]) => `${key}: ${value},`).join('')}},`
    + `MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}

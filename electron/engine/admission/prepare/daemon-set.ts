import { jsonEqual } from '../../../../shared/json.ts';
import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, fieldsOf, textMapOf } from '../../../../shared/kubernetes/fields.ts';

const annotation = 'deprecated.daemonset.template.generation';

/**
 * DaemonSets count the changes of their template in an annotation, left from before apps/v1. Source:
 * pkg/registry/apps/daemonset/strategy.go.
 */
export function setTemplateGeneration(daemonSet: Fields, generation: number): void {
  ensureFields(ensureFields(daemonSet, 'metadata'), 'annotations')[annotation] = String(generation);
}

export function keepTemplateGeneration(old: Fields, next: Fields): void {
  const before = Number(textMapOf(fieldsOf(old, 'metadata'), 'annotations')[annotation] ?? 0);
  const changed = !jsonEqual(fieldsOf(old, 'spec')['template'], fieldsOf(next, 'spec')['template']);
  setTemplateGeneration(next, changed ? before + 1 : before);
}

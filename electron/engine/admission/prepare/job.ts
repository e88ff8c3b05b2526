import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { ensureFields, flagOf, textOf } from '../../../../shared/kubernetes/fields.ts';

/**
 * A Job selects its pods by its own uid, unless `manualSelector` says that the user takes care. The labels also name the job. Labels that
 * are there already stay; validation refuses them when they contradict. Source: pkg/registry/batch/job/strategy.go generateSelector.
 */
export function generateJobSelector(job: Fields): void {
  const spec = ensureFields(job, 'spec');
  if (flagOf(spec, 'manualSelector')) return;
  const metadata = ensureFields(job, 'metadata');
  const name = textOf(metadata, 'name');
  const uid = textOf(metadata, 'uid');
  const labels = ensureFields(ensureFields(ensureFields(spec, 'template'), 'metadata'), 'labels');
  labels['job-name'] ??= name;
  labels['batch.kubernetes.io/job-name'] ??= name;
  labels['controller-uid'] ??= uid;
  labels['batch.kubernetes.io/controller-uid'] ??= uid;
  const matchLabels = ensureFields(ensureFields(spec, 'selector'), 'matchLabels');
  matchLabels['batch.kubernetes.io/controller-uid'] ??= uid;
}

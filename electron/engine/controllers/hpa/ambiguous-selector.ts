import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { readScale } from './scale-target.ts';

/** What to say when other autoscalers have any of these pods as theirs too. Source: hpasControllingPodsUnderSelector. */
export function ambiguousSelector(
  api: ApiReader, autoscaler: HorizontalPodAutoscaler, selector: string, pods: readonly Pod[],
): string | undefined {
  const { namespace = '', uid } = autoscaler.metadata;
  if (pods.length === 0 || api.countByIndex('horizontalpodautoscalers', 'namespace', namespace) < 2) return undefined;
  const others: string[] = [];
  for (const other of api.byIndex<HorizontalPodAutoscaler>('horizontalpodautoscalers', 'namespace', namespace)) {
    if (other.metadata.uid === uid) continue;
    const scale = readScale(api, other);
    if (scale.ok && scale.value.selector !== '' && pods.some(({ metadata }) => scale.value.matches(metadata.labels))) {
      others.push(objectKey(other));
    }
  }
  if (others.length === 0) return undefined;
  const all = [objectKey(autoscaler), ...others].sort();
  return `pods by selector ${selector} are controlled by multiple HPAs: [${all.join(' ')}]`;
}

import { matchesSet } from './match-set.ts';
import type { Service } from '../../shared/kubernetes/types/core.ts';
import type { EndpointSlice } from '../../shared/kubernetes/types/endpoint-slice.ts';
import type { Pod } from '../../shared/kubernetes/types/pod.ts';
import type { PodDisruptionBudget } from '../../shared/kubernetes/types/policy.ts';
import { matcherOf } from '../../shared/kubernetes/label-selector-matcher.ts';
import { isPodActive, isPodReady } from '../engine/controllers/pod-state.ts';
import type { World } from '../engine/world.ts';

/** Every Service leads to the ready pods that it selects, and every budget counts those that it covers. */
export function unsettledServices(world: World): string[] {
  const problems: string[] = [];
  const ready = (namespace: string, matches: (labels: Readonly<Record<string, string>>) => boolean): Pod[] =>
    [...world.api.byIndex<Pod>('pods', 'namespace', namespace)].filter((pod) => isPodActive(pod) && isPodReady(pod) && matches(pod.metadata.labels ?? {}));
  for (const { metadata: { name, namespace = '' }, spec } of world.api.list<Service>('services')) {
    if (!spec.selector) continue;
    const expected = ready(namespace, matchesSet(spec.selector)).map(({ status }) => status?.podIP ?? '').sort();
    const slices = [...world.api.byIndex<EndpointSlice>('endpointslices', 'namespace', namespace)].filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name);
    const actual = slices.flatMap(({ endpoints }) => (endpoints ?? []).filter(({ conditions }) => conditions?.ready).flatMap(({ addresses }) => addresses)).sort();
    if (expected.join() !== actual.join()) problems.push(`Service ${name} leads to ${actual.join(', ')}, ready are ${expected.join(', ')}`);
  }
  for (const { metadata: { name, namespace = '', generation = 0 }, spec, status } of world.api.list<PodDisruptionBudget>('poddisruptionbudgets')) {
    const healthy = ready(namespace, matcherOf(spec.selector)).length;
    if ((status?.observedGeneration ?? 0) !== generation) problems.push(`budget ${name} is not observed`);
    const unsynced = status?.conditions?.some(({ reason }) => reason === 'SyncFailed');
    if (!unsynced && (status?.currentHealthy ?? 0) !== healthy) problems.push(`budget ${name} counts ${status?.currentHealthy ?? 0} healthy pods, there are ${healthy}`);
  }
  return problems;
}

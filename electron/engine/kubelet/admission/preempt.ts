import { qosClass } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import { isCriticalPod } from '../eviction/evict.ts';
import type { AdmittedRequest } from '../node/node-state.ts';
import type { PodRuntime } from '../pod/pod-state.ts';
import type { Shortage } from './admit.ts';

/** An admitted pod that a critical one may push out. */
export interface Preemptable {
  pod: PodRuntime;
  object: Pod;
  request: AdmittedRequest;
}

interface Requirement {
  name: string;
  amount: number;
}

/**
 * The pods to end so that a critical one fits: as few and as small as possible, Guaranteed ones only if all others are not enough, BestEffort ones only as far as those do not
 * suffice. Undefined: no set of pods is enough. Source: getPodsToPreempt, pkg/kubelet/preemption/preemption.go.
 */
export function podsToPreempt(preemptor: Pod, pods: readonly Preemptable[], short: readonly Shortage[]): Preemptable[] | undefined {
  const required = short.map(({ name, requested, used, capacity }) => ({ name, amount: requested + used - capacity }));
  const classes = { BestEffort: [] as Preemptable[], Burstable: [] as Preemptable[], Guaranteed: [] as Preemptable[] };
  for (const one of pods) if (mayPreempt(preemptor, one)) classes[one.object.status?.qosClass ?? qosClass(one.object.spec)].push(one);
  const { BestEffort, Burstable, Guaranteed } = classes;
  if (less(required, [...BestEffort, ...Burstable, ...Guaranteed]).length > 0) return undefined;
  const guaranteed = byDistance(Guaranteed, less(required, [...BestEffort, ...Burstable]));
  const burstable = byDistance(Burstable, less(required, [...BestEffort, ...guaranteed]));
  return [...byDistance(BestEffort, less(required, [...burstable, ...guaranteed])), ...burstable, ...guaranteed];
}

/** Source: Preemptable, pkg/kubelet/types/pod_update.go. */
function mayPreempt(preemptor: Pod, { pod, object }: Preemptable): boolean {
  if (isCriticalPod(undefined, preemptor) && !isCriticalPod(pod, object)) return true;
  return (preemptor.spec.priority ?? 0) > (object.spec.priority ?? 0) && pod.control === undefined;
}

/** Takes again and again the pod that leaves the least, of two alike the smaller one. */
function byDistance(pods: readonly Preemptable[], required: readonly Requirement[]): Preemptable[] {
  const left = [...pods];
  const chosen: Preemptable[] = [];
  for (let open = required; open.length > 0 && left.length > 0;) {
    let best = left[0] as Preemptable;
    for (const one of left) {
      const difference = distance(one, open) - distance(best, open);
      if (difference < 0 || (difference === 0 && isSmaller(one, best))) best = one;
    }
    left.splice(left.indexOf(best), 1);
    chosen.push(best);
    open = less(open, [best]);
  }
  return chosen;
}

function distance(one: Preemptable, required: readonly Requirement[]): number {
  return required.reduce((sum, { name, amount }) => sum + (Math.max(0, amount - amountOf(one, name)) / amount) ** 2, 0);
}

function less(required: readonly Requirement[], pods: readonly Preemptable[]): Requirement[] {
  return required.map(({ name, amount }) => ({ name, amount: pods.reduce((left, one) => left - amountOf(one, name), amount) })).filter(({ amount }) => amount > 0);
}

function isSmaller(a: Preemptable, b: Preemptable): boolean {
  return a.request.memory - b.request.memory < 0 || (a.request.memory === b.request.memory && a.request.milliCpu < b.request.milliCpu);
}

function amountOf({ request }: Preemptable, name: string): number {
  switch (name) {
    case 'pods': return 1;
    case 'cpu': return request.milliCpu;
    case 'memory': return request.memory;
    case 'ephemeral-storage': return request.ephemeralStorage;
    default: return request.scalar[name] ?? 0;
  }
}

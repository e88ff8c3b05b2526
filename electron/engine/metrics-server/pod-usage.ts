import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { Amounts } from './samples.ts';

export interface ContainerUsage {
  readonly name: string;
  readonly running: boolean;
  /** When it started; of running ones. */
  readonly startedAtMs?: number;
  readonly usage: Readonly<Amounts>;
}

/** What kubelets tell on /metrics/resource. */
export interface UsageSource {
  /** The containers of a pod now; undefined: no kubelet answers for it. */
  podUsage(pod: Pod): readonly ContainerUsage[] | undefined;
  /** A whole node now; undefined: its kubelet does not answer. */
  nodeUsage(name: string): Readonly<Amounts> | undefined;
}

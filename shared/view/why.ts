import type { Fault } from '../faults.ts';
import type { AutoscalingDecision, SchedulingDecision } from '../decisions.ts';
import type { ObjectRef } from '../kubernetes/registry.ts';
import type { DesignChange } from '../ipc/design.ts';
import type { LocalizedText } from './rows.ts';

/** The answer to "Why?": a sentence, when it is decided again, the evidence, and what would change it. */
export interface WhyAnswer {
  headline: LocalizedText;
  detail?: LocalizedText;
  evidence: WhyEvidence[];
  remedies: WhyRemedy[];
}

export type WhyEvidence =
  /** Filter matrix and scores. `isCurrent` false: shown for comparison (last pod of the same owner that fitted). */
  | { kind: 'scheduling'; decision: SchedulingDecision; isCurrent: boolean }
  /** The looks of a HorizontalPodAutoscaler, oldest first. */
  | { kind: 'autoscaling'; decisions: AutoscalingDecision[] }
  /** A chain of recorded facts, oldest first. `isDecision`: what a component decided about the object. */
  | { kind: 'chain'; steps: { atMs: number; icon: string; text: LocalizedText; detail?: string; ref?: ObjectRef; isDecision?: boolean }[] }
  /** The object, the field and its value (or the default) that decided it, and who wrote it last. */
  | { kind: 'field'; ref: ObjectRef; field: string; value: string; isDefault: boolean; text: LocalizedText; writtenBy?: FieldWriter };

/** Who wrote a field last. */
export interface FieldWriter {
  /** The field manager: `kube-scheduler`, `kube-controller-manager`, `kubelet`, `clusterwright` for a person's gestures, or what an apply named. */
  manager: string;
  /** Of the manager's last write to the object, in simulated milliseconds. */
  atMs?: number;
}

export interface WhyRemedy {
  text: LocalizedText;
  /** The field that it writes, e.g. `Node/worker-3 spec.unschedulable: false`; '' for what is no write. */
  writes: string;
  change: DesignChange[];
  /** What ends a fault; nothing is written then. */
  fault?: Fault;
}

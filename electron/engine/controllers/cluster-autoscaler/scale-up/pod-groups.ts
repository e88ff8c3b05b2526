import type { PodInfo, PodShape } from '../../../scheduler/cache/pod-info.ts';
import type { Refusal } from '../../../scheduler/framework/refusal.ts';
import { controllerOf } from '../../owner-references.ts';

/** Waiting pods that are all alike for placement. Source: equivalence.PodGroup. */
export interface PodGroup {
  readonly pods: PodInfo[];
  /** Group of machines → why its nodes would not take the pods. */
  readonly refusals: Map<string, Refusal>;
  /** Groups of machines whose nodes would take them. */
  readonly fits: Set<string>;
}

/** Pods of one controller and one shape belong together; pods without a controller stand alone. Source: BuildPodGroups. */
export function podGroups(pods: readonly PodInfo[]): PodGroup[] {
  const groups: PodGroup[] = [];
  const byController = new Map<string, Map<PodShape, PodGroup>>();
  for (const pod of pods) {
    const uid = controllerOf(pod.pod)?.uid;
    let shapes = uid === undefined ? undefined : byController.get(uid);
    if (uid !== undefined && !shapes) byController.set(uid, (shapes = new Map()));
    const known = shapes?.get(pod.shape);
    if (known) {
      known.pods.push(pod);
      continue;
    }
    const group: PodGroup = { pods: [pod], refusals: new Map(), fits: new Set() };
    groups.push(group);
    shapes?.set(pod.shape, group);
  }
  return groups;
}

import { refOf } from '../../shared/kubernetes/registry.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import { asObject } from '../engine/design/apply-changes.ts';
import type { Dice } from './dice.ts';
import type { Input } from './story.ts';

const pick = (dice: Dice): number => dice.between(0, 10_000);

/** What a person or a program may do to the objects of a story. What no longer applies when its time comes is refused, as it would be. */
export function randomInput(dice: Dice, manifests: readonly Manifest[]): Input {
  const workloads = manifests.filter(({ kind }) => isWorkload(kind));
  const workload = dice.pick(workloads);
  const ref = refOf(asObject(workload));
  switch (dice.between(1, 12)) {
    case 1: case 2: case 3: return { do: 'patch', ref, patch: { spec: resize(dice, workload.kind) } };
    case 4: case 5: return { do: 'patch', ref, patch: { spec: newVersion(dice, workload) } };
    case 6: return { do: 'delete', ref };
    case 7: return { do: 'put', manifest: workload };
    case 8: return { do: 'deletePod', pod: pick(dice) };
    case 9: return { do: 'evictPod', pod: pick(dice) };
    case 10: return { do: 'drain', node: pick(dice) };
    case 11: return { do: 'cordon', node: pick(dice) };
    default: return { do: 'uncordon', node: pick(dice) };
  }
}

export function isWorkload(kind: string): boolean {
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod'].includes(kind);
}

function resize(dice: Dice, kind: string): Record<string, unknown> {
  switch (kind) {
    case 'Deployment': case 'StatefulSet': return { replicas: dice.between(0, 7) };
    case 'Job': return dice.percent(50) ? { parallelism: dice.between(0, 4) } : { suspend: dice.percent(50) };
    case 'CronJob': return { suspend: dice.percent(50) };
    case 'DaemonSet': return { minReadySeconds: dice.between(0, 10) };
    default: return { activeDeadlineSeconds: 600 };
  }
}

/** Another template; for kinds whose template stands fast another size. */
function newVersion(dice: Dice, { kind }: Manifest): Record<string, unknown> {
  if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet') return resize(dice, kind);
  return { template: { metadata: { annotations: { version: String(dice.between(1, 3)) } } } };
}

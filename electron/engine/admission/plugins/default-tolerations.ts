import type { Toleration } from '../../../../shared/kubernetes/types/pod.ts';

const notReady = 'node.kubernetes.io/not-ready';
const unreachable = 'node.kubernetes.io/unreachable';
/** `--default-not-ready-toleration-seconds` and `--default-unreachable-toleration-seconds`. */
const tolerationSeconds = 300;

/**
 * A pod stays on a node that is not ready or unreachable for five minutes, unless it says otherwise. Returns the same list when nothing
 * is to be added. Source: plugin/pkg/admission/defaulttolerationseconds.
 */
export function withDefaultTolerations(tolerations: readonly Toleration[] = []): readonly Toleration[] {
  const added: Toleration[] = [];
  for (const key of [notReady, unreachable]) {
    if (!tolerations.some((toleration) => covers(toleration, key))) {
      added.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds });
    }
  }
  return added.length === 0 ? tolerations : [...tolerations, ...added];
}

function covers(toleration: Toleration, key: string): boolean {
  return (toleration.key === key || !toleration.key) && (toleration.effect === 'NoExecute' || !toleration.effect);
}

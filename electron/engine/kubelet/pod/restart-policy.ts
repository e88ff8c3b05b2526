import type { Container, Pod } from '../../../../shared/kubernetes/types/pod.ts';

interface RestartRule {
  action: 'Restart' | 'RestartAllContainers';
  exitCodes?: { operator: 'In' | 'NotIn'; values?: number[] };
}

/**
 * Whether a container that ended with this code is started again: by the first of its own rules that matches, else its own policy, else the pod's. Init containers that
 * have succeeded are not restarted. Source: ContainerShouldRestart, pkg/api/v1/pod/util.go.
 */
export function shouldRestart(object: Pod, container: Container, init: boolean, exitCode: number): boolean {
  if (init && exitCode === 0 && container.restartPolicy !== 'Always') return false;
  if (container.restartPolicy !== undefined && matchingRule(container, exitCode)?.action === 'Restart') return true;
  switch (container.restartPolicy ?? object.spec.restartPolicy ?? 'Always') {
    case 'Never': return false;
    case 'OnFailure': return exitCode !== 0;
    default: return true;
  }
}

/** Whether the end of this container restarts the whole pod in place. */
export function restartsAll(container: Container, exitCode: number): boolean {
  return matchingRule(container, exitCode)?.action === 'RestartAllContainers';
}

/** Whether any container of the pod has such a rule; only these pods have the condition AllContainersRestarting. Source: AllContainersCouldRestart. */
export function couldRestartAll({ spec }: Pod): boolean {
  return [...spec.containers, ...spec.initContainers ?? []].some((container) => rulesOf(container).some(({ action }) => action === 'RestartAllContainers'));
}

function matchingRule(container: Container, exitCode: number): RestartRule | undefined {
  return rulesOf(container).find(({ exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return exitCodes?.operator === 'NotIn' ? !listed : exitCodes !== undefined && listed;
  });
}

function rulesOf(container: Container): readonly RestartRule[] {
  return (container.restartPolicyRules ?? []) as readonly RestartRule[];
}

import { refOf } from '../../../shared/kubernetes/registry.ts';
import type { Deployment } from '../../../shared/kubernetes/types/apps.ts';
import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import type { RuleContext } from './recorder.ts';

/** A Deployment that has become complete, and one that has lost ready pods. */
export const workloadRule = {
  resource: 'deployments',
  observe(event: WatchEvent, { nowMs, recorder }: RuleContext): void {
    if (event.type !== 'MODIFIED') return;
    const deployment = event.object as Deployment;
    const previous = event.previous as Deployment;
    if (deployment.status === previous.status) return;
    const desired = deployment.spec.replicas ?? 1;
    const { name } = deployment.metadata;
    if (isComplete(deployment) && !isComplete(previous) && desired > 0) {
      recorder.mark('workloads', nowMs, 'ready/Ready', { key: 'view:timeline.complete', params: { name, ready: desired, desired } }, refOf(deployment));
    }
  },
};

function isComplete(deployment: Deployment): boolean {
  const desired = deployment.spec.replicas ?? 1;
  const { status } = deployment;
  return status?.readyReplicas === desired && status.updatedReplicas === desired && status.replicas === desired && status.observedGeneration === deployment.metadata.generation;
}

import { matcherOf } from '../../../../shared/kubernetes/label-selector-matcher.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Deployment, ReplicaSet } from '../../../../shared/kubernetes/types/apps.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { controllerOf, resolveOwner } from '../owner-references.ts';
import { reconcileDeployment, type DeploymentView } from './reconcile.ts';

/** Rolls out Deployments through ReplicaSets. Keys are Deployments. */
export function deploymentController(context: ControllerContext): Controller {
  return new DeploymentController(context);
}

class DeploymentController implements Controller {
  readonly name = 'deployment-controller';
  readonly maxRetries = 15;
  /** Not pods: what a rollout needs to know of them is in the status of their ReplicaSets, `terminatingReplicas` included. */
  readonly watches = ['deployments', 'replicasets'];
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const deployment of this.context.api.list<Deployment>('deployments')) this.context.queue.add(objectKey(deployment));
  }

  observe(event: WatchEvent): void {
    if (event.resource === 'replicasets') this.replicaSetChanged(event as WatchEvent<ReplicaSet>);
    else if (event.type !== 'DELETED') this.context.queue.add(event.key);
  }

  reconcile(key: string): Outcome {
    const deployment = this.context.api.get<Deployment>('deployments', key);
    return deployment ? reconcileDeployment(deployment, this.viewOf(deployment), this.context.env) : nothingToDo;
  }

  private viewOf(deployment: Deployment): DeploymentView {
    const { api } = this.context;
    const { uid = '', namespace = '' } = deployment.metadata;
    return {
      owned: () => api.byIndex<ReplicaSet>('replicasets', 'controller', uid),
      orphans: () => api.byIndex<ReplicaSet>('replicasets', 'controller', `orphans/${namespace}`),
      podsOf: (replicaSet) => api.byIndex<Pod>('pods', 'controller', replicaSet.metadata.uid ?? ''),
      existing: (name) => api.get<ReplicaSet>('replicasets', `${namespace}/${name}`),
    };
  }

  private replicaSetChanged({ object, previous, type }: WatchEvent<ReplicaSet>): void {
    const owner = this.ownerKey(object);
    const former = previous && this.ownerKey(previous);
    if (owner !== undefined) this.context.queue.add(owner);
    if (former !== undefined && former !== owner) this.context.queue.add(former);
    if (type === 'DELETED' || controllerOf(object)) return;
    for (const deployment of this.context.api.byIndex<Deployment>('deployments', 'namespace', object.metadata.namespace ?? '')) {
      if (matcherOf(deployment.spec.selector)(object.metadata.labels)) this.context.queue.add(objectKey(deployment));
    }
  }

  private ownerKey(replicaSet: ReplicaSet): string | undefined {
    const reference = controllerOf(replicaSet);
    if (reference?.kind !== 'Deployment') return undefined;
    const deployment = resolveOwner<Deployment>(this.context.api, 'deployments', replicaSet.metadata.namespace, reference);
    return deployment && objectKey(deployment);
  }
}

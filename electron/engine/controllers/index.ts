import type { ComponentFactory } from '../component.ts';
import type { ControllerFactory } from './controller.ts';
import { deploymentController } from './deployment/index.ts';
import { replicaSetController } from './replicaset/index.ts';
import { controllerComponent } from './worker.ts';

/** Every controller, in the order in which they run when due at the same instant. A new one is a folder and a line here. */
const controllers: readonly ControllerFactory[] = [
  deploymentController,
  replicaSetController,
];

export interface ControllerOptions {
  network: { podCIDR: string };
}

/** The components of kube-controller-manager. */
export function controllerFactories(_options: ControllerOptions): ComponentFactory[] {
  return controllers.map(controllerComponent);
}

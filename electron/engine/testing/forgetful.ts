import type { Controller, ControllerContext, ControllerFactory, Outcome } from '../controllers/controller.ts';
import type { TestCluster } from './test-cluster.ts';

/** The same controller, but that it knows nothing from before whenever it looks at a key: all that it derives from the store is derived anew. */
export function forgetful(factory: ControllerFactory): ControllerFactory {
  return (context) => {
    const controller = factory(context);
    const reconcile = (key: string): Outcome => {
      const fresh = factory(context);
      if (controller.state !== undefined) fresh.state = controller.state;
      const outcome = fresh.reconcile(key);
      if (fresh.state !== undefined) controller.state = fresh.state;
      return outcome;
    };
    return new Proxy(controller, { get: (of, name): unknown => (name === 'reconcile' ? reconcile : bound(of, Reflect.get(of, name))) });
  };
}

function bound(of: Controller, member: unknown): unknown {
  return typeof member === 'function' ? (member as (...given: unknown[]) => unknown).bind(of) : member;
}

/** What a controller that has just started would do about a key. */
export function firstLook(cluster: TestCluster, factory: ControllerFactory, key: string): Outcome {
  const context: ControllerContext = { api: cluster.api, env: cluster.simulation.env, queue: { add: () => {}, remove: () => {} } };
  return factory(context).reconcile(key);
}

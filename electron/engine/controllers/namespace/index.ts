import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Namespace } from '../../../../shared/kubernetes/types/core.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { reconcileNamespace } from './reconcile.ts';

/** Empties namespaces that are being deleted. Keys are namespaces. Source: pkg/controller/namespace. */
export function namespaceController(context: ControllerContext): Controller {
  return new NamespaceController(context);
}

class NamespaceController implements Controller {
  readonly name = 'namespace-controller';
  readonly watches = ['namespaces'];
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const namespace of this.context.api.list<Namespace>('namespaces')) {
      if (namespace.metadata.deletionTimestamp) this.context.queue.add(objectKey(namespace));
    }
  }

  observe({ type, key, object }: WatchEvent): void {
    if (type !== 'DELETED' && object.metadata.deletionTimestamp) this.context.queue.add(key);
  }

  reconcile(key: string): Outcome {
    const namespace = this.context.api.get<Namespace>('namespaces', key);
    return namespace ? reconcileNamespace(this.context.api, namespace, this.context.env) : nothingToDo;
  }
}

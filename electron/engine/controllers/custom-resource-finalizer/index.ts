import type { CustomResourceDefinition } from '../../../../shared/kubernetes/custom-resources/definition.ts';
import { storedVersionOf } from '../../../../shared/kubernetes/custom-resources/definition.ts';
import { withCondition } from '../../../../shared/kubernetes/custom-resources/definition-conditions.ts';
import { objectKey, resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { customResourceCleanup } from '../../apistore/deletion.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Controller, ControllerContext, Outcome, Write } from '../controller.ts';

/** How long to wait for objects whose finalizers keep them. */
const pollMs = 5000;

/**
 * Deletes the objects of a CustomResourceDefinition that is being deleted, and lets it go when none is left. It runs in kube-apiserver.
 * Source: apiextensions-apiserver, pkg/controller/finalizer/crd_finalizer.go.
 */
export function customResourceFinalizer(context: ControllerContext): Controller {
  return {
    name: 'crd-finalizer', process: 'kube-apiserver', watches: ['customresourcedefinitions'],
    start() {
      for (const definition of context.api.list<CustomResourceDefinition>('customresourcedefinitions')) context.queue.add(definition.metadata.name);
    },
    observe({ type, key }: WatchEvent) {
      if (type !== 'DELETED') context.queue.add(key);
    },
    reconcile: (name) => reconcile(context, name),
  };
}

function reconcile({ api, env }: ControllerContext, name: string): Outcome {
  const definition = api.get<CustomResourceDefinition>('customresourcedefinitions', name);
  if (!definition?.metadata.deletionTimestamp || !definition.metadata.finalizers?.includes(customResourceCleanup)) return { kind: 'Done', writes: [] };
  const { resource } = resourceTypeFor(storedVersionOf(definition), definition.spec.names.kind);
  const objects = [...api.list<KubernetesObject>(resource)];
  const terminating = (reason: string, message: string, status: 'True' | 'False'): CustomResourceDefinition => ({
    ...definition,
    status: { ...definition.status, conditions: withCondition(definition.status?.conditions ?? [], { type: 'Terminating', status, reason, message }, env.timestamp()) },
  });
  if (objects.length > 0) {
    const writes: Write[] = objects.filter(({ metadata }) => !metadata.deletionTimestamp)
      .map((object) => ({ verb: 'delete', resource, key: objectKey(object) }));
    const progress: Write = { verb: 'updateStatus', object: terminating('InstanceDeletionInProgress', 'CustomResource deletion is in progress', 'True') };
    return { kind: 'Done', writes: [progress, ...writes], requeue: { afterMs: writes.length > 0 ? 0 : pollMs } };
  }
  const finalizers = definition.metadata.finalizers.filter((finalizer) => finalizer !== customResourceCleanup);
  const done = terminating('InstanceDeletionCompleted', 'removed all instances', 'False');
  return { kind: 'Done', writes: [
    { verb: 'updateStatus', object: done }, { verb: 'update', object: { ...done, metadata: { ...done.metadata, finalizers } } },
  ] };
}

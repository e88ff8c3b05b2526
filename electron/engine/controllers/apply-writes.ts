import { objectKey, resourceTypeFor } from '../../../shared/kubernetes/registry.ts';
import type { Status } from '../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { ApiClient } from '../apistore/api-client.ts';
import type { Write } from './controller.ts';
import { slowStart } from './slow-start.ts';

/**
 * Applies the writes of one reconcile pass in order.
 * @returns the refusal that ended the pass, or undefined. A delete of something already gone is no refusal.
 */
export function applyWrites(api: ApiClient, writes: readonly Write[]): Status | undefined {
  const writtenBefore = new Set<string>();
  for (const write of writes) {
    const refusal = applyWrite(api, write, writtenBefore);
    if (refusal) return refusal;
  }
  return undefined;
}

function applyWrite(api: ApiClient, write: Write, writtenBefore: Set<string>): Status | undefined {
  switch (write.verb) {
    case 'event':
      api.recordEvent(write.about, write.record);
      return undefined;
    case 'create': {
      const created = api.create(write.object);
      if (created.ok) return write.onCreated ? applyWrites(api, write.onCreated(created.value)) : undefined;
      if (write.onFailure) applyWrites(api, write.onFailure(created.error));
      return created.error;
    }
    case 'createMany': {
      let made = 0;
      const refusal = slowStart(write.count, () => {
        const refused = createOne(api, write);
        if (!refused) made += 1;
        return refused;
      });
      if (!refusal || isNamespaceTerminating(refusal)) return undefined;
      applyWrites(api, write.onFailure(refusal, made));
      return refusal;
    }
    case 'update':
    case 'updateStatus': {
      const object = withoutOwnVersion(write.object, writtenBefore);
      const updated = write.verb === 'update' ? api.update(object) : api.updateStatus(object);
      return updated.ok ? undefined : updated.error;
    }
    case 'delete': {
      const deleted = api.delete(write.resource, write.key, write.options);
      return deleted.ok || deleted.error.reason === 'NotFound' ? undefined : deleted.error;
    }
  }
}

function createOne(api: ApiClient, write: Write & { verb: 'createMany' }): Status | undefined {
  const created = api.create(write.make());
  // A namespace on its way out refuses everything; there is nothing to report, and nothing to retry.
  if (!created.ok && isNamespaceTerminating(created.error)) return created.error;
  const event = created.ok ? write.created(created.value) : write.refused(created.error);
  api.recordEvent(event.about, event.record);
  return created.ok ? undefined : created.error;
}

/** Source: the status cause NamespaceTerminating, which the API server adds to such a refusal. */
export function isNamespaceTerminating(status: Status): boolean {
  return status.reason === 'Forbidden' && status.message.endsWith('because it is being terminated');
}

/**
 * A pass is computed from one read, so its second write to an object would carry the version from before the first. Nobody else
 * can have written in between: that version is left out.
 */
function withoutOwnVersion(object: KubernetesObject, writtenBefore: Set<string>): KubernetesObject {
  const id = `${resourceTypeFor(object.apiVersion, object.kind).resource}/${objectKey(object)}`;
  if (!writtenBefore.has(id)) {
    writtenBefore.add(id);
    return object;
  }
  const { resourceVersion: _stale, ...metadata } = object.metadata;
  return { ...object, metadata };
}

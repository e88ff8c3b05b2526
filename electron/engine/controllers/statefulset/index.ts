import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { StatefulSet } from '../../../../shared/kubernetes/types/stateful-set.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext } from '../controller.ts';
import { ownerKeys } from '../pod-owner-keys.ts';
import { reconcileStatefulSet } from './reconcile.ts';

const owner = { kind: 'StatefulSet', resource: 'statefulsets' };

/** Keeps the numbered pods and claims of each StatefulSet. Keys are StatefulSets. */
export function statefulSetController({ api, env, queue }: ControllerContext): Controller {
  return {
    name: 'statefulset-controller',
    watches: ['statefulsets', 'pods', 'persistentvolumeclaims'],
    start() {
      for (const set of api.list<StatefulSet>('statefulsets')) queue.add(objectKey(set));
    },
    observe(event: WatchEvent) {
      if (event.resource === 'statefulsets') {
        if (event.type !== 'DELETED') queue.add(event.key);
      } else if (event.resource === 'pods') {
        for (const key of ownerKeys(api, owner, event)) queue.add(key);
      } else if (event.type === 'DELETED') claimGone(event);
    },
    reconcile(key) {
      const set = api.get<StatefulSet>('statefulsets', key);
      return set ? reconcileStatefulSet(set, api, env) : nothingToDo;
    },
  };

  /** A pod may have waited for its claim to go. Differs: the real controller finds that out by backing off. */
  function claimGone({ object: { metadata } }: WatchEvent): void {
    for (const set of api.byIndex<StatefulSet>('statefulsets', 'namespace', metadata.namespace ?? '')) {
      const prefixes = (set.spec.volumeClaimTemplates ?? []).map((template) => `${template.metadata.name}-${set.metadata.name}-`);
      if (prefixes.some((prefix) => metadata.name.startsWith(prefix))) queue.add(objectKey(set));
    }
  }
}

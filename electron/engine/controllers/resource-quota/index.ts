import { jsonEqual } from '../../../../shared/json.ts';
import { addQuantities, quantityString, zeroQuantity } from '../../../../shared/kubernetes/quantity.ts';
import { objectKey, resourceTypes } from '../../../../shared/kubernetes/registry.ts';
import type { ResourceQuota } from '../../admission/quota/scopes.ts';
import { isInScopes } from '../../admission/quota/scopes.ts';
import { usageOf, type Usage } from '../../admission/quota/usage.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { isPodTerminal } from '../pod-state.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';

/** Flag --resource-quota-sync-period. */
const syncPeriodMs = 300_000;
const counted = resourceTypes.filter(({ namespaced, resource }) => namespaced && resource !== 'events').map(({ resource }) => resource);

/**
 * Writes what quotas allow and what is used. Admission adds to it; what goes away is seen here. Keys are quotas.
 * Source: pkg/controller/resourcequota.
 */
export function resourceQuotaController(context: ControllerContext): Controller {
  return new ResourceQuotaController(context);
}

class ResourceQuotaController implements Controller {
  readonly name = 'resourcequota-controller';
  readonly watches = counted;
  private readonly context: ControllerContext;

  constructor(context: ControllerContext) {
    this.context = context;
  }

  start(): void {
    for (const quota of this.context.api.list<ResourceQuota>('resourcequotas')) this.context.queue.add(objectKey(quota));
  }

  observe(event: WatchEvent): void {
    const { api, queue } = this.context;
    const { namespace = '' } = event.object.metadata;
    if (api.countByIndex('resourcequotas', 'namespace', namespace) > 0 && replenishes(event)) {
      for (const quota of api.byIndex<ResourceQuota>('resourcequotas', 'namespace', namespace)) queue.add(objectKey(quota));
    }
    if (event.resource !== 'resourcequotas') return;
    if (event.type === 'DELETED') queue.remove(event.key);
    else if (!jsonEqual((event.object as ResourceQuota).spec, (event.previous as ResourceQuota | undefined)?.spec)) queue.add(event.key);
  }

  reconcile(key: string): Outcome {
    const { api } = this.context;
    const quota = api.get<ResourceQuota>('resourcequotas', key);
    if (!quota) return nothingToDo;
    const hard = quota.spec?.hard ?? {};
    const used = this.use(quota, Object.keys(hard));
    const requeue = { afterMs: syncPeriodMs, background: true };
    if (jsonEqual({ hard, used }, quota.status)) return { kind: 'Done', writes: [], requeue };
    return { kind: 'Done', writes: [{ verb: 'updateStatus', object: { ...quota, status: { hard, used } } as ResourceQuota }], requeue };
  }

  private use(quota: ResourceQuota, names: readonly string[]): Record<string, string> {
    const { api, env } = this.context;
    const total: Usage = new Map(names.map((name) => [name, zeroQuantity]));
    for (const resource of api.resources()) {
      if (resource === 'events') continue;
      for (const object of api.byIndex(resource, 'namespace', quota.metadata.namespace ?? '')) {
        if (!isInScopes(quota, object)) continue;
        for (const [name, amount] of usageOf(object, env.nowMs, (text) => env.parseTimestamp(text))) {
          const sum = total.get(name);
          if (sum !== undefined) total.set(name, addQuantities(sum, amount));
        }
      }
    }
    return Object.fromEntries([...total].map(([name, sum]) => [name, quantityString(sum)]));
  }
}

/** Whether a change may have set something free. */
function replenishes({ type, resource, object, previous }: WatchEvent): boolean {
  if (type === 'DELETED') return true;
  if (type !== 'MODIFIED') return false;
  if (resource === 'pods') {
    const [before, after] = [previous as Pod | undefined, object as Pod];
    const left = before?.spec['activeDeadlineSeconds'] !== after.spec['activeDeadlineSeconds'];
    return left || (isPodTerminal(after) && before !== undefined && !isPodTerminal(before));
  }
  return resource === 'services' || resource === 'persistentvolumeclaims';
}

import type { ConfigMap } from '../../../../../shared/kubernetes/types/core.ts';
import type { ComponentContext } from '../../../component.ts';
import type { GroupState } from '../node-groups/group-state.ts';
import type { AutoscalerState } from '../state.ts';
import { statusKey, statusName, statusNamespace } from './status-events.ts';
import { statusText, type NodeCounts } from './status-text.ts';

const lastUpdated = 'cluster-autoscaler.kubernetes.io/last-updated';

/** Writes the status ConfigMap when what it says has changed. Source: WriteStatusConfigMap. */
export function writeStatus(
  { api, env }: ComponentContext, state: AutoscalerState, groups: readonly GroupState[], nodes: NodeCounts,
  candidates: ReadonlyMap<string, number>,
): void {
  const status = statusText(env, state, groups, nodes, candidates);
  const known = api.get<ConfigMap>('configmaps', statusKey);
  if (known && status.facts === state.status) return;
  state.status = status.facts;
  const object: ConfigMap = {
    ...(known ?? { apiVersion: 'v1', kind: 'ConfigMap' }),
    metadata: {
      ...(known?.metadata ?? { name: statusName, namespace: statusNamespace }),
      annotations: { ...known?.metadata.annotations, [lastUpdated]: `${env.timestamp().replace('T', ' ').replace('Z', '')} +0000 UTC` },
    },
    data: { ...known?.data, status: status.text },
  };
  if (known) api.update<ConfigMap>(object);
  else api.create<ConfigMap>(object);
}

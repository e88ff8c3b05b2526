import type { ApiClient } from '../../../apistore/api-client.ts';

/** Flags --namespace and --status-config-map-name. */
export const statusNamespace = 'kube-system';
export const statusName = 'cluster-autoscaler-status';
export const statusKey = `${statusNamespace}/${statusName}`;

/** What concerns no single pod or node is told on the ConfigMap. Source: LogEventRecorder. */
export function recordOnStatus(api: ApiClient, type: 'Normal' | 'Warning', reason: string, message: string): void {
  const configMap = api.get('configmaps', statusKey);
  api.recordEvent(configMap ?? { apiVersion: 'v1', kind: 'ConfigMap', namespace: statusNamespace, name: statusName }, { type, reason, message });
}

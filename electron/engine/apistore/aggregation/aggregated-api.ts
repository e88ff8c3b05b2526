import type { ResourceType } from '../../../../shared/kubernetes/registry.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { ListQuery } from '../list-watch/list-options.ts';

/** What an APIService says of a server that cannot be asked. */
export interface Unavailable {
  reason: 'MissingEndpoints' | 'ServicePortError';
  message: string;
}

/** A group and version that another server than kube-apiserver answers. It is asked through kube-apiserver, like any other. */
export interface AggregatedApi {
  readonly groupVersion: string;
  /** The Service behind which the server stands. */
  readonly service: { readonly namespace: string; readonly name: string; readonly port: number };
  readonly resources: readonly ResourceType[];
  /** Undefined: it answers. */
  unavailable(): Unavailable | undefined;
  /** @param namespace undefined for kinds without one */
  get(type: ResourceType, namespace: string | undefined, name: string): ApiResult<KubernetesObject>;
  /** @param namespace undefined: all */
  list(type: ResourceType, namespace: string | undefined, query: ListQuery): ApiResult<KubernetesObject[]>;
}

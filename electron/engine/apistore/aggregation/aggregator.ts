import { groupVersionOf, type ResourceType } from '../../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult, type Status } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { ListQuery } from '../list-watch/list-options.ts';
import type { AggregatedApi } from './aggregated-api.ts';

/**
 * kube-aggregator: hands requests for groups of other servers on to them, and keeps an APIService for each. Source: staging/src/k8s.io/kube-aggregator.
 * Differs: the APIServices are there for as long as the program has such a server; they are told when asked for, and not stored.
 */
export class Aggregator {
  private readonly apis: readonly AggregatedApi[];

  constructor(apis: readonly AggregatedApi[]) {
    this.apis = apis;
  }

  /** What discovery lists of a group and version; nothing of one whose server does not answer. */
  resources(groupVersion: string): readonly ResourceType[] {
    const api = this.find(groupVersion);
    return api && !api.unavailable() ? api.resources : [];
  }

  /**
   * Errors: NotFound (404) for what there is not, ServiceUnavailable (503) when the server does not answer. @param resource the plural
   * @param namespace undefined for kinds without one
   */
  get(groupVersion: string, resource: string, namespace: string | undefined, name: string): ApiResult<KubernetesObject> {
    const found = this.serverOf(groupVersion, resource, `${resource}.${groupOf(groupVersion)} ${name}`);
    return found.ok ? found.value.api.get(found.value.type, namespace, name) : found;
  }

  /** As {@link get}; also BadRequest (400) for selectors that cannot be read. @param namespace undefined: all */
  list(groupVersion: string, resource: string, namespace: string | undefined, query: ListQuery = {}): ApiResult<KubernetesObject[]> {
    const found = this.serverOf(groupVersion, resource, `${resource}.${groupOf(groupVersion)}`);
    return found.ok ? found.value.api.list(found.value.type, namespace, query) : found;
  }

  /** Source: setupAPIServices of those that install such servers; AvailableConditionController. */
  apiServices(): KubernetesObject[] {
    return this.apis.map((api) => {
      const [group = '', version = ''] = api.groupVersion.split('/');
      const problem = api.unavailable();
      const condition = problem ? { status: 'False', ...problem } : { status: 'True', reason: 'Passed', message: 'all checks passed' };
      return {
        apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: `${version}.${group}` },
        spec: { group, version, service: api.service, insecureSkipTLSVerify: true, groupPriorityMinimum: 100, versionPriority: 100 },
        status: { conditions: [{ type: 'Available', ...condition }] },
      };
    });
  }

  private find(groupVersion: string): AggregatedApi | undefined {
    return this.apis.find((api) => api.groupVersion === groupVersion);
  }

  /** @param asked as a client names it in its error */
  private serverOf(groupVersion: string, resource: string, asked: string): ApiResult<{ api: AggregatedApi; type: ResourceType }> {
    const api = this.find(groupVersion);
    if (api?.unavailable()) return err(unavailable(asked));
    const type = api?.resources.find((one) => one.plural === resource && groupVersionOf(one) === groupVersion);
    return api && type ? ok({ api, type }) : err(failure('NotFound', 'the server could not find the requested resource'));
  }
}

/** What a client makes of the proxy's 503. Source: NewGenericServerResponse, apimachinery/pkg/api/errors. */
function unavailable(asked: string): Status {
  return failure('ServiceUnavailable', `the server is currently unable to handle the request (get ${asked})`);
}

function groupOf(groupVersion: string): string {
  return groupVersion.split('/')[0] ?? '';
}

import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { Service } from '../../../../shared/kubernetes/types/core.ts';
import type { Endpoints, EndpointSubset } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { ApiReader } from '../../apistore/api-client.ts';
import { isNamespaceTerminating } from '../apply-writes.ts';
import { nothingToDo, type Outcome, type Write } from '../controller.ts';
import { withTriggerTime } from '../endpointslice/trigger-time.ts';
import { truncated } from './truncate.ts';

const managedByLabel = 'endpoints.kubernetes.io/managed-by';
const controllerName = 'endpoint-controller';
const headlessLabel = 'service.kubernetes.io/headless';
const overCapacityAnnotation = 'endpoints.kubernetes.io/over-capacity';

/** Whether this controller made them. */
export function isManaged({ metadata }: Endpoints): boolean {
  return metadata.labels?.[managedByLabel] === controllerName;
}

/**
 * Brings the Endpoints of a Service in line with the pods that it selects.
 * @param whole all that there are
 * @param changedAt of the change behind it, RFC 3339
 * Source: syncService.
 */
export function reconcileEndpoints(service: Service, whole: readonly EndpointSubset[], api: ApiReader, changedAt: string | undefined): Outcome {
  const subsets = truncated(whole);
  const current = api.get<Endpoints>('endpoints', objectKey(service));
  const { clusterIP } = service.spec;
  const headless = clusterIP === undefined || clusterIP === '' || clusterIP === 'None';
  const labels = { ...service.metadata.labels, ...(headless ? { [headlessLabel]: '' } : {}), [managedByLabel]: controllerName };
  const { [overCapacityAnnotation]: _before, ...kept } = current?.metadata.annotations ?? {};
  const annotations = { ...kept, ...(subsets === whole ? {} : { [overCapacityAnnotation]: 'truncated' }) };
  if (current && jsonEqual(current.subsets ?? [], subsets) && jsonEqual(current.metadata.labels ?? {}, labels)
    && jsonEqual(current.metadata.annotations ?? {}, annotations)) return nothingToDo;

  const { name, namespace } = service.metadata;
  const { annotations: _annotations, ...metadata } = current?.metadata ?? { name, ...(namespace ? { namespace } : {}) };
  const wanted: Endpoints = withTriggerTime({
    apiVersion: 'v1', kind: 'Endpoints',
    metadata: { ...metadata, labels, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    ...(subsets.length > 0 ? { subsets: subsets.map(copied) } : {}),
  }, changedAt);
  const write: Write = current
    ? { verb: 'update', object: wanted } : { verb: 'create', object: wanted, onFailure: (status) => creationFailed(service, wanted, status) };
  return { kind: 'Done', writes: [write] };
}

function copied({ addresses, notReadyAddresses, ...subset }: EndpointSubset): EndpointSubset {
  return { ...(addresses ? { addresses: [...addresses] } : {}), ...(notReadyAddresses ? { notReadyAddresses: [...notReadyAddresses] } : {}), ...subset };
}

function creationFailed(service: Service, about: Endpoints, status: Status): Write[] {
  if (isNamespaceTerminating(status)) return [];
  const message = `Failed to create endpoint for service ${objectKey(service)}: ${status.message}`;
  return [{ verb: 'event', about, record: { type: 'Warning', reason: 'FailedToCreateEndpoint', message } }];
}

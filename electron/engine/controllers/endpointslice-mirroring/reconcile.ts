import { jsonEqual } from '../../../../shared/json.ts';
import { objectKey } from '../../../../shared/kubernetes/registry.ts';
import type { EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';
import type { Endpoints } from '../../../../shared/kubernetes/types/endpoints.ts';
import type { EventWrite, Outcome, Write } from '../controller.ts';
import { serviceNameLabel } from '../endpointslice/reconcile.ts';
import { newControllerRef } from '../owner-references.ts';
import { desiredMirrors, maxEndpointsPerSubset, type Mirror } from './desired.ts';

const managedByLabel = 'endpointslice.kubernetes.io/managed-by';
const controllerName = 'endpointslicemirroring-controller.k8s.io';
const skipMirrorLabel = 'endpointslice.kubernetes.io/skip-mirror';
const leaderAnnotation = 'control-plane.alpha.kubernetes.io/leader';
const notMirrored = new Set(['endpoints.kubernetes.io/last-change-trigger-time', 'kubectl.kubernetes.io/last-applied-configuration']);

export function isMirror({ metadata }: EndpointSlice): boolean {
  return metadata.labels?.[managedByLabel] === controllerName;
}

/** Source: shouldMirror, skipMirror, hasLeaderElection. */
export function wantsMirror({ metadata }: Endpoints): boolean {
  return metadata.labels?.[skipMirrorLabel] !== 'true' && metadata.annotations?.[leaderAnnotation] === undefined;
}

export function noMirror(slices: readonly EndpointSlice[]): Outcome {
  return { kind: 'Done', writes: slices.map(deletion) };
}

/**
 * One slice for each set of ports and family of addresses. Source: reconciler.reconcile, pkg/controller/endpointslicemirroring. Differs: what
 * had to be left out is told when the slices change, not at every look.
 */
export function mirrorEndpoints(endpoints: Endpoints, slices: readonly EndpointSlice[]): Outcome {
  const { mirrors, invalid, skipped } = desiredMirrors(endpoints.subsets ?? []);
  const left = new Set(slices);
  const take = (fits: (slice: EndpointSlice) => boolean): EndpointSlice | undefined => {
    const found = [...left].find(fits);
    if (found) left.delete(found);
    return found;
  };
  const same = mirrors.map((mirror) => take((slice) => slice.addressType === mirror.addressType && jsonEqual(slice.ports ?? [], mirror.ports)));
  const writes = mirrors.flatMap((mirror, place): Write[] => {
    // A slice that nobody needs is used again for other ports.
    const slice = same[place] ?? take(({ addressType }) => addressType === mirror.addressType);
    if (!slice) return endpoints.metadata.deletionTimestamp ? [] : [{ verb: 'create', object: newSlice(endpoints, mirror) }];
    const object = sliceFor(endpoints, mirror, slice);
    return jsonEqual(object, slice) ? [] : [{ verb: 'update', object }];
  });
  for (const slice of left) writes.push(deletion(slice));
  return { kind: 'Done', writes: writes.length > 0 ? [...leftOut(endpoints, invalid, skipped), ...writes] : [] };
}

function leftOut(endpoints: Endpoints, invalid: number, skipped: number): EventWrite[] {
  const event = (reason: string, message: string): EventWrite => ({ verb: 'event', about: endpoints, record: { type: 'Warning', reason, message } });
  return [
    ...(invalid > 0 ? [event('InvalidIPAddress', `Skipped ${invalid} invalid IP addresses when mirroring to EndpointSlices`)] : []),
    ...(skipped > invalid ? [event('TooManyAddressesToMirror', `A max of ${maxEndpointsPerSubset} addresses can be mirrored to EndpointSlices per `
      + `Endpoints subset. ${skipped} addresses were skipped`)] : []),
  ];
}

function newSlice(endpoints: Endpoints, mirror: Mirror): EndpointSlice {
  const { name, namespace } = endpoints.metadata;
  return sliceFor(endpoints, mirror, {
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: mirror.addressType, endpoints: [],
    metadata: { name: '', generateName: `${name}-`, ...(namespace ? { namespace } : {}) },
  });
}

/** Source: newEndpointSlice, utils.go. */
function sliceFor(endpoints: Endpoints, { ports, endpoints: mirrored }: Mirror, slice: EndpointSlice): EndpointSlice {
  const { annotations: _before, ...metadata } = slice.metadata;
  const annotations = Object.entries(endpoints.metadata.annotations ?? {}).filter(([name]) => !notMirrored.has(name));
  return {
    ...slice,
    metadata: {
      ...metadata, ...(annotations.length > 0 ? { annotations: Object.fromEntries(annotations) } : {}),
      labels: { ...endpoints.metadata.labels, [serviceNameLabel]: endpoints.metadata.name, [managedByLabel]: controllerName },
      ownerReferences: [newControllerRef(endpoints)],
    },
    endpoints: mirrored, ports,
  };
}

function deletion(slice: EndpointSlice): Write {
  return { verb: 'delete', resource: 'endpointslices', key: objectKey(slice) };
}

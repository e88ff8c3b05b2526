import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { fieldsOf } from '../../../../shared/kubernetes/fields.ts';
import { podLimits, podRequests, resourceListOf } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Quantity } from '../../../../shared/kubernetes/quantity.ts';
import {
  compareQuantities, isZeroQuantity, mustParseQuantity, quantityInt64, quantityMilliInt64,
} from '../../../../shared/kubernetes/quantity.ts';
import type { Status } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod, ResourceList } from '../../../../shared/kubernetes/types/pod.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';
import type { LimitRangeItem } from './limit-ranges.ts';
import { limitRangesIn } from './limit-ranges.ts';

/** Quantities up to this compare in thousandths. Source: resource.MaxMilliValue. */
const maxMilliValue = (2n ** 63n - 1n) / 1000n;

/**
 * What a LimitRange of the namespace forbids about a pod that is created or a claim that is written; undefined when all is well. The first
 * LimitRange that forbids something answers, with all that it forbids. Source: plugin/pkg/admission/limitranger, ValidateLimit.
 */
export function limitRangeViolation(object: KubernetesObject, context: AdmissionContext): Status | undefined {
  const isPod = object.kind === 'Pod';
  if (object.apiVersion !== 'v1' || !(isPod || object.kind === 'PersistentVolumeClaim')) return undefined;
  for (const limitRange of limitRangesIn(object.metadata.namespace ?? '', context)) {
    const found = (limitRange.spec?.limits ?? []).flatMap((item) => (isPod ? podViolations(object as Pod, item) : claimViolations(object, item)));
    if (found.length === 0) continue;
    const unique = [...new Set(found)];
    const why = unique.length === 1 ? unique.join('') : `[${unique.join(', ')}]`;
    return forbiddenStatus(isPod ? 'pods' : 'persistentvolumeclaims', object.metadata.name || object.metadata.generateName || '', why);
  }
  return undefined;
}

function podViolations({ spec }: Pod, item: LimitRangeItem): string[] {
  if (item.type === 'Container') {
    return [...spec.containers, ...(spec.initContainers ?? [])].flatMap(({ resources }) =>
      violations(item, { requests: resources?.requests ?? {}, limits: resources?.limits ?? {} }));
  }
  if (item.type !== 'Pod') return [];
  // The pod's overhead is not counted here.
  const { overhead: _overhead, ...own } = spec;
  return violations(item, { requests: resourceListOf(podRequests(own)), limits: resourceListOf(podLimits(own)) });
}

function claimViolations(claim: KubernetesObject, item: LimitRangeItem): string[] {
  if (item.type !== 'PersistentVolumeClaim') return [];
  const requests = fieldsOf(fieldsOf(fieldsOf(claim as unknown as Fields, 'spec'), 'resources'), 'requests') as ResourceList;
  return [
    ...each(item.min, (name, bound) => belowMinimum(name, item.type, bound, requests[name], undefined)),
    ...each(item.max, (name, bound) => {
      const start = `maximum ${name} usage per ${item.type} is ${bound}`;
      const request = requests[name];
      if (request === undefined) return `${start}.  No request is specified`;
      return isGreater(request, bound) ? `${start}, but request is ${request}` : undefined;
    }),
  ];
}

function violations(item: LimitRangeItem, { requests, limits }: { requests: ResourceList; limits: ResourceList }): string[] {
  const { type } = item;
  return [
    ...each(item.min, (name, bound) => belowMinimum(name, type, bound, requests[name], limits[name])),
    ...each(item.max, (name, bound) => aboveMaximum(name, type, bound, requests[name], limits[name])),
    ...each(item.maxLimitRequestRatio, (name, bound) => aboveRatio(name, type, bound, requests[name], limits[name])),
  ];
}

/** In order of name: the original goes through Go maps in any order. */
function each(bounds: ResourceList | undefined, check: (name: string, bound: string) => string | undefined): string[] {
  return Object.keys(bounds ?? {}).toSorted().map((name) => check(name, bounds?.[name] ?? '0')).filter((text) => text !== undefined);
}

function belowMinimum(name: string, type: string, bound: string, request: string | undefined, limit: string | undefined): string | undefined {
  const start = `minimum ${name} usage per ${type} is ${bound}`;
  if (request === undefined) return `${start}.  No request is specified`;
  if (isGreater(bound, request)) return `${start}, but request is ${request}`;
  return limit !== undefined && isGreater(bound, limit) ? `${start}, but limit is ${limit}` : undefined;
}

function aboveMaximum(name: string, type: string, bound: string, request: string | undefined, limit: string | undefined): string | undefined {
  const start = `maximum ${name} usage per ${type} is ${bound}`;
  if (limit === undefined) return `${start}.  No limit is specified`;
  if (isGreater(limit, bound)) return `${start}, but limit is ${limit}`;
  return request !== undefined && isGreater(request, bound) ? `${start}, but request is ${request}` : undefined;
}

function aboveRatio(name: string, type: string, bound: string, request: string | undefined, limit: string | undefined): string | undefined {
  const start = `${name} max limit to request ratio per ${type} is ${bound}`;
  const [asked, allowed] = [parsed(request), parsed(limit)];
  if (!asked || isZeroQuantity(asked)) return `${start}, but no request is specified or request is 0`;
  if (!allowed || isZeroQuantity(allowed)) return `${start}, but no limit is specified or limit is 0`;
  const value = fits(asked) && fits(allowed) ? quantityMilliInt64 : quantityInt64;
  const ratio = Number(value(allowed)) / Number(value(asked));
  return ratio * 1000 > Number(quantityMilliInt64(mustParseQuantity(bound))) ? `${start}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}

function parsed(text: string | undefined): Quantity | undefined {
  return text === undefined ? undefined : mustParseQuantity(text);
}

function isGreater(a: string, b: string): boolean {
  return compareQuantities(mustParseQuantity(a), mustParseQuantity(b)) > 0;
}

function fits(quantity: Quantity): boolean {
  return quantityInt64(quantity) <= maxMilliValue;
}

import type { Quantity } from '../../../../shared/kubernetes/quantity.ts';
import {
  addQuantities, compareQuantities, isZeroQuantity, mustParseQuantity, quantitySign, quantityString, subtractQuantities, zeroQuantity,
} from '../../../../shared/kubernetes/quantity.ts';
import type { ApiResult } from '../../../../shared/kubernetes/status.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Container, Pod, ResourceList } from '../../../../shared/kubernetes/types/pod.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { AdmissionContext } from '../context.ts';
import { forbiddenStatus } from '../forbidden.ts';
import type { ResourceQuota } from './scopes.ts';
import { isInScopes } from './scopes.ts';
import type { Usage } from './usage.ts';
import { computeUsage, concerns, countName, usageOf } from './usage.ts';

/**
 * What a new object, or the growth of an updated one, adds to the quotas of its namespace: those that change, with the new `status.used`.
 *
 * @param onRefusal hears of the quota that refuses, and why
 * Errors: Forbidden (403) when a quota would be exceeded, a container does not state what the quota counts, or the quota's use is not known yet.
 * Source: apiserver/pkg/admission/plugin/resourcequota/controller.go, checkRequest.
 */
export function chargeQuotas(
  object: KubernetesObject, old: KubernetesObject | undefined, context: AdmissionContext, onRefusal?: (quota: ResourceQuota, why: string) => void,
): ApiResult<readonly ResourceQuota[]> {
  const quotas = quotasIn(object.metadata.namespace, context).filter((quota) => isInterested(quota, object));
  if (quotas.length === 0 || (old && !isChargedOnUpdate(object))) return ok([]);
  const refuse = (quota: ResourceQuota, why: string) => {
    onRefusal?.(quota, why);
    return err(forbiddenStatus(countName(object).slice('count/'.length), object.metadata.name, why));
  };
  for (const quota of quotas) {
    const names = Object.keys(quota.status?.hard ?? {}).filter((name) => concerns(object, name));
    const { name } = quota.metadata;
    const missing = old || object.kind !== 'Pod' ? undefined : missingResources(object as Pod, names);
    if (missing !== undefined) return refuse(quota, `failed quota: ${name}: must specify ${missing}`);
    const unknown = names.filter((resource) => quota.status?.used?.[resource] === undefined);
    if (unknown.length > 0) return refuse(quota, `status unknown for quota: ${name}, resources: ${unknown.toSorted().join(',')}`);
  }
  // Admission knows no clock: an object that is being made is not past its grace.
  const use = (item: KubernetesObject): Usage => usageOf(item, 0, () => 0);
  const delta = old ? growth(use(object), use(old)) : use(object);
  const charged: ResourceQuota[] = [];
  for (const quota of quotas) {
    const next = addTo(quota, delta);
    if ('exceeded' in next) return refuse(quota, next.exceeded);
    if (next.charged) charged.push(next.charged);
  }
  return ok(charged);
}

function quotasIn(namespace: string | undefined, context: AdmissionContext): ResourceQuota[] {
  const found: ResourceQuota[] = [];
  if (namespace === undefined) return found;
  for (const quota of context.list('resourcequotas')) if (quota.metadata.namespace === namespace) found.push(quota);
  return found.length > 1 ? found.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)) : found;
}

/** A quota whose status the controller has not written yet limits nothing. */
function isInterested(quota: ResourceQuota, object: KubernetesObject): boolean {
  return Object.keys(quota.status?.hard ?? {}).some((name) => concerns(object, name)) && isInScopes(quota, object);
}

/** Other kinds are charged when they are made only. */
function isChargedOnUpdate({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === 'v1' && (kind === 'Service' || kind === 'PersistentVolumeClaim');
}

function growth(next: Usage, before: Usage): Usage {
  const delta: Usage = new Map();
  for (const [name, amount] of next) {
    const difference = subtractQuantities(amount, before.get(name) ?? zeroQuantity);
    if (quantitySign(difference) > 0) delta.set(name, difference);
  }
  return delta;
}

function addTo(quota: ResourceQuota, delta: Usage): { exceeded: string } | { charged: ResourceQuota | undefined } {
  const { hard = {}, used = {} } = quota.status ?? {};
  const requested = [...delta].filter(([name, amount]) => hard[name] !== undefined && !isZeroQuantity(amount));
  if (requested.length === 0) return { charged: undefined };
  const sums = requested.map(([name, amount]): [string, Quantity] => [name, addQuantities(mustParseQuantity(used[name] ?? '0'), amount)]);
  const over = sums.filter(([name, sum]) => compareQuantities(sum, mustParseQuantity(hard[name] ?? '0')) > 0).map(([name]) => name).toSorted();
  if (over.length > 0) {
    const print = (valueOf: (name: string) => string): string => over.map((name) => `${name}=${valueOf(name)}`).join(',');
    return {
      exceeded: `exceeded quota: ${quota.metadata.name}, requested: ${print((name) => quantityString(delta.get(name) ?? zeroQuantity))}, `
        + `used: ${print((name) => used[name] ?? '0')}, limited: ${print((name) => hard[name] ?? '0')}`,
    };
  }
  const next = { ...used, ...Object.fromEntries(sums.map(([name, sum]) => [name, quantityString(sum)])) };
  return { charged: { ...quota, status: { ...quota.status, used: next } } };
}

const stated = new Set(['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory']);

/** What containers leave open although the quota counts it: `limits.cpu for: a,b; …`. Resources of the whole pod make it needless. */
function missingResources({ spec }: Pod, names: readonly string[]): string | undefined {
  const levels = { ...spec.resources?.requests, ...spec.resources?.limits };
  if (Object.keys(levels).length > 0) return undefined;
  const required = names.filter((name) => stated.has(name)).toSorted();
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  const missing = required.map((name): [string, string[]] => {
    const silent = containers.filter((container) => !containerUsage(container).has(name)).map((container) => container.name);
    return [name, [...new Set(silent)].toSorted()];
  }).filter(([, silent]) => silent.length > 0);
  return missing.length === 0 ? undefined : missing.map(([name, silent]) => `${name} for: ${silent.join(',')}`).join('; ');
}

function containerUsage({ resources }: Container): Usage {
  const parse = (list: ResourceList = {}): Usage => new Map(Object.entries(list).map(([name, text]) => [name, mustParseQuantity(text)]));
  return computeUsage(parse(resources?.requests), parse(resources?.limits));
}

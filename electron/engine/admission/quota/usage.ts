import type { Fields } from '../../../../shared/kubernetes/fields.ts';
import { fieldsOf, itemsOf, numberOf, optionalText, textMapOf, textOf } from '../../../../shared/kubernetes/fields.ts';
import { countedSpec } from '../../../../shared/kubernetes/pod-requests-status.ts';
import { podLimits, podRequests } from '../../../../shared/kubernetes/pod-requests.ts';
import type { Quantity } from '../../../../shared/kubernetes/quantity.ts';
import { mustParseQuantity, quantityFromInteger, quantityInt64 } from '../../../../shared/kubernetes/quantity.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';

/** Resource name of a quota → amount. */
export type Usage = Map<string, Quantity>;

const one = quantityFromInteger(1, 'DecimalSI');
const storageClassSuffix = '.storageclass.storage.k8s.io/';
/** Kinds that have an old quota name beside `count/…`. */
const plainNames = new Set(['configmaps', 'resourcequotas', 'replicationcontrollers', 'secrets']);
/** A pod's resources that have a quota name without `requests.`. */
const computeResources = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** `count/<resource>.<group>`. Inert kinds are called after their group already. */
export function countName({ apiVersion, kind }: KubernetesObject): string {
  const { resource, group } = resourceTypeFor(apiVersion, kind);
  const plural = resource.replace(/\..*$/, '');
  return `count/${group === '' ? plural : `${plural}.${group}`}`;
}

/** What an object counts for. Source: pkg/quota/v1/evaluator/core, apiserver/pkg/quota/v1/generic. */
export function usageOf(object: KubernetesObject, nowMs: number, parseTimestamp: (text: string) => number): Usage {
  const usage: Usage = new Map([[countName(object), one]]);
  const fields = object as unknown as Fields;
  switch (`${object.apiVersion}/${object.kind}`) {
    case 'v1/Pod':
      if (isCounted(object as Pod, nowMs, parseTimestamp)) addPod(usage, object as Pod);
      break;
    case 'v1/Service':
      addService(usage, fieldsOf(fields, 'spec'));
      break;
    case 'v1/PersistentVolumeClaim':
      addClaim(usage, fields);
      break;
    default: {
      const plain = countName(object).slice('count/'.length);
      if (plainNames.has(plain)) usage.set(plain, one);
    }
  }
  return usage;
}

/**
 * A pod that has ended uses nothing any more, nor does one that should have ended long ago: its grace, which is in the deletionTimestamp
 * already, is granted once more. Source: QuotaV1Pod.
 */
function isCounted({ metadata, status }: Pod, nowMs: number, parseTimestamp: (text: string) => number): boolean {
  if (status?.phase === 'Failed' || status?.phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return parseTimestamp(deletionTimestamp) + deletionGracePeriodSeconds * 1_000 >= nowMs;
}

function addPod(usage: Usage, pod: Pod): void {
  const { spec } = pod;
  usage.set('pods', one);
  for (const [name, amount] of computeUsage(podRequests(countedSpec(pod)), podLimits(spec))) usage.set(name, amount);
}

/** Quota names of requests and limits. Source: podComputeUsageHelper. */
export function computeUsage(requests: Usage, limits: Usage): Usage {
  const usage: Usage = new Map();
  for (const [name, amount] of requests) {
    if (computeResources.has(name) || name.startsWith('hugepages-')) usage.set(name, amount);
    usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of limits) if (computeResources.has(name)) usage.set(`limits.${name}`, amount);
  return usage;
}

function addService(usage: Usage, spec: Fields): void {
  const ports = itemsOf(spec, 'ports');
  const type = textOf(spec, 'type');
  const isBalanced = type === 'LoadBalancer';
  const chosen = ports.filter((port) => numberOf(port, 'nodePort') !== 0).length;
  const nodePorts = type === 'NodePort' ? ports.length : !isBalanced ? 0 : spec['allocateLoadBalancerNodePorts'] === false ? chosen : ports.length;
  usage.set('services', one);
  usage.set('services.nodeports', quantityFromInteger(nodePorts, 'DecimalSI'));
  usage.set('services.loadbalancers', quantityFromInteger(isBalanced ? 1 : 0, 'DecimalSI'));
}

function addClaim(usage: Usage, claim: Fields): void {
  const spec = fieldsOf(claim, 'spec');
  const annotated = textMapOf(fieldsOf(claim, 'metadata'), 'annotations')['volume.beta.kubernetes.io/storage-class'];
  const storageClass = annotated ?? optionalText(spec, 'storageClassName') ?? '';
  const names = storageClass === '' ? [''] : ['', `${storageClass}${storageClassSuffix}`];
  const request = textMapOf(fieldsOf(spec, 'resources'), 'requests')['storage'];
  for (const prefix of names) {
    usage.set(`${prefix}persistentvolumeclaims`, one);
    if (request === undefined) continue;
    const quantity = mustParseQuantity(request);
    usage.set(`${prefix}requests.storage`, quantity.exponent < 0 ? quantityFromInteger(quantityInt64(quantity), quantity.format) : quantity);
  }
}

/** Whether a quota on `name` is about objects like this one. */
export function concerns(object: KubernetesObject, name: string): boolean {
  if (name === countName(object)) return true;
  switch (`${object.apiVersion}/${object.kind}`) {
    case 'v1/Pod':
      return name === 'pods' || computeResources.has(name) || name.startsWith('hugepages-') || name.startsWith('limits.')
        || (name.startsWith('requests.') && name !== 'requests.storage');
    case 'v1/Service':
      return name === 'services' || name === 'services.nodeports' || name === 'services.loadbalancers';
    case 'v1/PersistentVolumeClaim': {
      const plain = name.includes(storageClassSuffix) ? name.slice(name.indexOf(storageClassSuffix) + storageClassSuffix.length) : name;
      return plain === 'persistentvolumeclaims' || plain === 'requests.storage';
    }
    default:
      return plainNames.has(name) && name === countName(object).slice('count/'.length);
  }
}

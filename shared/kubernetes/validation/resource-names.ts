import { labelKey } from '../names.ts';

/** Kinds of resource names. Source: pkg/apis/core/helper/helpers.go. */
const quotaNames = [
  'pods', 'services', 'replicationcontrollers', 'resourcequotas', 'secrets', 'configmaps', 'persistentvolumeclaims', 'services.nodeports',
  'services.loadbalancers',
];
const computeQuotaNames = [
  'requests.cpu', 'requests.memory', 'requests.storage', 'requests.ephemeral-storage', 'limits.cpu', 'limits.memory',
  'limits.ephemeral-storage',
];

const standardNames = new Set(['cpu', 'memory', 'ephemeral-storage', 'storage', ...computeQuotaNames, ...quotaNames]);
const standardQuotaNames = new Set(['cpu', 'memory', 'ephemeral-storage', ...computeQuotaNames, ...quotaNames]);
const integerNames = new Set(quotaNames);
const standardLimitNames = new Set(['cpu', 'memory', 'ephemeral-storage', 'storage']);

export function isHugePageResource(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isQuotaHugePageResource(name: string): boolean {
  return isHugePageResource(name) || name.startsWith('requests.hugepages-');
}

export function isStandardResource(name: string): boolean {
  return standardNames.has(name) || isQuotaHugePageResource(name);
}

export function isStandardQuotaResource(name: string): boolean {
  return standardQuotaNames.has(name) || isQuotaHugePageResource(name);
}

export function isStandardLimitResource(name: string): boolean {
  return standardLimitNames.has(name) || isHugePageResource(name);
}

/** Unqualified, or in Kubernetes' own domain. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Resources such as `example.com/gpu`. */
export function isExtendedResourceName(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return labelKey(`requests.${name}`).length === 0;
}

export function isIntegerResource(name: string): boolean {
  return integerNames.has(name) || isExtendedResourceName(name);
}

/** Whether requests may be lower than limits. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePageResource(name);
}

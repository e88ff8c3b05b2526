import type { JsonObject } from '../../../shared/json.ts';
import { quantityMilliValue, quantityValue } from '../../../shared/kubernetes/quantity-number.ts';
import { parseQuantity } from '../../../shared/kubernetes/quantity.ts';
import type { ContainerUseRow } from '../../../shared/view/rows.ts';
import { formatBytes, formatCount, formatCpu } from '../../i18n/format.ts';
import { getIn } from '../form/set-in.ts';
import { bytesPair } from './resource-pair.ts';

/** One resource of a container. */
export interface ResourceUse {
  /** Catalogue key of its name. */
  name: string;
  text: string;
  /** What is used of what it may use (its limit, else its request); absent where either is unknown. */
  gauge?: { used: number; requested: number; of: number };
}

interface Resource {
  name: string;
  /** In `resources.requests` and `resources.limits`; absent: nothing there speaks of it. */
  field?: string;
  value: (quantity: string) => number;
  used: (use: ContainerUseRow) => number;
  format: (value: number) => string;
  pair: (part: number, whole: number) => string;
}

const resources: readonly Resource[] = [
  { name: 'inspector:cpuShort', field: 'cpu', value: quantityMilliValue, used: ({ cpuMilli }) => cpuMilli, format: formatCpu, pair: (part, whole) => `${formatCpu(part)}/${formatCpu(whole)}` },
  { name: 'inspector:memoryShort', field: 'memory', value: quantityValue, used: ({ memoryBytes }) => memoryBytes, format: formatBytes, pair: bytesPair },
  { name: 'inspector:disk', field: 'ephemeral-storage', value: quantityValue, used: ({ diskBytes }) => diskBytes, format: formatBytes, pair: bytesPair },
  { name: 'inspector:processes', value: Number, used: ({ processes }) => processes, format: formatCount, pair: (part) => formatCount(part) },
];

/** What a container uses of its limit (else of its request); without a known use, what it asks for. Resources of which there is nothing to say are left out. */
export function resourceUses(container: JsonObject, use: ContainerUseRow | undefined): ResourceUse[] {
  return resources.flatMap((resource): ResourceUse[] => {
    const request = stated(container, 'requests', resource);
    const limit = stated(container, 'limits', resource);
    const used = use && resource.used(use);
    const bound = limit ?? request;
    if (bound === undefined && (used === undefined || used === 0)) return [];
    return [{
      name: resource.name, text: textOf(resource, used, request, limit),
      ...(used !== undefined && bound !== undefined ? { gauge: { used, requested: request ?? 0, of: bound } } : {}),
    }];
  });
}

/** A thousandth of a core is nothing to speak of. */
export function isThrottled({ throttledMilli }: ContainerUseRow): boolean {
  return throttledMilli >= 1;
}

function stated(container: JsonObject, side: 'requests' | 'limits', { field, value }: Resource): number | undefined {
  const text = field === undefined ? undefined : getIn(container, ['resources', side, field]);
  return (typeof text === 'string' || typeof text === 'number') && parseQuantity(String(text)).ok ? value(String(text)) : undefined;
}

function textOf({ format, pair }: Resource, used: number | undefined, request: number | undefined, limit: number | undefined): string {
  const bound = limit ?? request;
  if (used !== undefined) return bound === undefined ? format(used) : pair(used, bound);
  if (limit === undefined || limit === request) return format(bound ?? 0);
  return request === undefined ? `≤ ${format(limit)}` : `${format(request)} – ${format(limit)}`;
}

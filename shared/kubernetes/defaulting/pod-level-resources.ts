import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, optionalFields, textMapOf, textOf } from '../fields.ts';
import type { Quantity } from '../quantity.ts';
import { addQuantities, compareQuantities, parseQuantity, quantityString } from '../quantity.ts';

/**
 * Limits and requests of the pod as a whole, where `spec.resources` says something already: huge pages that the containers are limited to are the
 * pod's limit; a request that is missing beside limits is what the containers ask for together, else the pod's limit.
 * Source: defaultHugePagePodLimits, defaultPodRequests.
 */
export function defaultPodLevelResources(spec: Fields): void {
  const resources = optionalFields(spec, 'resources');
  if (!resources) return;
  const requests: Record<string, string> = { ...textMapOf(resources, 'requests') };
  const limits: Record<string, string> = { ...textMapOf(resources, 'limits') };
  if (Object.keys(requests).length + Object.keys(limits).length === 0) return;
  for (const [name, quantity] of aggregateResources(spec, 'limits')) {
    if (isHugePage(name) && limits[name] === undefined && requests[name] === undefined) limits[name] = quantityString(quantity);
  }
  if (Object.keys(limits).length === 0) return;
  for (const [name, quantity] of aggregateResources(spec, 'requests')) {
    if (requests[name] === undefined && (name === 'cpu' || name === 'memory')) requests[name] = quantityString(quantity);
  }
  for (const [name, value] of Object.entries(limits)) {
    if (requests[name] === undefined && (name === 'cpu' || name === 'memory' || isHugePage(name))) requests[name] = value;
  }
  resources['limits'] = limits;
  if (Object.keys(requests).length > 0) resources['requests'] = requests;
}

function isHugePage(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Containers and sidecars run together; an init container runs beside the sidecars started before it. */
export function aggregateResources(spec: Fields, list: 'requests' | 'limits'): Map<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const container of itemsOf(spec, 'containers')) addTo(total, amountsOf(container, list));
  const sidecars = new Map<string, Quantity>();
  const initMax = new Map<string, Quantity>();
  for (const container of itemsOf(spec, 'initContainers')) {
    const own = amountsOf(container, list);
    if (textOf(container, 'restartPolicy') === 'Always') {
      addTo(total, own);
      addTo(sidecars, own);
      raiseTo(initMax, sidecars);
    } else {
      const together = new Map(own);
      addTo(together, sidecars);
      raiseTo(initMax, together);
    }
  }
  raiseTo(total, initMax);
  return total;
}

function amountsOf(container: Fields, list: 'requests' | 'limits'): Map<string, Quantity> {
  const result = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(textMapOf(fieldsOf(container, 'resources'), list))) {
    const parsed = parseQuantity(text);
    if (parsed.ok) result.set(name, parsed.value);
  }
  return result;
}

function addTo(target: Map<string, Quantity>, more: Map<string, Quantity>): void {
  for (const [name, quantity] of more) {
    const current = target.get(name);
    target.set(name, current ? addQuantities(current, quantity) : quantity);
  }
}

function raiseTo(target: Map<string, Quantity>, other: Map<string, Quantity>): void {
  for (const [name, quantity] of other) {
    const current = target.get(name);
    if (!current || compareQuantities(quantity, current) > 0) target.set(name, quantity);
  }
}

import type { Fields } from '../fields.ts';
import { fieldsOf, itemsOf, optionalFields, textMapOf, textOf } from '../fields.ts';
import type { Quantity } from '../quantity.ts';
import { addQuantities, compareQuantities, parseQuantity, quantityString } from '../quantity.ts';

/**
 * Requests of the pod as a whole, where `spec.resources` is used and a request is missing: what its containers ask for together, else
 * the pod's limit. Source: defaultPodRequests.
 */
export function defaultPodLevelRequests(spec: Fields): void {
  const resources = optionalFields(spec, 'resources');
  if (!resources) return;
  const requests: Record<string, string> = { ...textMapOf(resources, 'requests') };
  const limits = textMapOf(resources, 'limits');
  const fromContainers = aggregateRequests(spec);
  for (const [name, quantity] of fromContainers) {
    if (requests[name] === undefined && isPodLevelResource(name)) requests[name] = quantityString(quantity);
  }
  for (const [name, value] of Object.entries(limits)) {
    // Hugepages cannot be overcommitted, so their requests always follow the limits.
    if (requests[name] === undefined && (isPodLevelResource(name) || name.startsWith('hugepages-'))) requests[name] = value;
  }
  if (Object.keys(requests).length > 0) resources['requests'] = requests;
}

function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/** Containers and sidecars run together; an init container runs beside the sidecars started before it. */
export function aggregateRequests(spec: Fields): Map<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const container of itemsOf(spec, 'containers')) addTo(total, requestsOf(container));
  const sidecars = new Map<string, Quantity>();
  const initMax = new Map<string, Quantity>();
  for (const container of itemsOf(spec, 'initContainers')) {
    const own = requestsOf(container);
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

function requestsOf(container: Fields): Map<string, Quantity> {
  const result = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(textMapOf(fieldsOf(container, 'resources'), 'requests'))) {
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

import type { Fields } from '../fields.ts';
import { optionalFields } from '../fields.ts';
import { compareQuantities, parseQuantity, quantityFromMilli, quantityMilliInt64, quantityString } from '../quantity.ts';

/** Quantities finer than a thousandth are rounded up to one. Source: SetDefaults_ResourceList. */
export function defaultResourceList(owner: Fields, key: string): void {
  const list = optionalFields(owner, key);
  if (!list) return;
  for (const [name, text] of Object.entries(list)) {
    const parsed = parseQuantity(String(text));
    if (!parsed.ok) continue;
    const rounded = quantityFromMilli(quantityMilliInt64(parsed.value), parsed.value.format);
    // Absurdly large numbers saturate in thousandths; they have no finer part to round.
    if (compareQuantities(parsed.value, rounded) < 0) list[name] = quantityString(rounded);
  }
}

/** Both lists of a ResourceRequirements. */
export function defaultResources(owner: Fields, key = 'resources'): void {
  const resources = optionalFields(owner, key);
  if (!resources) return;
  defaultResourceList(resources, 'limits');
  defaultResourceList(resources, 'requests');
}

/** A limit without a request sets the request too. Source: SetDefaults_Pod. */
export function defaultRequestsFromLimits(container: Fields): void {
  const resources = optionalFields(container, 'resources');
  const limits = optionalFields(resources, 'limits');
  if (!resources || !limits) return;
  const requests: Fields = { ...optionalFields(resources, 'requests') };
  let changed = false;
  for (const [name, value] of Object.entries(limits)) {
    if (requests[name] !== undefined) continue;
    requests[name] = value;
    changed = true;
  }
  if (changed) resources['requests'] = requests;
}

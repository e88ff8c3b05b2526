/** Texts that several printers share. */
import type { Fields } from '../fields.ts';
import { fieldsOf, isSet, itemsOf, textMapOf, textOf } from '../fields.ts';
import { humanDuration } from '../duration.ts';
import { selectorFromObject, selectorString } from '../label-selector.ts';
import { parseQuantity, quantityString } from '../quantity.ts';
import type { LabelSelector } from '../types/meta.ts';

export function nameOf(object: Fields): string {
  return textOf(fieldsOf(object, 'metadata'), 'name');
}

export function isDeleting(object: Fields): boolean {
  return isSet(fieldsOf(object, 'metadata'), 'deletionTimestamp');
}

/** How long ago an RFC 3339 instant was; `<unknown>` when there is none. */
export function sinceText(instant: unknown, nowMs: number): string {
  return typeof instant === 'string' && instant !== '' ? humanDuration(nowMs - Date.parse(instant)) : '<unknown>';
}

/** The AGE cell. */
export function ageOf(object: Fields, nowMs: number): string {
  return sinceText(fieldsOf(object, 'metadata')['creationTimestamp'], nowMs);
}

/** Names and images of the containers of a pod spec. */
export function containerCells(podSpec: Fields): [string, string] {
  const containers = itemsOf(podSpec, 'containers');
  return [containers.map((one) => textOf(one, 'name')).join(','), containers.map((one) => textOf(one, 'image')).join(',')];
}

/** The pod spec of a workload. */
export function templateSpecOf(spec: Fields): Fields {
  return fieldsOf(fieldsOf(spec, 'template'), 'spec');
}

/** metav1.FormatLabelSelector. */
export function labelSelectorText(selector: unknown): string {
  const read = selectorFromObject(selector as LabelSelector | undefined);
  if (!read.ok) return '<error>';
  return selectorString(read.value) || '<none>';
}

/** The canonical form of a quantity that may be absent: Go's String() of a value, or of a pointer. */
export function quantityText(owner: Fields | undefined, key: string, absent: '0' | '<nil>' = '0'): string {
  const value = owner?.[key];
  if (typeof value !== 'string' && typeof value !== 'number') return absent;
  const read = parseQuantity(String(value));
  return read.ok ? quantityString(read.value) : String(value);
}

/** `a,b,c + 2 more...` */
export function listWithMore(items: readonly string[], limit: number, none: string): string {
  if (items.length > limit) return `${items.slice(0, limit).join(',')} + ${items.length - limit} more...`;
  return items.join(',') || none;
}

/** Addresses of a load balancer, each once and sorted; the server prints them in full. */
export function loadBalancerText(status: Fields): string {
  const addresses = itemsOf(fieldsOf(status, 'loadBalancer'), 'ingress').map((one) => textOf(one, 'ip') || textOf(one, 'hostname'));
  return [...new Set(addresses.filter((address) => address !== ''))].toSorted().join(',');
}

/** Whether one of the annotations says `true`. */
export function hasTrueAnnotation(object: Fields, ...names: string[]): boolean {
  const annotations = textMapOf(fieldsOf(object, 'metadata'), 'annotations');
  return names.some((name) => annotations[name] === 'true');
}

/** The condition of this type. */
export function conditionOf(owner: Fields, type: string): Fields | undefined {
  return itemsOf(owner, 'conditions').find((condition) => textOf(condition, 'type') === type);
}

export function hasTrueCondition(status: Fields, type: string): boolean {
  return textOf(conditionOf(status, type), 'status') === 'True';
}

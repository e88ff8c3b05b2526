/** Dynamic resource allocation. */
import type { Fields } from '../../fields.ts';
import { fieldsOf, isSet, itemsOf, textOf } from '../../fields.ts';
import { ageOf, isDeleting, nameOf } from '../cells.ts';
import { age, column, nameColumn, printer } from '../table.ts';

/** DeviceClass and ResourceClaimTemplate. */
export const nameAndAgePrinter = printer([nameColumn, age], (object, nowMs) => [nameOf(object), ageOf(object, nowMs)]);

export const resourceClaimPrinter = printer([nameColumn, column('State'), age], (claim, nowMs) => [
  nameOf(claim), claimState(claim).join(','), ageOf(claim, nowMs),
]);

function claimState(claim: Fields): string[] {
  const status = fieldsOf(claim, 'status');
  const deleted = isDeleting(claim) ? ['deleted'] : [];
  if (!isSet(status, 'allocation')) return isDeleting(claim) ? deleted : ['pending'];
  return [...deleted, 'allocated', ...(itemsOf(status, 'reservedFor').length > 0 ? ['reserved'] : [])];
}

export const resourceSlicePrinter = printer([nameColumn, column('Node'), column('Driver'), column('Pool'), age], (slice, nowMs) => {
  const spec = fieldsOf(slice, 'spec');
  return [nameOf(slice), textOf(spec, 'nodeName'), textOf(spec, 'driver'), textOf(fieldsOf(spec, 'pool'), 'name'), ageOf(slice, nowMs)];
});

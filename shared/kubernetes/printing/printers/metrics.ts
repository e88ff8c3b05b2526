import type { Fields } from '../../fields.ts';
import { fieldsOf, itemsOf, textOf } from '../../fields.ts';
import { mustParseQuantity, quantityString, sumQuantities } from '../../quantity.ts';
import { nameOf } from '../cells.ts';
import type { TableColumnDefinition } from '../table.ts';
import { column, nameColumn, printer } from '../table.ts';

/** Source: metrics-server, pkg/api/table.go. */
const columns: readonly TableColumnDefinition[] = [
  nameColumn, column('cpu', { format: 'quantity' }), column('memory', { format: 'quantity' }), column('Window', { format: 'duration' }),
];

export const nodeMetricsPrinter = printer(columns, (metrics) => [nameOf(metrics), ...usageCells([fieldsOf(metrics, 'usage')]), textOf(metrics, 'window')]);

/** All containers of a pod together. */
export const podMetricsPrinter = printer(columns, (metrics) => [
  nameOf(metrics), ...usageCells(itemsOf(metrics, 'containers').map((container) => fieldsOf(container, 'usage'))), textOf(metrics, 'window'),
]);

function usageCells(usages: readonly Fields[]): string[] {
  return ['cpu', 'memory'].map((resource) => quantityString(sumQuantities(usages.map((usage) => mustParseQuantity(textOf(usage, resource) || '0')))));
}

import type { Fields } from '../fields.ts';
import type { Printer, TableColumnDefinition, TableRow } from './table.ts';

/** The parts of a `meta.k8s.io/v1` Table that do not depend on the request. */
export interface PrintedTable {
  columnDefinitions: readonly TableColumnDefinition[];
  rows: TableRow[];
}

/** Prints objects of one kind, with their defaults applied, in the order given. */
export function printTable({ columns, row }: Printer, objects: readonly object[], nowMs: number): PrintedTable {
  return { columnDefinitions: columns, rows: objects.map((object) => row(object as Fields, nowMs)) };
}

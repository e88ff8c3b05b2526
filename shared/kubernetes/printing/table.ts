/** Server-side printing: what an API server answers to `Accept: …;as=Table`. Source: pkg/printers, apimachinery's meta/table. */
import type { Fields } from '../fields.ts';

export interface TableColumnDefinition {
  name: string;
  /** An OpenAPI type; cells of `date` columns of custom resources are already human-readable. */
  type: string;
  /** `name` marks the column that names the object. */
  format?: string;
  /** 0 is always shown, 1 and more only in wide output. */
  priority: number;
}

export interface TableRowCondition {
  type: 'Completed';
  status: 'True';
  reason: string;
  message: string;
}

export type Cell = string | number | boolean | null;

export interface TableRow {
  cells: Cell[];
  conditions?: TableRowCondition[];
}

/** How the objects of a kind become rows. */
export interface Printer {
  columns: readonly TableColumnDefinition[];
  /** The row of one object with its defaults applied; `nowMs` is the server's clock. */
  row(object: Fields, nowMs: number): TableRow;
}

interface ColumnOptions {
  type?: 'integer' | 'boolean' | 'date';
  format?: string;
  /** Only in wide output. */
  wide?: boolean;
}

export function column(name: string, { type, format, wide }: ColumnOptions = {}): TableColumnDefinition {
  return { name, type: type ?? 'string', ...(format ? { format } : {}), priority: wide ? 1 : 0 };
}

export const integer = (name: string): TableColumnDefinition => column(name, { type: 'integer' });
export const boolean = (name: string): TableColumnDefinition => column(name, { type: 'boolean' });
export const wide = (name: string): TableColumnDefinition => column(name, { wide: true });
export const nameColumn = column('Name', { format: 'name' });
export const age = column('Age');

/** A printer whose rows are only cells. */
export function printer(columns: readonly TableColumnDefinition[], cells: (object: Fields, nowMs: number) => Cell[]): Printer {
  return { columns, row: (object, nowMs) => ({ cells: cells(object, nowMs) }) };
}

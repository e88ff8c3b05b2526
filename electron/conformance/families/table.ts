import type { Fields } from '../../../shared/kubernetes/fields.ts';
import { applyDefaults } from '../../../shared/kubernetes/defaulting/defaults.ts';
import { listableResource } from '../../../shared/kubernetes/discovery.ts';
import type { AdditionalPrinterColumn } from '../../../shared/kubernetes/printing/custom-resource.ts';
import { customResourcePrinter } from '../../../shared/kubernetes/printing/custom-resource.ts';
import { printTable } from '../../../shared/kubernetes/printing/print.ts';
import { printerOf } from '../../../shared/kubernetes/printing/printers/index.ts';
import type { Cell, TableColumnDefinition, TableRowCondition } from '../../../shared/kubernetes/printing/table.ts';
import { decodeObject } from '../../../shared/kubernetes/schema/decode.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { compare, failed, skipped } from '../outcome.ts';
import { defineAdapter } from './adapter.ts';

interface TableCase {
  kind: string;
  now: string;
  object: KubernetesObject;
  additionalPrinterColumns?: AdditionalPrinterColumn[];
  columnDefinitions: TableColumnDefinition[];
  cells: Cell[];
  rowConditions?: TableRowCondition[];
}

export const tableFamily = defineAdapter<TableCase>(['table'], ({ kind, now, object, additionalPrinterColumns, columnDefinitions, cells, rowConditions }) => {
  if (holdsHugeInteger(object)) return skipped('integers beyond 2^53 are held rounded, as JavaScript reads JSON');
  const decoded = decodeObject(object, { strict: false });
  if (!decoded.ok) return failed(decoded.error.message);
  applyDefaults(decoded.value);
  const printer = kind === 'CustomResource' ? customResourcePrinter(additionalPrinterColumns ?? []) : printerOf(object.apiVersion, object.kind);
  const { columnDefinitions: columns, rows } = printTable(printer, [decoded.value], Date.parse(now));
  return compare({ columnDefinitions, cells, conditions: rowConditions ?? [] }, {
    columnDefinitions: columns, cells: rows[0]?.cells, conditions: rows[0]?.conditions ?? [],
  });
});

function holdsHugeInteger(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsHugeInteger);
}

interface TableColumnsCase {
  groupVersion: string;
  resource: string;
  kind: string;
  namespaced: boolean;
  shortNames: string[];
  verbs: string[];
  categories?: string[];
  columnDefinitions: TableColumnDefinition[];
}

export const tableColumnsFamily = defineAdapter<TableColumnsCase>(['table-columns'], ({ id: _id, groupVersion, resource, ...expected }) => {
  const type = listableResource(groupVersion, resource);
  if (!type) return failed(`discovery does not list ${resource} in ${groupVersion}`);
  const { kind, namespaced, shortNames, verbs, categories } = type;
  const actual: Fields = { kind, namespaced, shortNames, verbs, categories, columnDefinitions: printerOf(groupVersion, kind).columns };
  return compare({ categories: [], ...expected }, actual);
});

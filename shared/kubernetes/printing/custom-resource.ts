import type { Fields } from '../fields.ts';
import { humanDuration } from '../duration.ts';
import { findResults, parseJsonPath, resultText } from '../jsonpath/jsonpath.ts';
import { nameOf } from './cells.ts';
import type { Cell, Printer } from './table.ts';
import { nameColumn, printer } from './table.ts';

/** A version's `additionalPrinterColumns[]` in a CustomResourceDefinition. */
export interface AdditionalPrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  format?: string;
  priority?: number;
}

const ageColumn: AdditionalPrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/**
 * The printer of a custom resource: the name, then its own columns; the age where a version has none. Columns that cannot be read end
 * the list, as they do in the API server. Source: apiextensions-apiserver, registry/customresource/tableconvertor.
 */
export function customResourcePrinter(columns: readonly AdditionalPrinterColumn[]): Printer {
  const own: { column: AdditionalPrinterColumn; find: (object: Fields) => unknown[] }[] = [];
  for (const column of columns.length > 0 ? columns : [ageColumn]) {
    const path = parseJsonPath(`{${column.jsonPath}}`);
    if (!path.ok) break;
    own.push({
      column,
      find: (object) => {
        const found = findResults(path.value, object);
        return found.ok ? found.value : [];
      },
    });
  }
  const definitions = own.map(({ column: { name, type, format, priority } }) => ({ name, type, ...(format ? { format } : {}), priority: priority ?? 0 }));
  return printer([nameColumn, ...definitions], (object, nowMs) => [
    nameOf(object), ...own.map(({ column, find }) => cellOf(column.type, find(object), nowMs)),
  ]);
}

/** Only the first result of a path is shown. A value of another type than the column's gives an empty cell. */
function cellOf(type: string, results: readonly unknown[], nowMs: number): Cell {
  if (results.length === 0) return null;
  const [value] = results;
  switch (type) {
    case 'string':
      return resultText(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? dateText(value, nowMs) : null;
    default:
      return null;
  }
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function dateText(text: string, nowMs: number): string {
  if (text === '' || text === 'null') return '<unknown>';
  const instant = rfc3339.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? '<invalid>' : humanDuration(nowMs - instant);
}

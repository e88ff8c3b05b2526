import { customResourcePrinter } from '../../../shared/kubernetes/printing/custom-resource.ts';
import { plainPrinter, printerOf } from '../../../shared/kubernetes/printing/printers/index.ts';
import { printTable } from '../../../shared/kubernetes/printing/print.ts';
import type { CustomResourceDefinition } from '../../../shared/kubernetes/custom-resources/definition.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { PrintedColumn } from '../../../shared/view/printed-column.ts';
import type { ApiReader } from '../../engine/apistore/api-client.ts';

/** Said of every object elsewhere. */
const known = new Set(['Name', 'Age']);

/**
 * What `kubectl get -o wide` prints of an object beside its name and age: the columns of its kind, of a custom resource those that its definition names.
 * None for kinds without columns of their own.
 */
export function printedColumns(api: ApiReader, object: KubernetesObject, nowMs: number): PrintedColumn[] {
  const printer = customPrinter(api, object) ?? printerOf(object.apiVersion, object.kind);
  if (printer === plainPrinter) return [];
  const { columnDefinitions, rows } = printTable(printer, [object], nowMs);
  const cells = rows[0]?.cells ?? [];
  return columnDefinitions.flatMap(({ name }, at) => (known.has(name) ? [] : [{ name, text: String(cells[at] ?? '') }]));
}

function customPrinter(api: ApiReader, { apiVersion, kind }: KubernetesObject): ReturnType<typeof customResourcePrinter> | undefined {
  const [group, version] = apiVersion.split('/');
  for (const { spec } of api.list<CustomResourceDefinition>('customresourcedefinitions')) {
    if (spec.group !== group || spec.names.kind !== kind) continue;
    return customResourcePrinter(spec.versions.find(({ name }) => name === version)?.additionalPrinterColumns ?? []);
  }
  return undefined;
}

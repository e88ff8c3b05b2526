import { isJsonObject, type JsonValue } from '../json.ts';
import { eksctlImporter } from './eksctl.ts';
import type { Importer } from './importer.ts';
import { kindImporter } from './kind.ts';

/** Configurations of other tools that open as a design. A new one is a file and a line here. */
const importers: readonly Importer[] = [eksctlImporter, kindImporter];

/** Undefined: the document is no such configuration. */
export function importerOf(root: JsonValue): Importer | undefined {
  if (!isJsonObject(root)) return undefined;
  return importers.find(({ kind, apiVersion }) => root['kind'] === kind && apiVersion.test(String(root['apiVersion'] ?? '')));
}

import { writeYaml } from '../topology/write-yaml.ts';

/** A YAML file of several documents. */
export function yamlDocuments(documents: readonly object[]): string {
  return documents.map(writeYaml).join('---\n');
}

/** A value without the fields that are undefined, empty lists or empty maps: what the design does not say is not written. */
export function compact<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined && !(typeof field === 'object' && field !== null && Object.keys(field as object).length === 0))) as Partial<T>;
}

/** A name of lower-case letters, digits and dashes, for tools that take no others. */
export function plainName(name: string, fallback = 'cluster'): string {
  const plain = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').slice(0, 50).replace(/^-+|-+$/g, '');
  return plain === '' ? fallback : plain;
}

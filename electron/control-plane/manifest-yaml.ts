import { stringify } from 'yaml';

/** A manifest or live object as YAML in the style of topology files: two spaces, no folding, lists at their key's indentation. */
export function manifestYaml(object: unknown): string {
  return stringify(object, { indent: 2, lineWidth: 0, indentSeq: false, aliasDuplicateObjects: false });
}

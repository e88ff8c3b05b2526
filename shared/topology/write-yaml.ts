import { stringify } from 'yaml';

/** How YAML is written: two spaces, no folding of long lines, so that diffs stay small. */
export const yamlStyle = { indent: 2, lineWidth: 0, indentSeq: false, flowCollectionPadding: false, aliasDuplicateObjects: false } as const;

/** A value as one YAML document, without `---`. */
export function writeYaml(value: object): string {
  return stringify(value, yamlStyle);
}

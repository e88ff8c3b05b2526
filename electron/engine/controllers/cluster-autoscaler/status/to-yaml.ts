/** What the status is made of: maps, lists of maps, numbers and plain words. */
export interface YamlMap {
  [key: string]: string | number | YamlMap | YamlMap[];
}

/** Block YAML with two spaces, texts plain where YAML takes them for texts and quoted else. */
export function toYaml(map: YamlMap): string {
  return lines(map).join('\n') + '\n';
}

function lines(map: YamlMap): string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    if (Array.isArray(value)) return value.length === 0 ? [`${key}: []`] : [`${key}:`, ...value.flatMap(item)];
    if (typeof value === 'object') return [`${key}:`, ...lines(value).map(indent)];
    return [`${key}: ${typeof value === 'number' ? value : text(value)}`];
  });
}

function item(map: YamlMap): string[] {
  return lines(map).map((line, index) => (index === 0 ? `- ${line}` : indent(line)));
}

function indent(line: string): string {
  return `  ${line}`;
}

function text(value: string): string {
  return /^[A-Za-z][A-Za-z0-9 /.-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) ? value : JSON.stringify(value);
}

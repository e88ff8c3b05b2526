/** One import or re-export of a source file. */
export interface Import {
  specifier: string;
  /** `import type …` or `export type …`: gone at run time. */
  typeOnly: boolean;
}

/** Imports and re-exports of TypeScript source without comments, static and dynamic, in order of kind. */
export function importsOf(code: string): Import[] {
  const statements = code.matchAll(/^[ \t]*(?:import|export)\b(?<middle>[^'"`;=(]*?)\bfrom\s*'(?<specifier>[^']+)'/gm);
  const bare = code.matchAll(/^[ \t]*import\s*'(?<specifier>[^']+)'/gm);
  const dynamic = code.matchAll(/\bimport\(\s*'(?<specifier>[^']+)'\s*\)/g);
  return [...statements, ...bare, ...dynamic].map(({ groups }) => ({
    specifier: groups?.['specifier'] ?? '',
    typeOnly: /^\s*type\b/.test(groups?.['middle'] ?? ''),
  }));
}

/** Source text with comments replaced by blanks; lines keep their numbers. Strings and templates are left alone. */
export function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replaceAll(token, (found) => (found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found));
}

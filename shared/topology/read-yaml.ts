import { isAlias, isCollection, isMap, isPair, isScalar, LineCounter, parseAllDocuments, visit, type Document, type ParsedNode } from 'yaml';
import type { JsonValue } from '../json.ts';
import { forbiddenKeys, topologyLimits } from './limits.ts';
import type { TopologyProblem } from './types.ts';

/** One YAML document: its tree (with comments), its plain value and its own text. */
export interface YamlDocument {
  /** Counts from 1. */
  number: number;
  tree: Document.Parsed<ParsedNode>;
  value: JsonValue;
  /** The text of this document alone, without the `---` line before it. */
  source: string;
  /** Line (from 1) and column (from 1) of the value at a path; of the nearest parent when the path is not there. */
  positionOf(path: readonly (string | number)[]): { line: number; column: number };
}

export interface ReadYaml {
  documents: YamlDocument[];
  problems: TopologyProblem[];
}

/**
 * Reads YAML (or JSON, which is YAML) safely: core schema, no custom tags, no merge keys, bounded size, depth and aliases, no prototype keys, no repeated keys.
 * Empty documents are left out. Never throws on any text.
 */
export function readYaml(text: string): ReadYaml {
  if (text.length > topologyLimits.textLength) {
    const millions = (length: number): string => (length / 1_000_000).toFixed(1);
    return failed(`The text has ${millions(text.length)} million characters; at most ${millions(topologyLimits.textLength)} million are read.`, 'Split it into several files.');
  }
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines, schema: 'core', version: '1.2', merge: false, strict: true, uniqueKeys: true, prettyErrors: false, keepSourceTokens: false, resolveKnownTags: false,
  });
  const trees = Array.isArray(parsed) ? (parsed as Document.Parsed<ParsedNode>[]) : [];
  if (trees.length > topologyLimits.documents) return failed(`The text has ${trees.length} documents; at most ${topologyLimits.documents} are read.`, 'Split it into several files.');
  const documents: YamlDocument[] = [];
  const problems: TopologyProblem[] = [];
  for (const [index, tree] of trees.entries()) {
    const number = index + 1;
    const at = (offset: number): { line: number; column: number } => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const found = problemsOf(tree, at).map((problem) => ({ ...problem, document: number }));
    problems.push(...found);
    if (found.some((problem) => problem.severity === 'error') || isEmpty(tree)) continue;
    let value: JsonValue;
    try {
      value = tree.toJS({ maxAliasCount: topologyLimits.aliasCount }) as JsonValue;
    } catch {
      problems.push({ severity: 'error', message: 'Aliases expand to too much data.', document: number, ...at(tree.range[0]), hint: 'Write the repeated part out instead of using YAML aliases.' });
      continue;
    }
    documents.push({ number, tree, value, source: sourceOf(text, trees[index - 1]?.range[2] ?? 0, tree.range[2]), positionOf: (path) => at(offsetOf(tree, path)) });
  }
  return { documents, problems };
}

function failed(message: string, hint: string): ReadYaml {
  return { documents: [], problems: [{ severity: 'error', message, hint }] };
}

/** What the core schema resolves by itself, should someone write the tag out. */
const plainTags = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`));

function isEmpty(tree: Document.Parsed<ParsedNode>): boolean {
  return tree.contents === null || (isScalar(tree.contents) && tree.contents.value === null);
}

function problemsOf(tree: Document.Parsed<ParsedNode>, at: (offset: number) => { line: number; column: number }): TopologyProblem[] {
  const problems: TopologyProblem[] = [...tree.errors, ...tree.warnings].map((error) => ({ severity: 'error', message: firstSentence(error.message), ...at(error.pos[0]) }));
  if (problems.length > 0) return problems;
  visit(tree, {
    Node(_key, node, path) {
      const offset = node.range?.[0] ?? 0;
      if (path.length > topologyLimits.depth * 2) {
        problems.push({ severity: 'error', message: `Nested more than ${topologyLimits.depth} deep.`, ...at(offset) });
        return visit.BREAK;
      }
      if (!isAlias(node) && node.tag && !plainTags.has(node.tag)) {
        problems.push({ severity: 'error', message: `The tag ${node.tag} is not read.`, ...at(offset), hint: 'Remove the tag.' });
      }
      return undefined;
    },
    Pair(_key, pair) {
      const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
      const offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? 0;
      if (name === undefined) problems.push({ severity: 'error', message: 'A key must be plain text.', ...at(offset) });
      else if (forbiddenKeys.has(name)) problems.push({ severity: 'error', message: `The key "${name}" is not allowed.`, ...at(offset), hint: 'Remove the key.' });
      return undefined;
    },
  });
  return problems;
}

function firstSentence(message: string): string {
  const line = (message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, '');
  return line.endsWith('.') ? line : `${line}.`;
}

/** Comments before a document's first line belong to it, so its text starts where the one before ended. */
function sourceOf(text: string, start: number, end: number): string {
  return text.slice(start, end).replace(/^---[^\n]*\n/, '').replace(/\n---\s*$/, '\n');
}

function offsetOf(tree: Document.Parsed<ParsedNode>, path: readonly (string | number)[]): number {
  let node: unknown = tree.contents;
  let offset = tree.contents?.range?.[0] ?? tree.range[0];
  for (const step of path) {
    if (!isCollection(node)) break;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) break;
      const value = pair.value as { range?: [number, number, number] } | null;
      const key = pair.key as { range?: [number, number, number] };
      offset = value?.range && isScalar(value) ? value.range[0] : (key.range?.[0] ?? offset);
      node = pair.value;
    } else {
      const item = node.items[Number(step)] as { range?: [number, number, number] } | undefined;
      if (!item) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}

/** `spec.containers[0].image` → `['spec', 'containers', 0, 'image']`; map keys in brackets (`limits[memory]`) stay text. */
export function parseFieldPath(field: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const match of field.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    const inBrackets = match[2];
    if (inBrackets === undefined) steps.push(match[1] as string);
    else steps.push(/^\d+$/.test(inBrackets) ? Number(inBrackets) : inBrackets);
  }
  return steps;
}

import type { SchemaPath } from '../../../shared/kubernetes/schema/walk.ts';

/**
 * The outline of block YAML by indentation alone. Unlike a parser it answers while the text is half written, which is when completion is
 * asked for. Flow
 * collections count as plain values, block scalars are passed over.
 */
export interface OutlineLine {
  /** From 0. */
  line: number;
  /** Path of the key, or of the list item, that begins here. */
  path: SchemaPath;
  key?: string;
  /** Column of the key. */
  column: number;
  /** Offsets in the text of key and value; the value's are equal when there is none on this line. */
  keyFrom: number;
  keyTo: number;
  valueFrom: number;
  valueTo: number;
}

interface Level {
  column: number;
  step: string | number;
  isItem: boolean;
}

const keyPattern = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#\-:[\]{},"'&*!|>%@`?][^#:]*?|-[^\s:][^:]*?)\s*:(?=\s|$)/;

interface Scanner {
  levels: Level[];
  /** Lines deeper than this belong to a block scalar. */
  scalarColumn: number | undefined;
}

function unquote(text: string): string {
  return /^["'].*["']$/.test(text) ? text.slice(1, -1) : text;
}

function pathOf(levels: readonly Level[]): (string | number)[] {
  return levels.map((level) => level.step);
}

/** Goes over one line; returns the keys and items that begin on it. `from` is the offset of the line. */
function scanLine(scanner: Scanner, text: string, line: number, from: number): OutlineLine[] {
  const { levels } = scanner;
  if (/^(---|\.\.\.)(\s|$)/.test(text)) {
    levels.length = 0;
    scanner.scalarColumn = undefined;
    return [];
  }
  let column = text.length - text.trimStart().length;
  let rest = text.slice(column);
  if (rest === '') return [];
  if (scanner.scalarColumn !== undefined) {
    if (column > scanner.scalarColumn) return [];
    scanner.scalarColumn = undefined;
  }
  if (rest.startsWith('#')) return [];
  const found: OutlineLine[] = [];
  while (/^-(\s|$)/.test(rest)) {
    while (levels.length > 0 && (levels[levels.length - 1] as Level).column > column) levels.pop();
    const top = levels[levels.length - 1];
    if (top?.isItem && top.column === column) top.step = (top.step as number) + 1;
    else levels.push({ column, step: 0, isItem: true });
    const blank = /^-\s*/.exec(rest)?.[0].length ?? 1;
    found.push({
      line,
      path: pathOf(levels),
      column,
      keyFrom: from + column,
      keyTo: from + column + 1,
      valueFrom: from + column + blank,
      valueTo: from + text.length,
    });
    column += blank;
    rest = rest.slice(blank);
  }
  const match = keyPattern.exec(rest);
  if (match === null) return found;
  const raw = match[1] as string;
  while (levels.length > 0 && (levels[levels.length - 1] as Level).column >= column) levels.pop();
  levels.push({ column, step: unquote(raw), isItem: false });
  const after = rest.slice(match[0].length);
  const value = after.replace(/\s+#.*$/, '').trim();
  const valueFrom = from + column + match[0].length + (after.length - after.trimStart().length);
  if (/^[|>][-+\d]*$/.test(value)) scanner.scalarColumn = column;
  found.push({
    line,
    path: pathOf(levels),
    key: unquote(raw),
    column,
    keyFrom: from + column,
    keyTo: from + column + raw.length,
    valueFrom: value === '' ? from + column + match[0].length : valueFrom,
    valueTo: value === '' ? from + column + match[0].length : valueFrom + value.length,
  });
  return found;
}

/** Every key and list item of the text, in order. */
export function outlineOf(text: string): OutlineLine[] {
  const scanner: Scanner = { levels: [], scalarColumn: undefined };
  const found: OutlineLine[] = [];
  let from = 0;
  for (const [line, content] of text.split('\n').entries()) {
    found.push(...scanLine(scanner, content, line, from));
    from += content.length + 1;
  }
  return found;
}

/** Where the value (or, for objects and lists, the key) at `path` stands; the nearest parent that is there, when it is not. */
export function placeOf(text: string, path: SchemaPath): OutlineLine | undefined {
  const lines = outlineOf(text);
  for (let length = path.length; length > 0; length -= 1) {
    const wanted = path.slice(0, length).map(String).join('\u0000');
    const found = lines.find((candidate) => candidate.path.map(String).join('\u0000') === wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the cursor stands in: a key being written inside the object at `path`, or the value at `path`. */
export interface CursorPlace {
  kind: 'key' | 'value';
  path: SchemaPath;
  /** Offset where the word under the cursor begins. */
  from: number;
  /** Column at which a key written here stands. */
  column: number;
}

export function cursorPlace(text: string, offset: number): CursorPlace {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(0, lineStart).split('\n').slice(0, -1);
  const scanner: Scanner = { levels: [], scalarColumn: undefined };
  let from = 0;
  for (const [line, content] of before.entries()) {
    scanLine(scanner, content, line, from);
    from += content.length + 1;
  }
  const written = text.slice(lineStart, offset);
  const found = scanLine(scanner, written, before.length, lineStart);
  const last = found[found.length - 1];
  if (last?.key !== undefined)
    return { kind: 'value', path: last.path, from: last.valueFrom === last.valueTo ? offset : last.valueFrom, column: last.column };
  // A key is being written: its parent is what stands further left, and the item whose dash is on this line.
  const column = last !== undefined ? last.valueFrom - lineStart : written.length - written.trimStart().length;
  const { levels } = scanner;
  while (levels.length > 0) {
    const top = levels[levels.length - 1] as Level;
    if (top.column < column || (top.isItem && last !== undefined && top.column <= column)) break;
    levels.pop();
  }
  const typed = /[\w./-]*$/.exec(written.slice(column))?.[0] ?? '';
  return { kind: 'key', path: pathOf(levels), from: offset - typed.length, column };
}

/** Path of the key or value that the offset points at, for hovering; undefined between them. */
export function pathAtOffset(text: string, offset: number): OutlineLine | undefined {
  return outlineOf(text).find((line) => line.key !== undefined && offset >= line.keyFrom && offset <= Math.max(line.keyTo, line.valueTo));
}

/** Keys that the object at `path` has already. */
export function keysAt(text: string, path: SchemaPath): Set<string> {
  const parent = path.map(String).join('\u0000');
  return new Set(
    outlineOf(text).flatMap((line) =>
      line.key !== undefined && line.path.slice(0, -1).map(String).join('\u0000') === parent ? [line.key] : [],
    ),
  );
}

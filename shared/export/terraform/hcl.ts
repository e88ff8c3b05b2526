/**
 * Writes HCL as `terraform fmt` leaves it. Its rules (hashicorp/hcl, hclwrite/format.go): two spaces for each open bracket; the `=` of arguments on neighbouring lines
 * stand in one column, where an argument of several lines, a block or a blank line ends the neighbourhood and an argument of several lines has its `=` one space after
 * its name; a space inside braces, none inside other brackets.
 */
export type HclValue = string | number | boolean | HclExpression | readonly HclValue[] | HclObject;
export interface HclObject {
  readonly [key: string]: HclValue;
}

/** Text that stands as it is: a reference, a call, or a template with its quotes. */
export class HclExpression {
  readonly text: string;
  /** A call of a function with this one argument after the text: `jsonencode(…)`. */
  readonly argument: HclValue | undefined;

  constructor(text: string, argument?: HclValue) {
    this.text = text;
    this.argument = argument;
  }
}

/** `aws_vpc.main.id` */
export const ref = (text: string): HclExpression => new HclExpression(text);
/** `"shop-${each.key}"`: what stands in `${}` is evaluated. */
export const template = (text: string): HclExpression => new HclExpression(`"${text}"`);
export const call = (name: string, argument: HclValue): HclExpression => new HclExpression(name, argument);

export interface HclBlock {
  type: string;
  labels?: readonly string[];
  /** Arguments and blocks, in paragraphs between which a blank line stands. */
  body: readonly HclParagraph[];
}
export type HclParagraph = Readonly<Record<string, HclValue>> | HclBlock;

export function isBlock(paragraph: HclParagraph): paragraph is HclBlock {
  return 'body' in paragraph && Array.isArray(paragraph['body']) && typeof paragraph['type'] === 'string';
}

/** A file: blocks with a blank line between them. */
export function hclFile(blocks: readonly HclBlock[]): string {
  return blocks.map((block) => `${blockLines(block).join('\n')}\n`).join('\n');
}

function blockLines({ type, labels = [], body }: HclBlock): string[] {
  const head = [type, ...labels.map(quoted)].join(' ');
  const paragraphs = body.map((paragraph) => (isBlock(paragraph) ? blockLines(paragraph) : argumentLines(paragraph))).filter((lines) => lines.length > 0);
  if (paragraphs.length === 0) return [`${head} {}`];
  return [`${head} {`, ...paragraphs.flatMap((lines, index) => [...(index > 0 ? [''] : []), ...lines.map(indented)]), '}'];
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** Arguments, or entries of an object, with their `=` aligned. */
function argumentLines(entries: Readonly<Record<string, HclValue>>): string[] {
  const written = Object.entries(entries).map(([name, value]) => ({ name: nameText(name), lines: valueLines(value) }));
  return written.flatMap(({ name, lines: [first = '', ...rest] }, index) => {
    const width = rest.length > 0 ? name.length : neighbourhood(written, index);
    return [`${name.padEnd(width)} = ${first}`, ...rest];
  });
}

/** The longest name among the arguments of one line around an index. */
function neighbourhood(written: readonly { name: string; lines: readonly string[] }[], index: number): number {
  const isSingle = (at: number): boolean => written[at]?.lines.length === 1;
  let [from, to] = [index, index];
  while (isSingle(from - 1)) from -= 1;
  while (isSingle(to + 1)) to += 1;
  return Math.max(...written.slice(from, to + 1).map(({ name }) => name.length));
}

function valueLines(value: HclValue): string[] {
  if (typeof value === 'string') return [quoted(value)];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (value instanceof HclExpression) {
    if (value.argument === undefined) return [value.text];
    return wrapped(`${value.text}(`, valueLines(value.argument), ')');
  }
  if (isList(value)) {
    if (value.every((item) => valueLines(item).length === 1)) return [`[${value.map((item) => valueLines(item)[0]).join(', ')}]`];
    return ['[', ...value.flatMap((item) => wrapped('', valueLines(item), ',').map(indented)), ']'];
  }
  const lines = argumentLines(value);
  return lines.length === 0 ? ['{}'] : ['{', ...lines.map(indented), '}'];
}

function isList(value: HclObject | readonly HclValue[]): value is readonly HclValue[] {
  return Array.isArray(value);
}

/** Text before the first line and after the last. */
function wrapped(before: string, lines: readonly string[], after: string): string[] {
  return lines.map((line, index) => `${index === 0 ? before : ''}${line}${index === lines.length - 1 ? after : ''}`);
}

/** Words that mean something else where a key may stand. */
const words = new Set(['for', 'if', 'in', 'null', 'true', 'false']);

function nameText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) && !words.has(name) ? name : quoted(name);
}

/** A string, in which nothing is evaluated. */
function quoted(text: string): string {
  const escaped = text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `"${escaped.replace(/([$%])\{/g, '$1$1{')}"`;
}

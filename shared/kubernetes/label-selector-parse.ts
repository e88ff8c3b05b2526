/**
 * The string form of label selectors, `app=web,tier in (a,b),!canary`. Source: labels.Parse; the lexer and parser follow it step by
 * step, so that it accepts and refuses the same oddities (`x in (,a)`, `in in (in)`, `a = `) with the same texts.
 */
import type { Result } from '../result.ts';
import { err, ok } from '../result.ts';
import type { Requirement, SelectionOperator, Selector } from './label-selector.ts';
import { newRequirement, selectorOf } from './label-selector.ts';
import { labelKey } from './names.ts';

type TokenKind =
  | 'error' | 'end' | ')' | ',' | '!' | '==' | '=' | '>' | 'identifier' | 'in' | '<' | '!=' | 'notin' | '(';

interface Token {
  kind: TokenKind;
  literal: string;
}

const keywords = new Set<string>([')', ',', '!', '==', '=', '>', 'in', '<', '!=', 'notin', '(']);
const special = '=!(),><';
const blanks = ' \t\r\n';

function scan(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (;;) {
    while (position < text.length && blanks.includes(text.charAt(position))) position += 1;
    const char = text.charAt(position);
    // Go's lexer takes a NUL byte for the end.
    if (char === '' || char === '\0') {
      tokens.push({ kind: 'end', literal: '' });
      return tokens;
    }
    const start = position;
    if (special.includes(char)) {
      // The longest operator that starts here.
      let matched = '';
      while (position < text.length && special.includes(text.charAt(position))) {
        const candidate = text.slice(start, position + 1);
        if (keywords.has(candidate)) matched = candidate;
        else if (matched !== '') break;
        position += 1;
      }
      if (matched === '') tokens.push({ kind: 'error', literal: `error expected: keyword found '${text.slice(start, position)}'` });
      else tokens.push({ kind: matched as TokenKind, literal: matched });
    } else {
      while (position < text.length && !`${special}${blanks}\0`.includes(text.charAt(position))) position += 1;
      const literal = text.slice(start, position);
      if (text.charAt(position) === '\0') position += 1;
      tokens.push({ kind: keywords.has(literal) ? (literal as TokenKind) : 'identifier', literal });
    }
  }
}

class ParseError extends Error {}

/** Where a value or key is expected, `in` and `notin` are plain words. */
function asValue(token: Token): Token {
  return token.kind === 'in' || token.kind === 'notin' ? { kind: 'identifier', literal: token.literal } : token;
}

const binaryOperators: Partial<Record<TokenKind, SelectionOperator>> = {
  in: 'in', '=': '=', '==': '==', '>': 'gt', '<': 'lt', notin: 'notin', '!=': '!=',
};

class Parser {
  private readonly tokens: Token[];
  private position = 0;

  constructor(text: string) {
    this.tokens = scan(text);
  }

  private raw(): Token {
    return this.tokens[Math.min(this.position, this.tokens.length - 1)] ?? { kind: 'end', literal: '' };
  }

  private look(): Token {
    return asValue(this.raw());
  }

  private take(): Token {
    const token = this.look();
    this.position += 1;
    return token;
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const token = this.look();
      if (token.kind === 'end') return requirements;
      if (token.kind !== 'identifier' && token.kind !== '!') {
        throw new ParseError(`found '${token.literal}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.requirement());
      const separator = this.take();
      if (separator.kind === 'end') return requirements;
      if (separator.kind !== ',') throw new ParseError(`found '${separator.literal}', expected: ',' or 'end of string'`);
      const next = this.look();
      if (next.kind !== 'identifier' && next.kind !== '!') {
        throw new ParseError(`found '${next.literal}', expected: identifier after ','`);
      }
    }
  }

  private requirement(): Requirement {
    const fail = (text: string): never => {
      throw new ParseError(`unable to parse requirement: ${text}`);
    };
    let token = this.take();
    const negated = token.kind === '!';
    if (negated) token = this.take();
    if (token.kind !== 'identifier') return fail(`found '${token.literal}', expected: identifier`);
    const key = token.literal;
    const keyErrors = labelKey(key);
    if (keyErrors.length > 0) return fail(`<nil>: Invalid value: ${JSON.stringify(key)}: ${keyErrors.join('; ')}`);

    const next = this.look();
    let operator: SelectionOperator | undefined = negated ? '!' : undefined;
    let values: string[] = [];
    if (!negated && (next.kind === 'end' || next.kind === ',')) operator = 'exists';
    if (operator === undefined) {
      const symbol = this.raw();
      this.position += 1;
      operator = binaryOperators[symbol.kind];
      if (!operator) return fail(`found '${symbol.literal}', expected: in, notin, =, ==, !=, gt, lt`);
      const parsed = operator === 'in' || operator === 'notin' ? this.values() : this.exactValue();
      if (!parsed.ok) return fail(parsed.error);
      values = [...new Set(parsed.value)].toSorted();
    }
    const made = newRequirement(key, operator, values);
    return made.ok ? made.value : fail(made.error);
  }

  /** `(a,b)`, where each value may be empty. */
  private values(): Result<string[], string> {
    const open = this.take();
    if (open.kind !== '(') return err(`found '${open.literal}' expected: '('`);
    const first = this.look();
    if (first.kind === ')') {
      this.position += 1;
      return ok(['']);
    }
    if (first.kind !== 'identifier' && first.kind !== ',') {
      return err(`found '${first.literal}', expected: ',', ')' or identifier`);
    }
    const list = this.identifiers();
    if (!list.ok) return list;
    return this.take().kind === ')' ? list : err(`found '${first.literal}', expected: ')'`);
  }

  private identifiers(): Result<string[], string> {
    const found: string[] = [];
    for (;;) {
      const token = this.take();
      if (token.kind === 'identifier') {
        found.push(token.literal);
        const next = this.look();
        if (next.kind === ',') continue;
        if (next.kind === ')') return ok(found);
        return err(`found '${next.literal}', expected: ',' or ')'`);
      }
      if (token.kind !== ',') return err(`found '${token.literal}', expected: ',', or identifier`);
      if (found.length === 0) found.push('');
      const next = this.look();
      if (next.kind === ')') {
        found.push('');
        return ok(found);
      }
      if (next.kind === ',') {
        this.position += 1;
        found.push('');
      }
    }
  }

  private exactValue(): Result<string[], string> {
    const next = this.look();
    if (next.kind === 'end' || next.kind === ',') return ok(['']);
    const token = this.take();
    return token.kind === 'identifier' ? ok([token.literal]) : err(`found '${token.literal}', expected: identifier`);
  }
}

/** Parses the string form; the empty string selects everything. The error is Go's text. */
export function parseLabelSelector(text: string): Result<Selector, string> {
  try {
    return ok(selectorOf(new Parser(text).parse()));
  } catch (error) {
    if (error instanceof ParseError) return err(error.message);
    throw error;
  }
}

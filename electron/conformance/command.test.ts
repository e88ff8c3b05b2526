import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conformanceCommand } from './command.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

function run(...args: string[]): { code: number; out: string; error: string } {
  const result = { code: 0, out: '', error: '' };
  result.code = conformanceCommand(args, {
    out: (text) => {
      result.out += `${text}\n`;
    },
    error: (text) => {
      result.error += `${text}\n`;
    },
  });
  return result;
}

const good = { id: 'good', seconds: 90, human: '90s', short: '1m' };
const wrong = { id: 'wrong', seconds: 90, human: '1m30s', short: '1m' };

describe('the conformance command', () => {
  it('passes, counts and skips', () => {
    write('a.json', { family: 'duration', source: 'here', cases: [good] });
    write('b.json', { family: 'weather', source: 'here', cases: [{ id: 'rain' }, { id: 'sun' }] });
    const { code, out } = run(folder);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'ok   duration  1 passed, 0 failed, 0 skipped',
      'skip weather   0 passed, 0 failed, 2 skipped: no adapter for family weather',
      '1 passed, 0 failed, 2 skipped',
    ]);
  });

  it('names failing cases with what differs', () => {
    write('a.json', { family: 'duration', source: 'here', cases: [good, wrong] });
    const { code, out } = run(folder);
    expect(code).toBe(1);
    expect(out).toContain('     wrong\n       human: expected "1m30s", actual "90s"\n');
    expect(out.trimEnd().split('\n').at(-1)).toBe('1 passed, 1 failed, 0 skipped');
  });

  it('counts a case that makes the code throw as failed', () => {
    write('a.json', { family: 'quantity', source: 'here', cases: [{ id: 'boom', op: 'cmp', a: 'x', b: '1', result: 0 }] });
    const { code, out } = run(folder);
    expect(code).toBe(1);
    expect(out).toContain('threw Error: Assertion failed: "x" is a valid quantity');
  });

  it('prints one JSON object', () => {
    write('a.json', { family: 'duration', source: 'here', cases: [wrong] });
    mkdirSync(join(folder, 'traces'));
    write('traces/t.json', { family: 'walks', scenario: 'walk', events: [] });
    const { code, out } = run(folder, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 1,
      families: [
        {
          family: 'duration', passed: 0, failed: 1, skipped: 0, skipReasons: {},
          failures: [{ id: 'wrong', file: 'a.json', difference: 'human: expected "1m30s", actual "90s"' }],
        },
        { family: 'walks', passed: 0, failed: 0, skipped: 1, failures: [], skipReasons: { 'no adapter for family walks': 1 } },
      ],
    });
  });

  it('takes one family only when asked', () => {
    write('a.json', { family: 'duration', source: 'here', cases: [wrong] });
    write('b.json', { family: 'weather', source: 'here', cases: [{ id: 'rain' }] });
    expect(run(folder, '--family', 'weather').out.trimEnd().split('\n').at(-1)).toBe('0 passed, 0 failed, 1 skipped');
  });

  it.each<[string, unknown, string]>([
    ['broken JSON', '{', 'cannot be read as JSON'],
    ['a list', [], 'is not a JSON object'],
    ['no family', { cases: [] }, 'has no "family" string'],
    ['no cases', { family: 'duration' }, 'has neither a "cases" list nor the "events" of a trace'],
    ['a case without id', { family: 'duration', cases: [good, {}] }, 'cases[1] is not an object with an "id" string'],
  ])('refuses %s', (_what, content, error) => {
    write('bad.json', content);
    const result = run(folder);
    expect(result.code).toBe(2);
    expect(result.out).toBe('');
    expect(result.error).toContain(`${join(folder, 'bad.json')}: ${error}`);
  });

  it('refuses a folder that is missing, empty or a file, and wrong arguments', () => {
    write('file.json', { family: 'duration', cases: [good] });
    mkdirSync(join(folder, 'empty'));
    expect(run(join(folder, 'nowhere'))).toMatchObject({ code: 2, error: expect.stringContaining('is not a folder') as string });
    expect(run(join(folder, 'file.json')).code).toBe(2);
    expect(run(join(folder, 'empty'))).toMatchObject({ code: 2, error: expect.stringContaining('contains no .json files') as string });
    expect(run()).toMatchObject({ code: 2, error: expect.stringContaining('usage: ') as string });
    expect(run(folder, folder).code).toBe(2);
    expect(run(folder, '--bogus')).toMatchObject({ code: 2, error: expect.stringContaining('--bogus') as string });
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyTopology } from '../testing/arbitrary-topology.ts';
import { call, hclFile, ref, template, type HclParagraph } from './hcl.ts';
import { terraformTarget } from './index.ts';

const written = (...body: HclParagraph[]): string => hclFile([{ type: 'b', body }]).replace(/^b \{\n|\}\n$/g, '').replace(/^ {2}/gm, '');

describe('layout, by the rules of hclwrite', () => {
  test.each<[string, HclParagraph[], string]>([
    ['the = of neighbouring lines stand in one column', [{ a: 1, long_name: 'x', b: true }], 'a         = 1\nlong_name = "x"\nb         = true\n'],
    ['a blank line ends a column', [{ a: 1, bb: 2 }, { long_name: 3 }], 'a  = 1\nbb = 2\n\nlong_name = 3\n'],
    ['an argument of several lines stands alone, and ends the column', [{ a: 1, bb: 2, object: { x: 1, yy: 2 }, long_name: 3, c: 4 }], 'a  = 1\nbb = 2\nobject = {\n  x  = 1\n  yy = 2\n}\nlong_name = 3\nc         = 4\n'],
    ['a block ends a column', [{ long_name: 1 }, { type: 'inner', body: [{ a: 1 }] }, { b: 2 }], 'long_name = 1\n\ninner {\n  a = 1\n}\n\nb = 2\n'],
    ['no space inside brackets, one after a comma', [{ list: ['a', 'b', ref('c.d')] }], 'list = ["a", "b", c.d]\n'],
    ['empty', [{ list: [], object: {} }, { type: 'inner', labels: ['a'], body: [] }], 'list   = []\nobject = {}\n\ninner "a" {}\n'],
    ['several open brackets of a line are one step', [{ policy: call('jsonencode', { List: [{ A: 1 }, { B: ['x'] }] }) }], 'policy = jsonencode({\n  List = [\n    {\n      A = 1\n    },\n    {\n      B = ["x"]\n    },\n  ]\n})\n'],
    ['keys that are no words are quoted, and count so', [{ tags: { Name: 'a', 'kubernetes.io/role/elb': '1', for: 'x' } }], 'tags = {\n  Name                     = "a"\n  "kubernetes.io/role/elb" = "1"\n  "for"                    = "x"\n}\n'],
    ['nothing of a string is evaluated, all of a template', [{ a: 'x"\\\n${y}%{z}$', b: template('x-${y}') }], 'a = "x\\"\\\\\\n$${y}%%{z}$"\nb = "x-${y}"\n'],
  ])('%s', (_name, body, text) => {
    expect(written(...body)).toBe(text);
  });
});

const hasTerraform = spawnSync('terraform', ['version']).status === 0;

test.skipIf(!hasTerraform)('terraform fmt has nothing to change, whatever the design', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'terraform-fmt-'));
  try {
    for (const [index, topology] of fc.sample(anyTopology, { numRuns: 40, seed: 7 }).entries()) {
      for (const { path: name, text } of terraformTarget.files(topology)) writeFileSync(path.join(folder, `${index}-${name}`), text);
    }
    const { status, stdout, stderr } = spawnSync('terraform', ['fmt', '-check', '-diff', folder], { encoding: 'utf8' });
    expect({ status, stdout, stderr: stderr.replace(/[^]*CLI configuration[^]*?╵\n/, '') }).toMatchObject({ status: 0, stdout: '' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { expect, test } from 'vitest';
import { importsOf, withoutComments } from './source-text.ts';

test('finds every form of import', () => {
  const code = [
    "import a from './a.ts';",
    "import type { B } from './b.ts';",
    "import {\n  c,\n  d,\n} from './c.ts';",
    "export { e } from './e.ts';",
    "import './side-effect.css';",
    `const lazy = () => ${'import'}('./lazy.ts');`,
  ].join('\n');
  expect(importsOf(code)).toEqual([
    { specifier: './a.ts', typeOnly: false },
    { specifier: './b.ts', typeOnly: true },
    { specifier: './c.ts', typeOnly: false },
    { specifier: './e.ts', typeOnly: false },
    { specifier: './side-effect.css', typeOnly: false },
    { specifier: './lazy.ts', typeOnly: false },
  ]);
});

test('comments go, strings stay, lines keep their numbers', () => {
  const text = "const url = 'http://x'; // Date.now()\n/* new\nDate() */ const b = 1;";
  expect(withoutComments(text)).toBe(`const url = 'http://x'; ${' '.repeat(13)}\n${' '.repeat(6)}\n${' '.repeat(9)} const b = 1;`);
});

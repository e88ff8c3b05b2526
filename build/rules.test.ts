/** House rules as tests: what no linter checks, with the remedy in the message. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, withoutComments } from './rules/source-text.ts';
import { layerOf, layers } from './rules/layers.ts';
import { projectRoot } from './paths.ts';

interface SourceFile {
  name: string;
  text: string;
  code: string;
  isTest: boolean;
}

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}

const files: SourceFile[] = ['shared', 'electron', 'renderer', 'build', 'e2e']
  .flatMap(filesBelow)
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => {
    const text = readFileSync(path.join(projectRoot, name), 'utf8');
    return { name, text, code: withoutComments(text), isTest: /\.(test|spec)\.tsx?$/.test(name) || name.includes('/testing/') };
  });
const product = files.filter(({ isTest }) => !isTest);

/** Expects no offence; the message lists each with the remedy. */
function expectNone(offences: string[], remedy: string): void {
  if (offences.length > 0) expect.fail(`${remedy}\n  ${offences.join('\n  ')}\n`);
}

/** Lines of the given files whose code matches, as `file:line: text`. */
function matches(among: SourceFile[], pattern: RegExp): string[] {
  return among.flatMap(({ name, code }) => code.split('\n').flatMap((line, index) => (
    pattern.test(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [])));
}

describe('imports', () => {
  test('point down the layers: shared ← engine ← the rest of electron; shared ← renderer', () => {
    const offences = files.flatMap(({ name, code }) => {
      const layer = layerOf(name);
      return importsOf(code).filter(({ specifier }) => specifier.startsWith('.')).flatMap(({ specifier }) => {
        const target = path.posix.normalize(path.posix.join(path.posix.dirname(name), specifier));
        return layer.mayImport.some((folder) => target.startsWith(folder)) ? [] : [`${name} imports ${target}`];
      });
    });
    expectNone(offences, 'Move what is shared to a lower layer, or pass it in as a parameter:');
  });

  test('of packages are those the layer may use', () => {
    const offences = product.flatMap(({ name, code }) => {
      const allowed = layerOf(name).packages;
      return importsOf(code).filter(({ specifier }) => !specifier.startsWith('.')).flatMap(({ specifier, typeOnly }) => (
        allowed.some((pattern) => pattern.test(specifier)) || (typeOnly && specifier === 'electron' && name.startsWith('electron/'))
          ? [] : [`${name} imports ${specifier}`]));
    });
    expectNone(offences, 'Pure layers take what they need as parameters; the packages a layer may use are in build/rules/layers.ts:');
  });

  test('name a file that exists, with its extension', () => {
    const offences = files.flatMap(({ name, code }) => importsOf(code).filter(({ specifier }) => specifier.startsWith('.'))
      .filter(({ specifier }) => {
        const target = path.join(projectRoot, path.dirname(name), specifier.replace(/\?.*$/, ''));
        return statSync(target, { throwIfNoEntry: false })?.isFile() !== true;
      })
      .map(({ specifier }) => `${name} imports ${specifier}`));
    expectNone(offences, 'Write the whole file name, such as ./quantity.ts:');
  });

  test('go to the file that is meant: there are no barrels', () => {
    expectNone(matches(product, /^\s*export \* from /), 'Import from the file itself and delete the re-export:');
  });

  test.each(layers.map((layer) => [layer.folder]))('the layer %s holds files', (folder) => {
    expect(files.some(({ name }) => name.startsWith(folder))).toBe(true);
  });
});

describe('pure layers', () => {
  const pure = product.filter(({ name }) => name.startsWith('shared/') || name.startsWith('electron/engine/'));

  test('have no clock: time comes in through Env or a parameter', () => {
    expectNone(matches(pure, /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\./), 'Take the time from Env or a parameter:');
  });

  test('have no randomness: it comes in through Env or a parameter', () => {
    expectNone(matches(pure, /\bMath\.random\b|\bcrypto\.|\brandomUUID\b/), 'Take randomness and ids from Env or a parameter:');
  });

  test('have no timers, output or host objects', () => {
    expectNone(matches(pure, /\b(setTimeout|setInterval|queueMicrotask|console\.|globalThis\.|process\.env)\b/), 'Move it to a caller:');
  });

  test('do not depend on the locale of the machine', () => {
    // A locale that is written out is the same on every machine.
    expectNone(matches(pure, /\.localeCompare\(|\.toLocale\w*\(|\bIntl\.\w+\((?!'en-US')/), 'Compare by code unit, format in the renderer:');
  });
});

describe('files', () => {
  test('stay readable: at most 500 lines', () => {
    const lengths = product.map(({ name, text }) => ({ name, lines: text.split('\n').length - 1 }));
    const offences = lengths.filter(({ lines }) => lines > 500).map(({ name, lines }) => `${name}: ${lines} lines`);
    expectNone(offences, 'Split by idea, one file each:');
  });

  test('say what they hold: kebab-case, PascalCase for components, no catch-alls', () => {
    const named = /^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(\.(property|test|spec|config|d))*\.tsx?$/;
    // Catalogues are named after their language.
    const languages = new Set(['pt-BR.ts']);
    const catchAll = /^(utils?|helpers?|common|misc|manager)\.tsx?$/;
    const offences = files.map(({ name }) => name).filter((name) => !languages.has(path.basename(name)) && (!named.test(path.basename(name)) || catchAll.test(path.basename(name))));
    expectNone(offences, 'Rename the file after what it holds:');
  });

  test('carry no leftovers', () => {
    const markers = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`);
    const offences = files.flatMap(({ name, text }) => text.split('\n').flatMap((line, index) => (
      markers.test(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [])));
    expectNone(offences, 'Do it now, or open an issue and delete the marker:');
    const focused = files.filter(({ isTest }) => isTest);
    expectNone(matches(focused, /\b(test|it|describe)\.only\(/), 'Run all tests:');
  });
});

/**
 * The command `npm run fidelity`: writes the fidelity table as Markdown and for the window. Where the conformance vectors lie beside the checkout,
 * their results are taken in too.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fidelityEntries } from './entries/index.ts';
import { fidelityFiles, projectRoot } from './files.ts';
import { refreshResults } from './results.ts';
import { gapsOf } from './table.ts';

const gaps = gapsOf(fidelityEntries);
if (gaps.length > 0) {
  process.stderr.write(`${gaps.join('\n')}\nGive them a place in electron/conformance/fidelity/entries.\n`);
  process.exitCode = 1;
} else {
  for (const [path, text] of fidelityFiles(refreshResults(join(projectRoot, '..', 'shared', 'conformance')))) {
    mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
    writeFileSync(join(projectRoot, path), text);
    process.stdout.write(`${path}\n`);
  }
}

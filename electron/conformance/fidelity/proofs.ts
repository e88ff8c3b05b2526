import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { familyAdapters } from '../families/index.ts';

/** Folders of tests that may be named, from the project's root. */
const testFolders = ['electron/engine', 'shared'];

/**
 * What a proof's name stands for: a conformance family, or (`job.test`, if need be with folders, `pod/phase.test`) the one test file whose
 * path ends so.
 */
export type Proof = { readonly kind: 'family'; readonly name: string } | { readonly kind: 'test'; readonly path: string };

/** Resolves the names of proofs. The error says why a name stands for nothing, or for several files. */
export class ProofIndex {
  private readonly families = new Set(familyAdapters.flatMap((adapter) => adapter.families));
  private readonly tests: readonly string[];

  constructor(projectRoot: string) {
    this.tests = testFolders.flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts')).map((file) => `${folder}/${file}`)).toSorted();
  }

  resolve(name: string): Proof {
    if (!name.endsWith('.test')) {
      if (!this.families.has(name)) throw new Error(`there is no conformance family ${name}`);
      return { kind: 'family', name };
    }
    const [path, ...others] = this.tests.filter((file) => file.endsWith(`/${name}.ts`));
    if (path === undefined) throw new Error(`there is no test file ${name}.ts`);
    if (others.length > 0) throw new Error(`there are several test files ${name}.ts`);
    return { kind: 'test', path };
  }
}
